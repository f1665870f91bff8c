import type { FeatureContract } from './feature-contract.js';
import { BIN_HZ } from './frame.js';
import type { FrameRows } from './frame-rows.js';
import { clampBin, type Grid, NARROW } from './grid.js';

/** Bins to each side of the centre that the features of every model so far reach. */
const REACH = 4;

/**
 * Cuts one channel's features out of the shared spectrogram: the bins around its frequency from both planes, less a causal
 * exponential mean of their average over time. A channel that starts anywhere needs no warm-up, because the mean is
 * corrected for its short memory: after n frames it is Σ α(1−α)^i·m / (1 − (1−α)^n). The same as `features` in
 * models/training; test/vectors/features.json holds the two together.
 */
export class FeatureCutter {
  /** Values of one frame. */
  readonly size: number;
  readonly #shortOffsets: Int32Array;
  readonly #longOffsets: Int32Array;
  readonly #reach: number;
  readonly #alpha: number;
  readonly #silence: number;
  #centre: number;
  #weightedMean = 0;
  #forgotten = 1;

  constructor(contract: FeatureContract) {
    this.#shortOffsets = Int32Array.from(contract.shortOffsets);
    this.#longOffsets = Int32Array.from(contract.longOffsets);
    this.size = this.#shortOffsets.length + this.#longOffsets.length;
    this.#reach = [...this.#shortOffsets, ...this.#longOffsets].reduce((reach, o) => Math.max(reach, Math.abs(o)), 0);
    this.#alpha = contract.meanAlpha;
    this.#silence = Math.log(contract.logFloor);
    this.#centre = this.#reach;
  }

  /** Bin that the features lie around. May change while running (AFC). */
  get centre(): number {
    return this.#centre;
  }

  set centre(bin: number) {
    this.#centre = Number.isFinite(bin) ? Math.round(bin) : this.#reach;
  }

  /**
   * Writes the `size` features of the next frame to `out[offset …]`, as near to the centre as the rows go. Log powers that are not
   * finite count as silence, so that one bad sample cannot stay in a model's state.
   */
  cut({ long, short, first }: FrameRows, out: Float32Array, offset: number): void {
    const shorts = this.#shortOffsets.length;
    const centre = clampBin(this.#centre, { first, bins: long.length }, this.#reach) - first;
    let sum = 0;
    for (let i = 0; i < this.size; i++) {
      const bin = centre + ((i < shorts ? this.#shortOffsets[i] : this.#longOffsets[i - shorts]) as number);
      const power = (i < shorts ? short[bin] : long[bin]) as number;
      const value = Number.isFinite(power) ? power : this.#silence;
      out[offset + i] = value;
      sum += value;
    }
    this.#weightedMean = (1 - this.#alpha) * this.#weightedMean + this.#alpha * (sum / this.size);
    this.#forgotten *= 1 - this.#alpha;
    const mean = this.#weightedMean / (1 - this.#forgotten);
    for (let i = 0; i < this.size; i++) out[offset + i] = (out[offset + i] as number) - mean;
  }

  /** Forgets the running mean: the next frame is the first one of another signal. */
  reset(): void {
    this.#weightedMean = 0;
    this.#forgotten = 1;
  }

  /** The bin nearest to `frequency` (Hz), clamped so that the bins that the features need exist. */
  static binFor(frequency: number, grid: Grid = NARROW): number {
    return clampBin(frequency / BIN_HZ, grid, REACH);
  }
}
