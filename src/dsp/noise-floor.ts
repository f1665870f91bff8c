import { LOG_FLOOR } from './frame.js';
import { type Grid, NARROW } from './grid.js';
import { orderStatistic } from './order-statistic.js';

/** Frames from one stored value to the next: 40 ms. */
const STEP = 5;
/** Values held for each bin: 4 s, about 60 independent ones under the overlap of the frames. */
const DEPTH = 100;
/** Stored values from one estimate to the next: 0.8 s; a quarter of that until the store is full. */
const RENEW = 20;
/** Quantile over time that is taken as the floor: keyed signals leave a bin alone at least so often, crashes are above it. */
const QUANTILE = 0.3;
/** Nats by which the mean of exponentially distributed powers lies above their quantile. */
const BIAS = -Math.log(-Math.log(1 - QUANTILE));
/**
 * What the smallest of the neighbouring quantiles lies below the mean one, nats times the root of the number of values:
 * 0.26 for 100 values, measured with white noise (Martin 2001 corrects minima of smoothed powers likewise).
 */
const OPENING_BIAS = 2.6;
/** Bins to each side within which a peak is cut off: narrower things are signals, wider ones a receiver's pass band. */
const OPENING = 11;
/** A bin is busy when this quantile of it stands further above its floor, in nats, than noise's would by 0.7. */
const BUSY = { quantile: 0.85, nats: Math.log(-Math.log(1 - 0.85)) + 0.7 } as const;
/** Bins to each side whose business tells a crowd, and what part of them must be busy, or quiet. */
const CROWD = { reach: 10, crowded: 0.4, quiet: 0.2 } as const;

/**
 * Mean noise power of every bin. Over time: a low quantile of the last 4 s, which signals that pause do not move. Over
 * frequency: a morphological opening (minimum, then maximum, over 180 Hz), which cuts off peaks but keeps the steps of coloured
 * noise, such as the edges of a 200 Hz filter. Where key clicks fill the surroundings of a strong
 * station, or the valleys between crowded ones, for good, the floor is carried over from the quiet parts of the band to either side.
 */
export class NoiseFloor {
  readonly grid: Grid;
  readonly #values: Float32Array;
  readonly #column = new Float32Array(DEPTH);
  readonly #low: Float32Array;
  readonly #high: Float32Array;
  readonly #scratch: Float32Array;
  readonly #log: Float32Array;
  #frames = 0;
  #stored = 0;

  constructor(grid: Grid = NARROW) {
    const { bins } = grid;
    this.grid = grid;
    this.#values = new Float32Array(bins * DEPTH);
    this.#low = new Float32Array(bins);
    this.#high = new Float32Array(bins);
    this.#scratch = new Float32Array(bins);
    this.#log = new Float32Array(bins).fill(Math.log(LOG_FLOOR));
  }

  /** Takes the log powers of the next frame. */
  update(long: Float32Array): void {
    if (this.#frames++ % STEP !== 0) return;
    const slot = this.#stored++ % DEPTH;
    for (let b = 0; b < this.grid.bins; b++) this.#values[b * DEPTH + slot] = long[b] as number;
    const early = this.#stored < DEPTH && (this.#stored === 3 || this.#stored % (RENEW / 4) === 0);
    if (early || this.#stored % RENEW === 0) this.#estimate();
  }

  /** Mean noise power of a bin, linear, on the scale of exp(log power); LOG_FLOOR for digital silence. */
  at(bin: number): number {
    return Math.exp(this.logAt(bin));
  }

  /** ln of the mean noise power of a bin. */
  logAt(bin: number): number {
    const { bins, first } = this.grid;
    return this.#log[Math.min(bins - 1, Math.max(0, Math.round(bin) - first))] as number;
  }

  /** The same for all bins, lowest first. */
  get logs(): Float32Array {
    return this.#log;
  }

  #estimate(): void {
    const { bins } = this.grid;
    const held = Math.min(this.#stored, DEPTH);
    const values = this.#column;
    const low = Math.floor(QUANTILE * held);
    const high = Math.floor(BUSY.quantile * held);
    for (let b = 0; b < bins; b++) {
      for (let i = 0, at = b * DEPTH; i < held; i++, at++) values[i] = this.#values[at] as number;
      this.#low[b] = orderStatistic(values, low, 0, held);
      this.#high[b] = orderStatistic(values, high, Math.min(low + 1, high), held);
    }
    const minima = this.#scratch;
    const log = this.#log;
    for (let b = 0; b < bins; b++) minima[b] = lowest(this.#low, b, OPENING);
    const factor = Math.exp(BIAS + OPENING_BIAS / Math.sqrt(held));
    for (let b = 0; b < bins; b++) {
      // LOG_FLOOR is in every value and no part of the noise.
      const power = Math.max(0, Math.exp(highest(minima, b, OPENING)) - LOG_FLOOR);
      log[b] = Math.log(power * factor + LOG_FLOOR);
    }
    this.#bridgeCrowds();
  }

  /** Replaces the floor under a crowd by the higher one of those beside it. */
  #bridgeCrowds(): void {
    const { bins } = this.grid;
    const log = this.#log;
    const crowd = this.#scratch;
    let busy = 0;
    const isBusy = (b: number): number =>
      b >= 0 && b < bins && (this.#high[b] as number) - (log[b] as number) > BUSY.nats ? 1 : 0;
    for (let b = -CROWD.reach; b < CROWD.reach; b++) busy += isBusy(b);
    for (let b = 0; b < bins; b++) {
      busy += isBusy(b + CROWD.reach);
      crowd[b] = busy / (2 * CROWD.reach + 1);
      busy -= isBusy(b - CROWD.reach);
    }
    let left = Number.NEGATIVE_INFINITY;
    for (let b = 0; b < bins; b++) {
      if ((crowd[b] as number) < CROWD.quiet) left = log[b] as number;
      if ((crowd[b] as number) < CROWD.crowded) continue;
      let next = b + 1;
      while (next < bins && (crowd[next] as number) >= CROWD.quiet) next++;
      const beside = Math.max(left, next < bins ? (log[next] as number) : left);
      if (beside === Number.NEGATIVE_INFINITY) continue;
      for (; b < next; b++) log[b] = Math.min(log[b] as number, beside);
    }
  }
}

const lowest = (values: Float32Array, centre: number, reach: number): number => {
  let result = Number.POSITIVE_INFINITY;
  const end = Math.min(values.length - 1, centre + reach);
  for (let b = Math.max(0, centre - reach); b <= end; b++) result = Math.min(result, values[b] as number);
  return result;
};

const highest = (values: Float32Array, centre: number, reach: number): number => {
  let result = Number.NEGATIVE_INFINITY;
  const end = Math.min(values.length - 1, centre + reach);
  for (let b = Math.max(0, centre - reach); b <= end; b++) result = Math.max(result, values[b] as number);
  return result;
};
