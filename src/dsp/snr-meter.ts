import { HOP, LOG_FLOOR, WINDOW } from './frame.js';

/**
 * Peak power in a bin of a real sine of power 1: a Hann window of N points scaled to unit energy has (Σw)² = 2N/3 = 512;
 * the sine's amplitude √2 puts half of itself, squared 1/2, on either side of 0 Hz.
 */
const SINE_GAIN = 256;
/** Noise of variance σ² spreads over 4000 Hz and has σ² in every bin; 2500 Hz hold this part of it. */
const NOISE_PART = 2500 / 4000;
/** Frames that a window is long. */
const FULL = WINDOW / HOP;
/** Frames of the shortest mark that is measured: below it the window holds too little of the mark. */
const SHORTEST = 3;
/** Weight of all marks before when another comes: about 20 marks are remembered. */
const MEMORY = 0.95;
/** Frames from a mark to a frame whose window it does not touch, and one to spare for the trace's 16 ms. */
const CLEAR = FULL / 2 + 2;
/** Frames of pause that are remembered, 4 s, and that are needed, 0.4 s. */
const PAUSE_MEMORY = 500;
const PAUSE_LEAST = 50;
/** Quantile of them that is taken, for clicks of other stations fall into the rest, and what part of noise's mean power it is. */
const QUANTILE = 0.35;
const QUANTILE_POWER = -Math.log(1 - QUANTILE);
/** Weight of the noise around another mark where there is less or more of it: clicks of others come and go, noise stays. */
const LESS = 0.5;
const MORE = 0.015;
/** Longest part of one mark that is looked at, frames: 1 s. */
const LONGEST = 125;

/** dB from which on a ratio tells how finely the samples are stored, and not what noise there is. */
const MOST_SHOWN = 60;

/** An SNR as it is shown, dB: behind digital silence there is no noise to measure. */
export const shownSnr = (snr: number | null): number | null => snr && Math.min(MOST_SHOWN, snr);

/**
 * Signal-to-noise ratio as MODEL.md defines it: power of the mark over white-noise power in 2500 Hz, dB. Each mark is
 * measured in its middle, where the window is filled best; a mark of length L fills a Hann window of length N to the part
 * L/N + sin(πL/N)/π of its amplitude, so short marks are corrected by that and weigh as little as they tell. Noise is the
 * lower one of what the caller says and what this channel's own pauses hold: key clicks of the signal itself fill its
 * surroundings, but not its pauses. Of both what is there most of the time counts, because clicks of neighbours come and go.
 */
export class SnrMeter {
  readonly #mark = new Float32Array(LONGEST);
  #length = 0;
  #signal = 0;
  #noise = 0;
  #filled = 0;
  /** Log powers of the newest frames of a pause, and frames that it lasts. */
  readonly #pause = new Float32Array(CLEAR);
  #paused = 0;
  /** Log powers of frames of pauses, the newest in the place of the oldest, and how many there were. */
  readonly #quiet = new Float32Array(PAUSE_MEMORY);
  #quietFrames = 0;

  /**
   * Takes a frame's log powers, the bin of the signal, the probability that the key is down at the frame's centre (0…1), and
   * the mean noise power of that bin (`NoiseFloor.at`).
   */
  update(long: Float32Array, centreBin: number, keyDown: number, noisePower: number): void {
    if (keyDown > 0.5) {
      this.#paused = 0;
      const bin = Math.min(long.length - 2, Math.max(1, Math.round(centreBin)));
      const top = Math.max(long[bin - 1] as number, long[bin] as number, long[bin + 1] as number);
      if (this.#length < LONGEST && Number.isFinite(top)) this.#mark[this.#length++] = top;
      return;
    }
    if (this.#length >= SHORTEST) this.#finishMark(noisePower);
    this.#length = 0;
    this.#hearPause(long[Math.min(long.length - 1, Math.max(0, Math.round(centreBin)))] as number);
  }

  /** dB in 2500 Hz; null until a mark was heard. */
  get snr(): number | null {
    if (this.#filled === 0) return null;
    const signal = Math.max(this.#signal / this.#filled, LOG_FLOOR) / SINE_GAIN;
    const noise = Math.min(this.#noise, this.#pauseNoise);
    return 10 * Math.log10(signal / (noise * NOISE_PART));
  }

  /** Mean power of the noise in the pauses; infinite while too little of them was heard. */
  get #pauseNoise(): number {
    const frames = Math.min(PAUSE_MEMORY, this.#quietFrames);
    if (frames < PAUSE_LEAST) return Number.POSITIVE_INFINITY;
    const quantile = this.#quiet.slice(0, frames).sort()[Math.floor(QUANTILE * frames)] as number;
    return Math.max(LOG_FLOOR, (Math.exp(quantile) - LOG_FLOOR) / QUANTILE_POWER);
  }

  /** A frame counts when it is clear of the mark before and, `CLEAR` frames later, no mark has come. */
  #hearPause(power: number): void {
    const place = this.#paused % CLEAR;
    const clear = this.#pause[place] as number;
    if (this.#paused >= 2 * CLEAR && Number.isFinite(clear)) this.#quiet[this.#quietFrames++ % PAUSE_MEMORY] = clear;
    this.#pause[place] = power;
    this.#paused++;
  }

  #finishMark(noisePower: number): void {
    const length = this.#length;
    const edge = Math.floor((Math.min(length, FULL + 1) - 1) / 2);
    let power = 0;
    let frames = 0;
    for (let i = edge; i < length - edge; i++) {
      power += Math.exp(this.#mark[i] as number);
      frames++;
    }
    const part = Math.min(1, length / FULL);
    const fill = (part + Math.sin(Math.PI * part) / Math.PI) ** 2;
    const noise = Math.max(noisePower, LOG_FLOOR);
    const first = this.#filled === 0;
    this.#noise += (noise - this.#noise) * (first ? 1 : noise < this.#noise ? LESS : MORE);
    this.#signal = MEMORY * this.#signal + Math.max(0, power / frames - Math.min(noise, this.#noise));
    this.#filled = MEMORY * this.#filled + fill;
  }
}
