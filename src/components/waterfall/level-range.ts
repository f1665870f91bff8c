/** Levels are those of `WaterfallRows`: bytes, 0.5 dB a step. */
export interface LevelRange {
  /** Shown as the palette's first colour. */
  readonly floor: number;
  /** Shown as its last colour. */
  readonly top: number;
}

/** A byte this low is digital silence or what a filter cut off, not noise. */
const SILENT = 8;
/** Levels, 28 dB: less contrast than this would make a band without signals look full of them. */
const LEAST_RANGE = 56;
/** Levels, 55 dB: more contrast than this would hide the weak beside a very strong one. */
const MOST_RANGE = 110;
/** Levels, 2.5 dB: smaller changes leave the picture as it is. */
const HYSTERESIS = 5;
/** Rows, about 6 s, after which an old row's weight has fallen to 1/e. */
const MEMORY = 400;

/**
 * Chooses floor and contrast from the rows' own statistics: the floor lies a little over the median of the noise (a Hann
 * periodogram's noise is χ² with 2 degrees of freedom: median 1.6 dB below its mean), the top near the strongest
 * marks. Holds still while the choice would change by less than 2.5 dB.
 */
export class LevelMeter {
  readonly #counts = new Float64Array(256);
  #weight = 0;
  #gain = 1;
  #range: LevelRange | null = null;

  get range(): LevelRange {
    return this.#range ?? { floor: 60, top: 60 + LEAST_RANGE };
  }

  reset(): void {
    this.#counts.fill(0);
    this.#weight = 0;
    this.#gain = 1;
    this.#range = null;
  }

  /** Takes in rows `[rows, bins]`; only bins `from`…`to` (exclusive) count. True when the range has changed. */
  add(levels: Uint8Array, rows: number, bins: number, from: number, to: number): boolean {
    // Old rows fade by letting new ones weigh more; the counts are scaled down before they grow too large.
    this.#gain *= Math.exp(rows / MEMORY);
    for (let row = 0; row < rows; row++) {
      for (let i = row * bins + from, end = row * bins + to; i < end; i++) {
        const level = levels[i] ?? 0;
        if (level < SILENT) continue;
        this.#counts[level] = (this.#counts[level] ?? 0) + this.#gain;
        this.#weight += this.#gain;
      }
    }
    if (this.#gain > 1e9) this.#rescale();
    return this.#choose();
  }

  #rescale(): void {
    for (let i = 0; i < 256; i++) this.#counts[i] = (this.#counts[i] ?? 0) / this.#gain;
    this.#weight /= this.#gain;
    this.#gain = 1;
  }

  #choose(): boolean {
    if (this.#weight === 0) return false;
    const floor = this.#quantile(0.5) + 3;
    const top = Math.min(floor + MOST_RANGE, Math.max(floor + LEAST_RANGE, this.#quantile(0.997)));
    const old = this.#range;
    if (old && Math.abs(floor - old.floor) < HYSTERESIS && Math.abs(top - old.top) < 2 * HYSTERESIS) return false;
    this.#range = { floor, top };
    return true;
  }

  #quantile(fraction: number): number {
    let left = fraction * this.#weight;
    for (let level = 0; level < 256; level++) {
      left -= this.#counts[level] ?? 0;
      if (left <= 0) return level;
    }
    return 255;
  }
}
