/** Marks that are remembered: the longest code at 5 WPM and all of 10 s at 60 WPM fit. */
const SIZE = 192;

/**
 * Marks of a keying trace, newest last. Their edges lie where the probability that the key is down crosses one half,
 * interpolated between the values, because a dit of 60 WPM is hardly longer than the 16 ms from one value to the next.
 */
export class KeyMarks {
  readonly #starts = new Float64Array(SIZE);
  readonly #ends = new Float64Array(SIZE);
  #count = 0;
  #down = false;
  #key = 0;
  #time = Number.NaN;

  /** Takes the next value: the probability that the key is down, 0…1, at stream time `time`, s. */
  push(key: number, time: number): void {
    const value = Number.isFinite(key) ? key : 0;
    const down = value > 0.5;
    if (down !== this.#down) {
      const gap = time - this.#time;
      const part = (0.5 - this.#key) / (value - this.#key);
      const edge = gap > 0 ? this.#time + gap * part : time;
      if (down) {
        this.#starts[this.#count % SIZE] = edge;
        this.#count++;
      } else {
        this.#ends[(this.#count - 1) % SIZE] = edge;
      }
      this.#down = down;
    }
    if (down) this.#ends[(this.#count - 1) % SIZE] = time;
    this.#key = value;
    this.#time = time;
  }

  reset(): void {
    this.#count = 0;
    this.#down = false;
    this.#key = 0;
    this.#time = Number.NaN;
  }

  /** Marks so far, in all; the newest has index `count − 1`. */
  get count(): number {
    return this.#count;
  }

  /** Oldest mark that is remembered. */
  get oldest(): number {
    return Math.max(0, this.#count - SIZE);
  }

  /** True while the newest mark lasts; its end is then the newest time. */
  get down(): boolean {
    return this.#down;
  }

  /** Stream time of the newest value, s; NaN before the first. */
  get time(): number {
    return this.#time;
  }

  /** Stream time at which mark `index` began, s. */
  start(index: number): number {
    return this.#starts[index % SIZE] as number;
  }

  /** Stream time at which mark `index` ended, s. */
  end(index: number): number {
    return this.#ends[index % SIZE] as number;
  }
}
