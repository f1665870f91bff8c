import { BIN_HZ, FRAME_RATE, frameTime, LOG_FLOOR } from './frame.js';
import type { NoiseFloor } from './noise-floor.js';

/** Frames from one look to the next: 16 ms, half of the short window. */
const LOOK = 2;
/** Bins that are looked at: every fourth, half the width of the short window's main lobe, from 200 to 3600 Hz. */
const BIN_STEP = 4;
const LOW = Math.ceil(200 / BIN_HZ);
const HIGH = Math.floor(3600 / BIN_HZ);
const PLACES = Math.floor((HIGH - LOW) / BIN_STEP) + 1;
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
  readonly #levels = new Float32Array(PLACES);
  #frames = 0;
  #crashes: { start: number; end: number }[] = [];

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
    for (let b = LOW; b <= HIGH; b += BIN_STEP) loudest = Math.max(loudest, noise.logAt(b));
    if (loudest <= Math.log(LOG_FLOOR) + 1) return 0;
    let count = 0;
    for (let b = LOW; b <= HIGH; b += BIN_STEP) {
      const floor = noise.logAt(b);
      if (floor >= loudest - PASS_BAND) this.#levels[count++] = (short[b] as number) - floor;
    }
    const levels = this.#levels.subarray(0, count).sort();
    return (levels[Math.floor(QUANTILE * count)] as number) - BIAS;
  }
}
