/**
 * The highest of the values up to `reach` places to either side of each, in three comparisons a value whatever the reach: the
 * values are cut into blocks of a window's length, and a window's maximum is that of the end of one block and the start of the
 * next (M. van Herk, A fast algorithm for local minimum and maximum filters, Pattern Recognition Letters 13, 1992).
 */
export class SlidingMaximum {
  readonly #reach: number;
  /** Highest from the start of its block up to a place, and from a place to the end of its block; padded by `reach` at both ends. */
  readonly #before: Float32Array;
  readonly #behind: Float32Array;

  /** @param most values that there can be. */
  constructor(reach: number, most: number) {
    this.#reach = reach;
    this.#before = new Float32Array(most + 2 * reach);
    this.#behind = new Float32Array(most + 2 * reach);
  }

  /** Of the first `length` values, into `maxima`. */
  of(values: Float32Array, length: number, maxima: Float32Array): void {
    const reach = this.#reach;
    const before = this.#before;
    const behind = this.#behind;
    const block = 2 * reach + 1;
    const end = length + 2 * reach;
    const at = (i: number): number =>
      i >= reach && i < length + reach ? (values[i - reach] as number) : Number.NEGATIVE_INFINITY;
    for (let i = 0; i < end; i++) before[i] = i % block === 0 ? at(i) : Math.max(before[i - 1] as number, at(i));
    for (let i = end - 1; i >= 0; i--) {
      behind[i] = i === end - 1 || (i + 1) % block === 0 ? at(i) : Math.max(behind[i + 1] as number, at(i));
    }
    for (let i = 0; i < length; i++) maxima[i] = Math.max(behind[i] as number, before[i + 2 * reach] as number);
  }
}
