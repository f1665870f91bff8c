/** Storage of samples by cells of equal width; what it gives back is what was put there, as exactly as it stores it. */
export interface Cells {
  /** Cells. */
  readonly count: number;
  /** Puts whole cells from cell `at` on. */
  set(values: Float32Array, at: number): void;
  /** Copies `count` cells from cell `from` on to `target[at …]`. */
  copy(from: number, count: number, target: Float32Array, at: number): void;
}

/** One value a cell, as it is. */
export class PlainCells implements Cells {
  readonly #values: Float32Array;

  constructor(readonly count: number) {
    this.#values = new Float32Array(count);
  }

  set(values: Float32Array, at: number): void {
    this.#values.set(values, at);
  }

  copy(from: number, count: number, target: Float32Array, at: number): void {
    target.set(this.#values.subarray(from, from + count), at);
  }
}

/** Largest 16-bit integer. */
const FULL = 32_767;

/**
 * 16-bit integers with a scale for each cell of 1/8000 s: rounding stays 98 dB below the loudest value of that time, and is
 * spread over the whole band, so that a bin of 7.8 Hz has 40 dB less of it.
 */
export class PackedCells implements Cells {
  readonly #values: Int16Array;
  readonly #scales: Float32Array;

  constructor(
    readonly count: number,
    readonly width: number,
  ) {
    this.#values = new Int16Array(count * width);
    this.#scales = new Float32Array(count);
  }

  /** Bytes of a cell. */
  static bytesOf(width: number): number {
    return 2 * width + 4;
  }

  set(values: Float32Array, at: number): void {
    const { width } = this;
    for (let from = 0, cell = at; from < values.length; from += width, cell++) {
      let loudest = 0;
      for (let i = 0; i < width; i++) loudest = Math.max(loudest, Math.abs(values[from + i] as number));
      this.#scales[cell] = loudest / FULL;
      const gain = loudest > 0 ? FULL / loudest : 0;
      for (let i = 0; i < width; i++) this.#values[cell * width + i] = Math.round((values[from + i] as number) * gain);
    }
  }

  copy(from: number, count: number, target: Float32Array, at: number): void {
    const { width } = this;
    for (let cell = from, to = at; cell < from + count; cell++, to += width) {
      const scale = this.#scales[cell] as number;
      for (let i = 0; i < width; i++) target[to + i] = scale * (this.#values[cell * width + i] as number);
    }
  }
}
