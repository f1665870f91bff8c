import { BIN_HZ, FRAME_RATE, frameTime, LOG_FLOOR } from './frame.js';
import { type Grid, NARROW, rateOf } from './grid.js';
import type { NoiseFloor } from './noise-floor.js';

/** Frames from one look to the next: 16 ms, half of the short window. */
const LOOK = 2;
/**
 * Bins that are looked at: every fourth, half the width of the short window's main lobe, from 200 to 3600 Hz; as many in a wide
 * band.
 */
const BIN_STEP = 4;
const NARROW_BAND = { from: 200, to: 3600 } as const;
/** Part of half the rate up to which a wide band is even. */
const PART = 0.9;
/** Frames at the start in which the noise is not well known yet: 0.4 s. */
const START = 50;
/** Nats below the loudest noise at which the receiver's pass band ends: 15 dB. */
const PASS_BAND = 3.5;
/** A quantile of the band that stations do not move, be it full of them, and what noise's lies below its mean, nats. */
const QUANTILE = 0.3;
const BIAS = Math.log(-Math.log(1 - QUANTILE));
/** Nats by which noise is louder in a crash: a factor of 4. */
const LOUDER = Math.log(4);
/** Seconds that are kept: the longest history. */
const KEPT = 600;

/** What it needs of the noise floor. */
type LogNoise = Pick<NoiseFloor, 'logAt'>;

/** A stretch of a stream, seconds. */
export interface Crash {
  readonly start: number;
  readonly end: number;
}

/**
 * When the noise of the whole pass band was louder than usual: static. Stations that key on both sides of a channel look the
 * same from there, in the band as a whole they do not.
 */
export class CrashLog {
  readonly #first: number;
  readonly #bins: readonly number[];
  readonly #levels: Float32Array;
  #frames = 0;
  #crashes: { start: number; end: number }[] = [];

  constructor(grid: Grid = NARROW) {
    const half = rateOf(grid) / 2;
    const { from, to } =
      grid.width === 1 ? NARROW_BAND : { from: grid.iq ? -half * PART : NARROW_BAND.from, to: half * PART };
    const step = BIN_STEP * grid.factor;
    const low = Math.ceil(from / BIN_HZ);
    const count = Math.floor((Math.floor(to / BIN_HZ) - low) / step) + 1;
    this.#first = grid.first;
    this.#bins = Array.from({ length: count }, (_, i) => low + i * step);
    this.#levels = new Float32Array(count);
  }

  /** Takes the log powers of frame `k` in the short window. */
  push(k: number, short: Float32Array, noise: LogNoise): void {
    if (this.#frames++ < START || k % LOOK !== 0 || this.#lift(short, noise) < LOUDER) return;
    const half = LOOK / 2 / FRAME_RATE;
    const [start, end] = [frameTime(k) - half, frameTime(k) + half];
    const newest = this.#crashes.at(-1);
    if (newest && start <= newest.end + 1e-9) newest.end = end;
    else this.#crashes.push({ start, end });
    if ((this.#crashes[0]?.end ?? end) < end - 2 * KEPT) {
      this.#crashes = this.#crashes.filter((crash) => crash.end >= end - KEPT);
    }
  }

  /** The crashes in `from … to`, stream time in seconds; those at its ends may reach beyond. */
  between(from: number, to: number): readonly Crash[] {
    return this.#crashes.filter(({ start, end }) => end > from && start < to);
  }

  /** Nats by which the pass band as a whole stands above its noise; 0 while none is known. */
  #lift(short: Float32Array, noise: LogNoise): number {
    let loudest = Number.NEGATIVE_INFINITY;
    for (const b of this.#bins) loudest = Math.max(loudest, noise.logAt(b));
    if (loudest <= Math.log(LOG_FLOOR) + 1) return 0;
    let count = 0;
    for (const b of this.#bins) {
      const floor = noise.logAt(b);
      if (floor >= loudest - PASS_BAND) this.#levels[count++] = (short[b - this.#first] as number) - floor;
    }
    const levels = this.#levels.subarray(0, count).sort();
    return (levels[Math.floor(QUANTILE * count)] as number) - BIAS;
  }
}
