import type { Character } from '../character.js';
import { isSpace, middle } from '../transcript.js';

/** What two readings have at one place; null: nothing. Never both. */
export type Place = readonly [quick: Character | null, careful: Character | null];

/** Codes of two readings that do not touch in time are not of one place: it costs more than that each reading lacks one. */
const APART = 3;
/** Codes that touch, and differ, and how much less it costs when they are all of the same time. */
const DIFFERENT = 1;
const TOGETHER = 0.4;
const MISSING = 1;
/** Seconds by which two readings may place the same code differently. */
const SAME_CODE = 0.3;

/** Two readings of the same sound side by side: the way in which the fewest codes differ, of those the one that suits their times best. */
export function alignReadings(quick: readonly Character[], careful: readonly Character[]): Place[] {
  const width = careful.length + 1;
  const costs = new Float64Array((quick.length + 1) * width);
  for (let i = 0; i <= quick.length; i++) {
    for (let j = 0; j <= careful.length; j++) {
      if (i + j === 0) continue;
      const both =
        i && j ? (costs[(i - 1) * width + j - 1] as number) + difference(quick[i - 1], careful[j - 1]) : Infinity;
      const alone = i ? (costs[(i - 1) * width + j] as number) + MISSING : Infinity;
      const other = j ? (costs[i * width + j - 1] as number) + MISSING : Infinity;
      costs[i * width + j] = Math.min(both, alone, other);
    }
  }
  const places: Place[] = [];
  let [i, j] = [quick.length, careful.length];
  while (i + j > 0) {
    const cost = costs[i * width + j] as number;
    if (i && j && cost === (costs[(i - 1) * width + j - 1] as number) + difference(quick[i - 1], careful[j - 1])) {
      places.push([quick[--i] as Character, careful[--j] as Character]);
    } else if (i && cost === (costs[(i - 1) * width + j] as number) + MISSING) {
      places.push([quick[--i] as Character, null]);
    } else {
      places.push([null, careful[--j] as Character]);
    }
  }
  return places.reverse();
}

function difference(a: Character | undefined, b: Character | undefined): number {
  if (!a || !b) return Infinity;
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  if (a.code === b.code) return common > 0 || Math.abs(middle(a) - middle(b)) < SAME_CODE ? 0 : APART;
  if (common <= 0 || isSpace(a) !== isSpace(b)) return APART;
  return DIFFERENT - (TOGETHER * common) / Math.max(a.end - a.start, b.end - b.start, Number.MIN_VALUE);
}
