/** The character error rate by its definition: edit distance over the reference's length. */

/** Upper case, runs of white space folded to one blank, none at the ends; without `blanks`, none at all. */
export function foldText(text: string, blanks = true): string {
  return text
    .toUpperCase()
    .trim()
    .replaceAll(/\s+/g, blanks ? ' ' : '');
}

/** Levenshtein's distance between two texts, in code points. */
export function editDistance(from: string, to: string): number {
  const target = [...to];
  let row = Array.from({ length: target.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of target.entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** What was sent, and what was read. */
export interface Copy {
  readonly sent: string;
  readonly read: string;
}

/** Errors over all the copies by characters sent in all of them. */
export function characterErrorRate(copies: readonly Copy[], blanks = true): number {
  let errors = 0;
  let length = 0;
  for (const { sent, read } of copies) {
    const reference = foldText(sent, blanks);
    errors += editDistance(reference, foldText(read, blanks));
    length += [...reference].length;
  }
  return length === 0 ? 0 : errors / length;
}
