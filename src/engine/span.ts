import { type Grid, HIGHEST_RATE, iqGrid, monoGrid, NARROW, rateOf } from '../dsp/grid.js';
import type { AudioBlock, PairOrder } from './audio-block.js';
import type { ReceiverOptions } from './types.js';

/** Hz that are shown and searched of mono sound when nothing is said: what a receiver's filter lets through. */
export const MONO_BAND = { low: 200, high: 3000 } as const;
/** Parts of half the rate up to which a band is searched: filters end before it, ours too where the rate is another. */
const EDGE = { same: 0.99, resampled: 0.9 } as const;
/** Hz that a band has at least. */
const LEAST = 100;

/** Hz. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Of which part of the spectrum a stream is, and how much of it is shown and searched. */
export interface Span {
  readonly grid: Grid;
  readonly pairs: PairOrder | null;
  /** Hz of the input. */
  readonly rate: number;
}

type BandOptions = Pick<ReceiverOptions, 'minFrequency' | 'maxFrequency'>;
type SpanOptions = Pick<ReceiverOptions, 'frequency' | 'maxFrequency'>;

/** Before any sound has come. */
export const UNKNOWN_SPAN: Span = { grid: NARROW, pairs: null, rate: rateOf(NARROW) };

/** What a block's sound needs; null: more than there is. */
export function spanOf(
  { sampleRate, pairs = null }: Pick<AudioBlock, 'sampleRate'> & { readonly pairs?: PairOrder | null },
  options: SpanOptions,
): Span | null {
  const highest = Math.max(options.maxFrequency ?? MONO_BAND.high, options.frequency ?? 0);
  if (!pairs) return { grid: monoGrid(sampleRate, highest), pairs, rate: sampleRate };
  return sampleRate <= HIGHEST_RATE ? { grid: iqGrid(sampleRate), pairs, rate: sampleRate } : null;
}

/** Sound of one can go on in a stream of the other. */
export const sameSpan = (a: Span, b: Span): boolean =>
  a.pairs === b.pairs && a.grid.factor === b.grid.factor && (a.grid.width === 1 || a.rate === b.rate);

/** The lowest and the highest frequency that a stream can have, Hz; of sound at 8 kHz no more is known before. */
export function limitsOf({ grid, rate }: Span): Band {
  if (grid.width === 1) return { low: 50, high: 3900 };
  const half = Math.min(rate, rateOf(grid)) / 2;
  const high = half * (rate === rateOf(grid) ? EDGE.same : EDGE.resampled);
  return { low: grid.iq ? -high : 50, high };
}

/** Hz that are shown and searched: what the options say, else 200 to 3000 of mono and all of I and Q. */
export function bandOf(span: Span, { minFrequency, maxFrequency }: BandOptions): Band {
  const { grid } = span;
  if (grid.width === 1) {
    const high = Math.min(rateOf(grid) / 2, maxFrequency ?? MONO_BAND.high);
    return { low: Math.min(high - LEAST, minFrequency ?? MONO_BAND.low), high };
  }
  const limits = limitsOf(span);
  const low = Math.max(limits.low, minFrequency ?? (grid.iq ? limits.low : MONO_BAND.low));
  const high = Math.min(limits.high, maxFrequency ?? limits.high);
  return high - low >= LEAST ? { low, high } : limits;
}
