import { BINS, LOG_FLOOR } from './frame.js';

/** Frames from one stored value to the next: 40 ms. */
const STEP = 5;
/** Values held for each bin: 4 s, about 60 independent ones under the overlap of the frames. */
const DEPTH = 100;
/** Stored values from one estimate to the next: 0.4 s. */
const RENEW = 10;
/** Quantile over time that is taken as the floor: keyed signals leave a bin alone at least so often, crashes are above it. */
const QUANTILE = 0.3;
/** Bins of a peak that the floor cuts off: narrower things are signals, wider ones a receiver's pass band. */
const PEAK_BINS = 11;
/**
 * Nats from the cut-off quantile to the mean power. The power of noise in a bin is exponentially distributed, so its
 * quantile q lies −ln(−ln(1−q)) below the mean (Martin 2001 corrects minima in the same way), 1.031 for 0.3; the minima that
 * cutting off peaks takes among neighbours lie lower still by 0.2.
 */
const BIAS = 1.03 + 0.2;

/**
 * Mean noise power of every bin. Over time: a low quantile of the last 4 s, which signals that pause do not move. Over
 * frequency: a morphological opening (minimum, then maximum, over 86 Hz), which cuts off steady and crowded peaks but keeps
 * the steps of coloured noise, such as the edges of a 250 Hz filter.
 */
export class NoiseFloor {
  readonly #values = new Float32Array(BINS * DEPTH);
  readonly #sorted = new Float32Array(DEPTH);
  readonly #time = new Float32Array(BINS);
  readonly #minima = new Float32Array(BINS);
  readonly #power = new Float32Array(BINS).fill(LOG_FLOOR);
  #frames = 0;
  #stored = 0;

  /** Takes the log powers of the next frame (`BINS` values). */
  update(long: Float32Array): void {
    if (this.#frames++ % STEP !== 0) return;
    const slot = this.#stored++ % DEPTH;
    for (let b = 0; b < BINS; b++) this.#values[b * DEPTH + slot] = long[b] as number;
    if (this.#stored % RENEW === 0 || this.#stored === 3) this.#estimate();
  }

  /** Mean noise power of a bin, linear, on the scale of exp(log power); LOG_FLOOR for digital silence. */
  at(bin: number): number {
    return this.#power[Math.min(BINS - 1, Math.max(0, Math.round(bin)))] as number;
  }

  #estimate(): void {
    const held = Math.min(this.#stored, DEPTH);
    const rank = Math.floor(QUANTILE * held);
    const sorted = this.#sorted.subarray(0, held);
    for (let b = 0; b < BINS; b++) {
      sorted.set(this.#values.subarray(b * DEPTH, b * DEPTH + held));
      sorted.sort();
      this.#time[b] = sorted[rank] as number;
    }
    const reach = (PEAK_BINS - 1) / 2;
    for (let b = 0; b < BINS; b++) this.#minima[b] = extreme(this.#time, b, reach, Math.min);
    for (let b = 0; b < BINS; b++) {
      const floor = Math.exp(extreme(this.#minima, b, reach, Math.max) + BIAS);
      this.#power[b] = Math.max(LOG_FLOOR, floor);
    }
  }
}

const extreme = (
  values: Float32Array,
  centre: number,
  reach: number,
  pick: (a: number, b: number) => number,
): number => {
  let result = values[centre] as number;
  for (let b = Math.max(0, centre - reach); b <= Math.min(values.length - 1, centre + reach); b++) {
    result = pick(result, values[b] as number);
  }
  return result;
};
