import type { Fist, Length } from './timing.js';

/** Dits that a mark or gap may last. Those between letters and words depend on the fist. */
const DIT = [0.5, 1.7] as const;
const DAH = [1.8, 4.5] as const;
const GAP = [0.4, 1.8] as const;
const SHORTEST_LETTER_GAP = 1.6;
const SHORTEST_WORD_GAP = 3.5;
/** Variance that comes from slots, in slots². */
const SLOT_VARIANCE = 0.2;

/** Log probabilities of `least … most` slots. */
export interface LengthTable {
  readonly least: number;
  readonly most: number;
  readonly logs: Float64Array;
}

/** Of everything that is sent, at one speed. */
export interface LengthTables {
  readonly dit: LengthTable;
  readonly dah: LengthTable;
  readonly gap: LengthTable;
  readonly letterGap: LengthTable;
  readonly wordGap: LengthTable;
  /** Slots from which on a gap has no measure. */
  readonly pause: number;
  /** Slots of a dit. */
  readonly dits: number;
}

/** Tables of a fist at `dits` slots a dit. */
export function lengthTables(fist: Fist, dits: number): LengthTables {
  const { letterGap, wordGap } = fist;
  const letter = Math.max(SHORTEST_LETTER_GAP, letterGap.mean - 4 * letterGap.spread);
  const word = Math.max(SHORTEST_WORD_GAP, wordGap.mean - 3 * wordGap.spread);
  return {
    dit: table(fist.dit, DIT, dits),
    dah: table(fist.dah, DAH, dits),
    gap: table(fist.gap, GAP, dits),
    letterGap: table(letterGap, [letter, letterGap.mean + 5 * letterGap.spread], dits),
    wordGap: table(wordGap, [word, wordGap.mean + 4 * wordGap.spread], dits),
    pause: Math.round((wordGap.mean + 3 * wordGap.spread) * dits),
    dits,
  };
}

/** Log probabilities of every number of slots within limits that are given in dits. */
function table({ mean, spread }: Length, [low, high]: readonly [number, number], dits: number): LengthTable {
  const least = Math.max(1, Math.floor(low * dits));
  const most = Math.max(least + 1, Math.ceil(high * dits));
  const deviation = Math.sqrt((spread * dits) ** 2 + SLOT_VARIANCE);
  const scale = Math.log(deviation * Math.sqrt(2 * Math.PI));
  const logs = Float64Array.from({ length: most - least + 1 }, (_, i) => {
    const off = (least + i - mean * dits) / deviation;
    return -0.5 * off * off - scale;
  });
  return { least, most, logs };
}
