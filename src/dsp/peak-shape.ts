import { BIN_HZ } from './frame.js';
import { type LevelMemory, ROW_RATE, ROWS } from './level-memory.js';

/** One peak of the band under examination: its rows from the oldest that `memory` holds on. */
export interface Peak {
  readonly memory: LevelMemory;
  readonly bin: number;
  readonly rows: number;
  /** 1 where the key is down, 0 where it is up, 2 where something stronger hides it. */
  readonly pattern: Uint8Array;
  /** ln power of each row. */
  readonly level: Float32Array;
  /** Level below which what is seen in a row may come from stronger signals. */
  readonly hiding: Float32Array;
}

/** Bins to each side among which a signal that changes its frequency is looked for. */
export const ASTRAY = 3;
/** Bins to each side that show whether a mark stands alone, 55…150 Hz away. */
const SIDES = [7, 9, 11, 13, 16, 19] as const;
/** Nats by which a mark must exceed them, what part of either side may be higher nevertheless. */
const SHOULDER = 1.4;
const MOST_BESIDE = 0.6;
/** Bins to each side of a stronger signal that belong to it, and the bins that must be left beside a mark to tell. */
const LOBE = 5;
const FEWEST_SIDES = 4;
/** Rows of marks that are needed to tell. */
const FEWEST_MARKS = 10;
/** Half-life of a row's weight in the frequency, rows: 1.5 s, so that drift is followed. */
const FREQUENCY_ROWS = 1.5 * ROW_RATE;
/** Weight by a row's age. */
const WEIGHTS = Float64Array.from({ length: ROWS + 1 }, (_, age) => 0.5 ** (age / FREQUENCY_ROWS));

/** Part of the rows with a signal about here in which it stands two or three bins away and not here. */
export const astrayPart = (peak: Peak, on: number): number => {
  const { memory, bin, pattern, rows, hiding } = peak;
  const from = memory.oldest;
  let here = 0;
  let away = 0;
  for (let i = 0; i < rows; i++) {
    if (pattern[i] === 2) continue;
    if (pattern[i] === 1) here++;
    const floor = memory.floor(from + i, bin);
    let far = Number.NEGATIVE_INFINITY;
    for (let d = 2; d <= ASTRAY; d++) {
      far = Math.max(far, memory.level(from + i, bin - d), memory.level(from + i, bin + d));
    }
    if (far - floor < on) continue;
    const central = Math.max(
      memory.level(from + i, bin - 1),
      memory.level(from + i, bin),
      memory.level(from + i, bin + 1),
    );
    if (far > central + 0.7 && far >= (hiding[i] as number)) {
      away++;
      if (pattern[i] === 1) here--;
    }
  }
  return here + away > 0 ? away / (here + away) : 1;
};

/** Part of the marks that do not stand out of what surrounds them: bursts of noise, codecs' bands, consonants. */
export const broadPart = (peak: Peak, stronger: readonly { readonly bin: number }[]): number => {
  const { memory, bin, pattern, rows, level: levels, hiding } = peak;
  const from = memory.oldest;
  const below = freeSides(bin, -1, stronger);
  const above = freeSides(bin, 1, stronger);
  let marks = 0;
  let broad = 0;
  for (let i = 0; i < rows; i++) {
    const least = (levels[i] as number) - SHOULDER;
    if (pattern[i] !== 1 || least < (hiding[i] as number)) continue;
    marks++;
    if (standsBeside(memory, from + i, below, least) || standsBeside(memory, from + i, above, least)) broad++;
  }
  return marks >= FEWEST_MARKS ? broad / marks : 0;
};

/** The bins on one side that show whether a mark stands alone, without those of stronger signals; none where those are too few. */
function freeSides(bin: number, sign: 1 | -1, stronger: readonly { readonly bin: number }[]): readonly number[] {
  const free = SIDES.map((offset) => bin + sign * offset).filter(
    (side) => !stronger.some((other) => Math.abs(other.bin - side) <= LOBE),
  );
  return free.length >= FEWEST_SIDES ? free : [];
}

/** Whether most of some bins exceed a level in a row. */
function standsBeside(memory: LevelMemory, row: number, bins: readonly number[], level: number): boolean {
  let beside = 0;
  for (let i = 0; i < bins.length; i++) if (memory.level(row, bins[i] as number) > level) beside++;
  return beside > MOST_BESIDE * bins.length;
}

/** Top of the main lobe, from the mean power of the newest marks around the peak. */
export const peakFrequencyOf = (peak: Peak): number => {
  const { memory, bin, pattern, rows, level: levels } = peak;
  const from = memory.oldest;
  const lobe = new Float64Array(5);
  let reference = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows; i++) {
    if (pattern[i] === 1) reference = Math.max(reference, levels[i] as number);
  }
  for (let i = 0; i < rows; i++) {
    if (pattern[i] !== 1) continue;
    const weight = WEIGHTS[rows - i] as number;
    for (let d = 0; d < 5; d++) {
      lobe[d] = (lobe[d] as number) + weight * Math.exp(memory.level(from + i, bin - 2 + d) - reference);
    }
  }
  let top = 2;
  for (const d of [1, 3]) if ((lobe[d] as number) > (lobe[top] as number)) top = d;
  const left = Math.log((lobe[top - 1] as number) + 1e-12);
  const middle = Math.log((lobe[top] as number) + 1e-12);
  const right = Math.log((lobe[top + 1] as number) + 1e-12);
  const curvature = left - 2 * middle + right;
  const shift = curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
  return (bin - 2 + top + Math.min(1, Math.max(-1, shift))) * BIN_HZ;
};
