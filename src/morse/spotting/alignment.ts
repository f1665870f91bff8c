import { UNREADABLE } from './word.js';

/** A callsign as it was read once, perhaps with mistakes. */
export interface Reading {
  readonly text: string;
  /** Probability of each character. */
  readonly confidences: readonly number[];
  /** With the word behind it, where that may be a part of it. */
  readonly joined: string | null;
}

/** What a reading has in the place of each letter of a callsign. */
export interface Alignment {
  /** One for each letter; where the reading has none, nothing is known. */
  readonly pairs: readonly { readonly letter: string; readonly confidence: number }[];
  /** The reading has a place for each letter, and no more letters. */
  readonly whole: boolean;
}

/** The costs of Levenshtein's table. An unreadable letter may be any. */
function table(a: string, b: string): number[][] {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i - 1] ?? [];
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + differs(a[i - 1], b[j - 1])));
    rows.push(row);
  }
  return rows;
}

const differs = (a: string | undefined, b: string | undefined): number =>
  a === b || a === UNREADABLE || b === UNREADABLE ? 0 : 1;

/** Letters by which two words differ. */
export const distance = (a: string, b: string): number => table(a, b)[a.length]?.[b.length] ?? 0;

/** One may have been read for the other: a letter is different, of a long one two, or it lacks its beginning or its end. */
export function isNear(a: string, b: string): boolean {
  return isPartOf(a, b) || distance(a, b) <= (Math.min(a.length, b.length) > 5 ? 2 : 1);
}

/** One is the beginning or the end of the other. */
export function isPartOf(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && (long.startsWith(short) || long.endsWith(short));
}

/** Finds the place of each letter that was read. */
export function align(call: string, { text, joined, confidences }: Reading): Alignment {
  const pairs = [...call].map(() => ({ letter: UNREADABLE, confidence: 0.2 }));
  const read = joined === call ? call : text;
  const rows = table(call, read);
  let whole = true;
  let [i, j] = [call.length, read.length];
  while (i > 0 && j > 0) {
    const here = rows[i]?.[j] ?? 0;
    if (here === (rows[i - 1]?.[j - 1] ?? 0) + differs(call[i - 1], read[j - 1])) {
      i--;
      j--;
      pairs[i] = { letter: read[j] ?? '', confidence: confidences[j] ?? 0.7 };
    } else if (here === (rows[i]?.[j - 1] ?? 0) + 1) {
      j--;
      whole = false;
    } else {
      i--;
      whole = false;
    }
  }
  return { pairs, whole: whole && i === 0 && j === 0 };
}
