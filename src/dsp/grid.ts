import { FFT_SIZE, SAMPLE_RATE } from './frame.js';

/**
 * How much of the spectrum one stream holds. Frames, bins and hop are those of `frame.ts` whatever the span, so that features,
 * finder and models know no difference: only the transform is longer. Bin `b` lies at `b · BIN_HZ`, below zero too, and a row
 * holds it at `b − first`.
 */
export interface Grid {
  /** Samples, or pairs of I and Q, of the band for each one at 8 kHz. */
  readonly factor: number;
  /** The band is complex: frequencies below zero are others than those above it. */
  readonly iq: boolean;
  /** Values that a history holds for 1/8000 s: interleaved samples. */
  readonly width: number;
  /** Lowest bin of a row, and how many there are. */
  readonly first: number;
  readonly bins: number;
}

/** What the transform is made for: powers of two, and three times those. 192 kHz is the highest rate of a band. */
const FACTORS = [1, 2, 3, 4, 6, 8, 12, 16, 24] as const;
/** Hz. */
export const HIGHEST_RATE = SAMPLE_RATE * 24;
/** End of what the resampler passes, as a part of half the rate (`resampler.ts`). */
const PASS = 0.9;

const gridOf = (factor: number, iq: boolean): Grid => ({
  factor,
  iq,
  width: factor * (iq ? 2 : 1),
  first: iq ? (-FFT_SIZE * factor) / 2 : 0,
  bins: iq ? FFT_SIZE * factor : (FFT_SIZE * factor) / 2 + 1,
});

/** A receiver's sound at 8 kHz, 0…4000 Hz. */
export const NARROW: Grid = gridOf(1, false);

/** Hz of the samples in a history, or of its pairs. */
export const rateOf = ({ factor }: Grid): number => factor * SAMPLE_RATE;

/** The smallest grid for mono sound of `rate` Hz in which what is up to `highest` Hz is heard at its full level. */
export function monoGrid(rate: number, highest: number): Grid {
  if (highest <= (PASS * SAMPLE_RATE) / 2 || rate <= SAMPLE_RATE) return NARROW;
  return gridOf(factorFor(Math.min(rate, (2 * highest) / PASS)), false);
}

/** The smallest grid that holds all of `rate` pairs a second. @throws RangeError above 192 kHz */
export function iqGrid(rate: number): Grid {
  if (!(rate <= HIGHEST_RATE)) throw new RangeError(`I and Q of ${rate} Hz are more than ${HIGHEST_RATE}`);
  return gridOf(factorFor(rate), true);
}

const factorFor = (rate: number): number => FACTORS.find((factor) => factor * SAMPLE_RATE >= rate) ?? 24;

export const sameGrid = (a: Grid, b: Grid): boolean => a.factor === b.factor && a.iq === b.iq;

/** The nearest bin with `reach` others on each side in a row. */
export const clampBin = (bin: number, { first, bins }: Pick<Grid, 'first' | 'bins'>, reach: number): number =>
  Number.isFinite(bin) ? Math.min(first + bins - 1 - reach, Math.max(first + reach, Math.round(bin))) : first + reach;
