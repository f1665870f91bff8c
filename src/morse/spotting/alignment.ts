import type { Sighting } from './sightings.js';
import { UNREADABLE } from './word.js';

/** What a reading has in the place of each letter of a callsign. */
export interface Alignment {
  /** One for each letter; where the reading has none, nothing is known. */
  readonly pairs: readonly { readonly letter: string; readonly confidence: number }[];
  /** Letters of the reading that have no place. */
  readonly inserted: number;
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
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 3 && (long.startsWith(short) || long.endsWith(short))) return true;
  return distance(a, b) <= (short.length > 5 ? 2 : 1);
}

export function align(call: string, { text, joined, confidences }: Sighting): Alignment {
  const pairs = [...call].map(() => ({ letter: UNREADABLE, confidence: 0.2 }));
  const read = joined === call ? call : text;
  const rows = table(call, read);
  let inserted = 0;
  let [i, j] = [call.length, read.length];
  while (i > 0 && j > 0) {
    const here = rows[i]?.[j] ?? 0;
    if (here === (rows[i - 1]?.[j - 1] ?? 0) + differs(call[i - 1], read[j - 1])) {
      i--;
      j--;
      pairs[i] = { letter: read[j] ?? '', confidence: confidences[j] ?? 0.7 };
    } else if (here === (rows[i]?.[j - 1] ?? 0) + 1) {
      j--;
      inserted++;
    } else i--;
  }
  return { pairs, inserted: inserted + j };
}
