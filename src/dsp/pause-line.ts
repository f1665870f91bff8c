import { FULL_FRAMES, PAUSE_CLEAR } from './pause-noise.js';

/** Bins to each side of the signal's in which a line is looked for: 47 Hz. */
const REACH = 6;
const BINS = 2 * REACH + 1;
/** Weight of what was heard before another frame: 5 s of pauses. */
const MEMORY = 1 - 1 / 625;
/** Frames of pauses from which on it is told. */
const TELLING = 8 * FULL_FRAMES;
/** Bins from a line's at which the window has it at least 30 dB lower, and those at which the noise beside it is looked for. */
const FLANK = 3;
const FAR = 6;
/** Times that a line is stronger than its flanks at least: a filter's pass band is broader. */
const STANDS_OUT = 10;

/** A narrow thing, such as a steady carrier, that a channel's pauses hold. Powers on the scale of `Spectrogram`. */
export interface Line {
  /** Mean power in the bin below the channel's, in its own, and in the one above, with the noise. */
  readonly powers: readonly [number, number, number];
  /** Mean power of the quietest bin as far beside it as can be seen. */
  readonly beside: number;
}

/** Remembers the spectrum around a channel while its key is up. */
export class PauseLine {
  /** Powers of the newest frames of a pause, by place, and frames that it lasts. */
  readonly #newest = new Float64Array(PAUSE_CLEAR * BINS);
  #length = 0;
  readonly #sums = new Float64Array(BINS);
  #weight = 0;
  #frames = 0;

  /** The key is down. */
  mark(): void {
    this.#length = 0;
  }

  /** Takes the log powers of a frame while the key is up, the channel's in `bin`. They count when they are clear of the marks around. */
  pause(long: Float32Array, bin: number): void {
    const at = (this.#length % PAUSE_CLEAR) * BINS;
    if (this.#length >= 2 * PAUSE_CLEAR) this.#count(at);
    for (let i = 0; i < BINS; i++) this.#newest[at + i] = Math.exp(long[bin - REACH + i] ?? Number.NaN);
    this.#length++;
  }

  /** What was heard of late; null while that is too little to tell, and where nothing narrow is. */
  get line(): Line | null {
    if (this.#frames < TELLING) return null;
    const means = this.#sums.map((sum) => sum / this.#weight);
    let top = 0;
    for (let i = 1; i < BINS; i++) if ((means[i] as number) > (means[top] as number)) top = i;
    const flanks = means.filter((_, i) => Math.abs(i - top) >= FLANK && Math.abs(i - top) < FAR);
    if (!((means[top] as number) > STANDS_OUT * meanOf(flanks))) return null;
    const [below, here, above] = means.subarray(REACH - 1, REACH + 2);
    const beside = Math.min(...means.filter((_, i) => Math.abs(i - top) >= FAR));
    return { powers: [below as number, here as number, above as number], beside };
  }

  #count(at: number): void {
    const powers = this.#newest.subarray(at, at + BINS);
    if (!powers.every(Number.isFinite)) return;
    for (let i = 0; i < BINS; i++) this.#sums[i] = MEMORY * (this.#sums[i] as number) + (powers[i] as number);
    this.#weight = MEMORY * this.#weight + 1;
    this.#frames++;
  }
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
