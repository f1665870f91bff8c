import { Correlation } from './correlation.js';
import { SENDING } from './echoes.js';
import type { Sighting } from './keyed-test.js';

/** How two signals' levels go together. */
export interface Likeness {
  /** Correlation over the rows in which both are seen and one of them sends: pauses that both share tell nothing. 0 where those are few. */
  readonly correlation: number;
  /** The same from the first mark of either on, of fewer rows: what both are silent in before tells just that both begin with the sound. */
  readonly turns: number;
  /** One of them is always sent, from the first mark on, and each of them pauses: two tones of frequency-shift keying. */
  readonly complementary: boolean;
  /** The same over so few rows that it may be chance. */
  readonly alternating: boolean;
}

/** Rows that a correlation needs, 1.3 s, and one that begins with the first mark. */
const FEWEST_ROWS = 80;
const FEWEST_TURNS = 64;
/** Nats below its marks at which a signal is silent. */
const SILENT = 2;
/** Rows that tell that one of two is always sent, or that it may be so, and the part of them in which neither is: independent stations have 2 % at 40 WPM, 8 % at 20. */
const ALWAYS = { rows: 50, perhaps: 20, silent: 0.015 } as const;
/** Part of the rows in which each of them pauses. */
const PAUSES = 0.08;

/** Compares two sightings of one round. */
export function likenessOf(a: Sighting, b: Sighting): Likeness {
  const correlation = new Correlation();
  const turns = new Correlation();
  // From the first mark of either to the last.
  let rows = 0;
  let silent = 0;
  let silentA = 0;
  let silentB = 0;
  let waiting = 0;
  for (let i = 0; i < a.rows; i++) {
    if (a.pattern[i] === 2 || b.pattern[i] === 2) continue;
    const apartA = a.apart[i] as number;
    const apartB = b.apart[i] as number;
    if (apartA > SENDING && apartB > SENDING) continue;
    const x = a.levels[i] as number;
    const y = b.levels[i] as number;
    correlation.push(x, y);
    const isMark = apartA === 0 || apartB === 0;
    if (rows === 0 && !isMark) continue;
    turns.push(x, y);
    const isSilentA = x < -SILENT;
    const isSilentB = y < -SILENT;
    if (!isMark) {
      if (isSilentA && isSilentB) waiting++;
      continue;
    }
    rows += 1 + waiting;
    silent += waiting;
    waiting = 0;
    if (isSilentA) silentA++;
    if (isSilentB) silentB++;
  }
  const alternating =
    rows >= ALWAYS.perhaps && silent <= ALWAYS.silent * rows && silentA >= PAUSES * rows && silentB >= PAUSES * rows;
  return {
    correlation: correlation.count < FEWEST_ROWS ? 0 : correlation.value,
    turns: turns.count < FEWEST_TURNS ? 0 : turns.value,
    complementary: alternating && rows >= ALWAYS.rows,
    alternating,
  };
}
