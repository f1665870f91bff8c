/** Collects quanta of any length and number of channels into blocks of equal length: mono, or pairs of two channels. Pure. */
export class BlockBuilder {
  readonly #pairs: boolean;
  readonly #length: number;
  #block: Float32Array<ArrayBuffer>;
  #filled = 0;

  /** @param length samples of a block, or with `pairs` pairs, at least 1 */
  constructor(length: number, pairs = false) {
    this.#pairs = pairs;
    this.#length = pairs ? 2 * length : length;
    this.#block = new Float32Array(this.#length);
  }

  /**
   * Adds one quantum; mono is the mean of the channels.
   *
   * @param channels `[channels][samples]`; without channels the quantum is silent
   * @param samples length of the quantum
   * @returns the blocks that are now full, none or more; their arrays are the caller's
   */
  add(channels: readonly Float32Array[], samples: number): Float32Array<ArrayBuffer>[] {
    const full: Float32Array<ArrayBuffer>[] = [];
    for (let i = 0; i < samples; i++) {
      if (this.#pairs) {
        this.#block[this.#filled++] = channels[0]?.[i] ?? 0;
        this.#block[this.#filled++] = channels[1]?.[i] ?? 0;
        if (this.#filled === this.#length) full.push(this.#take());
        continue;
      }
      let sum = 0;
      for (const channel of channels) sum += channel[i] ?? 0;
      this.#block[this.#filled++] = channels.length > 1 ? sum / channels.length : sum;
      if (this.#filled === this.#length) full.push(this.#take());
    }
    return full;
  }

  /** What has not filled a block yet; null when that is nothing. */
  rest(): Float32Array<ArrayBuffer> | null {
    return this.#filled === 0 ? null : this.#take();
  }

  #take(): Float32Array<ArrayBuffer> {
    const taken = this.#filled === this.#length ? this.#block : this.#block.slice(0, this.#filled);
    this.#block = new Float32Array(this.#length);
    this.#filled = 0;
    return taken;
  }
}
