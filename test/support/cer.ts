/** Character error rate as models/ and bench/ report it: Levenshtein distance over reference length. */
export interface ErrorRate {
  /** Runs of blanks folded to one. */
  readonly withBlanks: number;
  /** All blanks left out: letters alone. */
  readonly withoutBlanks: number;
}

/** Both texts are folded to upper case. @throws RangeError when the reference is empty. */
export function errorRate(text: string, reference: string): ErrorRate {
  const fold = (value: string) => value.toUpperCase().replace(/\s+/g, ' ').trim();
  const bare = (value: string) => fold(value).replaceAll(' ', '');
  if (bare(reference) === '') throw new RangeError('The reference text is empty.');
  return {
    withBlanks: distance(fold(text), fold(reference)) / fold(reference).length,
    withoutBlanks: distance(bare(text), bare(reference)) / bare(reference).length,
  };
}

/** Insertions, deletions and substitutions that turn one text into the other (Levenshtein 1966). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
