import { BIN_HZ } from './frame.js';

/** Hz around the estimate within which the signal is looked for. */
const REACH = 25;
/** Frames of averaging of the measured frequency: about 0.6 s of mark. */
const MEMORY = 80;

/**
 * Follows the frequency of one keyed signal (AFC). Each frame in which the key is down moves the estimate a little towards
 * the interpolated peak of the frame's spectrum within ±25 Hz; in pauses and noise it stays where it is.
 */
export class DriftTracker {
  #frequency: number;

  /** @param centreHz Hz where the signal is. */
  constructor(centreHz: number) {
    this.#frequency = centreHz;
  }

  /** Hz. */
  get frequency(): number {
    return this.#frequency;
  }

  /** The sound as a whole has moved. */
  set frequency(hertz: number) {
    this.#frequency = hertz;
  }

  /**
   * Takes the log powers of a frame and the probability that the key is down in it, 0…1.
   * @returns the frequency, Hz.
   */
  update(long: Float32Array, keyDown: number): number {
    if (!(keyDown > 0.5)) return this.#frequency;
    const low = Math.max(1, Math.ceil((this.#frequency - REACH) / BIN_HZ));
    const high = Math.min(long.length - 2, Math.floor((this.#frequency + REACH) / BIN_HZ));
    let peak = low;
    for (let b = low; b <= high; b++) if ((long[b] as number) > (long[peak] as number)) peak = b;
    const measured = peakFrequency(long, peak);
    const error = measured - this.#frequency;
    if (Math.abs(error) <= REACH) this.#frequency += (error * keyDown) / MEMORY;
    return this.#frequency;
  }
}

/**
 * Frequency in Hz of a peak at `bin` of a row of log powers. The logarithm of a Hann window's main lobe is nearly a parabola;
 * three points of it find the top to 0.2 Hz here.
 */
export const peakFrequency = (row: Float32Array, bin: number): number => {
  const left = row[bin - 1] as number;
  const middle = row[bin] as number;
  const right = row[bin + 1] as number;
  const curvature = left - 2 * middle + right;
  const shift = curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
  return (bin + Math.min(1, Math.max(-1, shift))) * BIN_HZ;
};
