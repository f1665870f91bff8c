import { HOP, LOG_FLOOR, WINDOW } from './frame.js';
import { orderStatistic } from './order-statistic.js';

/** Frames that a window is long. */
export const FULL_FRAMES = WINDOW / HOP;
/** Frames from a mark to a frame whose window it does not touch, and two to spare for the key trace's 16 ms. */
export const PAUSE_CLEAR = FULL_FRAMES / 2 + 2;
/** Frames of pauses that are remembered: 8 s of them. */
const MEMORY = 1000;
/** How many of them count that were heard before the first mark: gain control lets the noise rise in a long pause. */
const LEAD = 50;
/** Quantile of the frames that tells their noise: clicks of other stations, and what gain control lifts, fall into the rest. */
const LOW = 0.15;
const MIDDLE = 0.5;
/** Nats by which the mean of exponentially distributed powers lies above their quantile. */
const bias = (quantile: number): number => -Math.log(-Math.log(1 - quantile));

/** Noise in a channel's own pauses: natural logarithms of mean powers, on the scale of `Spectrogram`. */
export interface Pauses {
  /** By a low quantile of its frames, and by the median one: of steady noise both are the same within a decibel or two. */
  readonly low: number;
  readonly middle: number;
  /** Frames that were heard, 8 ms each, up to `MEMORY`. */
  readonly frames: number;
}

/** Remembers the power in a channel's bin while its key is up. */
export class PauseNoise {
  /** Log powers of the newest frames of a pause, and frames that it lasts. */
  readonly #newest = new Float32Array(PAUSE_CLEAR);
  #length = 0;
  /** Log powers of clear frames, the newest in the place of the oldest, and how many there were. */
  readonly #quiet = new Float32Array(MEMORY);
  readonly #scratch = new Float32Array(MEMORY);
  #heard = 0;
  /** The key was down before. */
  #keyed = false;
  #told: Pauses | null = null;
  #toldAt = 0;

  /** The key is down. */
  mark(): void {
    if (!this.#keyed) this.#forgetLead();
    this.#keyed = true;
    this.#length = 0;
  }

  /** Takes the log power of a frame while the key is up. It counts when it is clear of the marks before and after it. */
  pause(power: number): void {
    const place = this.#length % PAUSE_CLEAR;
    const clear = this.#newest[place] as number;
    if (this.#length >= 2 * PAUSE_CLEAR && Number.isFinite(clear)) this.#quiet[this.#heard++ % MEMORY] = clear;
    this.#newest[place] = power;
    this.#length++;
  }

  /** What was heard so far; null before anything was. Told anew when a window's length more of pauses has been heard. */
  get pauses(): Pauses | null {
    if (this.#heard === 0) return null;
    if (this.#told && this.#heard - this.#toldAt < FULL_FRAMES) return this.#told;
    const frames = Math.min(MEMORY, this.#heard);
    const values = this.#scratch;
    values.set(this.#quiet);
    const at = (quantile: number, from: number): [number, number] => {
      const place = Math.floor(quantile * frames);
      const power = Math.max(0, Math.exp(orderStatistic(values, place, from, frames)) - LOG_FLOOR);
      return [Math.log(Math.max(LOG_FLOOR, power * Math.exp(bias(quantile)))), place];
    };
    const [low, lowest] = at(LOW, 0);
    const [middle] = at(MIDDLE, lowest);
    this.#toldAt = this.#heard;
    this.#told = { low, middle, frames };
    return this.#told;
  }

  /** Keeps the newest frames before the first mark only. */
  #forgetLead(): void {
    const kept = Math.min(LEAD, this.#heard);
    const newest = Float32Array.from(
      { length: kept },
      (_, i) => this.#quiet[(this.#heard - kept + i) % MEMORY] as number,
    );
    this.#quiet.set(newest);
    this.#heard = kept;
    this.#told = null;
  }
}
