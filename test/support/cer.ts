/** Character error rate as models/ and bench/ report it: Levenshtein distance over reference length. */
export interface ErrorRate {
  /** Runs of blanks folded to one. */
  readonly withBlanks: number;
  /** All blanks left out: letters alone. */
  readonly withoutBlanks: number;
}

/** What was sent, and what was read. */
export interface Copy {
  readonly sent: string;
  readonly read: string;
}

/** Upper case, runs of white space folded to one blank, none at the ends; without `blanks`, none at all. */
export function foldText(text: string, blanks = true): string {
  return text
    .toUpperCase()
    .trim()
    .replaceAll(/\s+/g, blanks ? ' ' : '');
}

/** @throws RangeError when the reference is empty. */
export const errorRate = (text: string, reference: string): ErrorRate => errorRateOf([{ sent: reference, read: text }]);

/** Errors in all the copies, over the characters sent in all of them. @throws RangeError when nothing was sent. */
export function errorRateOf(copies: readonly Copy[]): ErrorRate {
  return { withBlanks: rate(copies, true), withoutBlanks: rate(copies, false) };
}

function rate(copies: readonly Copy[], blanks: boolean): number {
  let errors = 0;
  let length = 0;
  for (const { sent, read } of copies) {
    const reference = foldText(sent, blanks);
    errors += distance(foldText(read, blanks), reference);
    length += reference.length;
  }
  if (length === 0) throw new RangeError('The reference text is empty.');
  return errors / length;
}

/** Insertions, deletions and substitutions that turn one text, or list of codes, into the other (Levenshtein 1966). */
export function distance(a: ArrayLike<string>, b: ArrayLike<string>): number {
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
