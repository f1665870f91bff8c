import { BIN_HZ, BINS } from '../../dsp/frame.js';
import type { WaterfallRows } from '../../engine/types.js';

/** Seconds from one row to the next: two frames. */
export const ROW_SECONDS = 0.016;

/**
 * The picture's memory: a ring of columns, one a row of the spectrogram, a byte a bin. Columns are numbered from the first one
 * on. Its size does not grow; a longer pause than the ring is a cleared ring.
 */
export class SpectrumRing {
  readonly columns: number;
  readonly #levels: Uint8Array;
  #count = 0;
  #newest = Number.NEGATIVE_INFINITY;
  #binHz = BIN_HZ;
  /** Its lowest bin: that of 0 Hz, or of a wide band its own. */
  #lowest = 0;

  constructor(columns: number) {
    this.columns = columns;
    this.#levels = new Uint8Array(columns * BINS);
  }

  /** Number after the newest column. */
  get end(): number {
    return this.#count;
  }

  /** Number of the oldest column that is kept. */
  get start(): number {
    return Math.max(0, this.#count - this.columns);
  }

  /** Stream time of the newest column, seconds; −∞ when empty. */
  get newest(): number {
    return this.#newest;
  }

  /** Hz from one bin to the next, and of the lowest one. */
  get binHz(): number {
    return this.#binHz;
  }

  get lowest(): number {
    return this.#lowest * this.#binHz;
  }

  clear(): void {
    this.#count = 0;
    this.#newest = Number.NEGATIVE_INFINITY;
  }

  /** Appends rows; a gap in time stays empty, rows that begin before the newest one wipe the picture. */
  append({ time, rows, bins, firstBin, binHz, levels }: WaterfallRows): void {
    if (rows === 0) return;
    const lowest = firstBin >= 0 && firstBin + bins <= BINS ? 0 : firstBin;
    const same = binHz === this.#binHz && lowest === this.#lowest;
    if (time <= this.#newest || !same) this.clear();
    this.#binHz = binHz;
    this.#lowest = lowest;
    const missing = this.#count === 0 ? 0 : Math.round((time - this.#newest) / ROW_SECONDS) - 1;
    for (let i = 0; i < Math.min(missing, this.columns); i++) this.#write(null, 0);
    for (let row = Math.max(0, rows - this.columns); row < rows; row++) {
      this.#write(levels.subarray(row * bins, (row + 1) * bins), firstBin);
    }
    this.#newest = time + (rows - 1) * ROW_SECONDS;
  }

  /**
   * Writes the columns `from … to − 1` as pixels, the highest bin first, each column `wide` pixels wide.
   *
   * @param pixels `[BINS, stride]`
   */
  paint(from: number, to: number, table: Uint32Array, wide: number, pixels: Uint32Array, stride: number): void {
    for (let column = from; column < to; column++) {
      const at = (column % this.columns) * BINS;
      const x = (column - from) * wide;
      for (let y = 0; y < BINS; y++) {
        const colour = table[this.#levels[at + y] ?? 0] ?? 0;
        for (let i = 0; i < wide; i++) pixels[y * stride + x + i] = colour;
      }
    }
  }

  /** Stored as pictures are: the highest bin first. */
  #write(levels: Uint8Array | null, firstBin: number): void {
    const at = (this.#count % this.columns) * BINS;
    this.#count++;
    this.#levels.fill(0, at, at + BINS);
    if (!levels) return;
    for (let i = 0; i < levels.length; i++) {
      const bin = firstBin - this.#lowest + i;
      if (bin >= 0 && bin < BINS) this.#levels[at + BINS - 1 - bin] = levels[i] ?? 0;
    }
  }
}
