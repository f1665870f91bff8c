/** Marks that are remembered by itself: the longest code at 5 WPM and all of 10 s at 60 WPM fit. */
const SIZE = 192;

/**
 * Marks of a keying trace, newest last. Their edges lie where the probability that the key is down crosses one half,
 * interpolated between the values, because a dit of 60 WPM is hardly longer than the 16 ms from one value to the next.
 */
export class KeyMarks {
  readonly #size: number;
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  /** Sum of the key's probabilities in a mark, and how many. */
  readonly #sums: Float64Array;
  readonly #values: Int32Array;
  #count = 0;
  #down = false;
  #key = 0;
  #time = Number.NaN;

  /** @param size marks that are remembered */
  constructor(size = SIZE) {
    this.#size = size;
    this.#starts = new Float64Array(size);
    this.#ends = new Float64Array(size);
    this.#sums = new Float64Array(size);
    this.#values = new Int32Array(size);
  }

  /** Takes the next value: the probability that the key is down, 0…1, at stream time `time`, s. */
  push(key: number, time: number): void {
    const value = Number.isFinite(key) ? key : 0;
    const down = value > 0.5;
    if (down !== this.#down) {
      const gap = time - this.#time;
      const part = (0.5 - this.#key) / (value - this.#key);
      const edge = gap > 0 ? this.#time + gap * part : time;
      if (down) {
        const at = this.#count++ % this.#size;
        this.#starts[at] = edge;
        this.#sums[at] = 0;
        this.#values[at] = 0;
      } else {
        this.#ends[(this.#count - 1) % this.#size] = edge;
      }
      this.#down = down;
    }
    if (down) {
      const at = (this.#count - 1) % this.#size;
      this.#ends[at] = time;
      this.#sums[at] = (this.#sums[at] as number) + value;
      this.#values[at] = (this.#values[at] as number) + 1;
    }
    this.#key = value;
    this.#time = time;
  }

  reset(): void {
    this.#count = 0;
    this.#down = false;
    this.#key = 0;
    this.#time = Number.NaN;
  }

  copy(): KeyMarks {
    const copy = new KeyMarks(this.#size);
    copy.#starts.set(this.#starts);
    copy.#ends.set(this.#ends);
    copy.#sums.set(this.#sums);
    copy.#values.set(this.#values);
    copy.#count = this.#count;
    copy.#down = this.#down;
    copy.#key = this.#key;
    copy.#time = this.#time;
    return copy;
  }

  /** Marks so far, in all; the newest has index `count − 1`. */
  get count(): number {
    return this.#count;
  }

  /** Oldest mark that is remembered. */
  get oldest(): number {
    return Math.max(0, this.#count - this.#size);
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
    return this.#starts[index % this.#size] as number;
  }

  /** Stream time at which mark `index` ended, s. */
  end(index: number): number {
    return this.#ends[index % this.#size] as number;
  }

  /** Mean probability of the key in mark `index`, 0.5…1. */
  clear(index: number): number {
    return (this.#sums[index % this.#size] as number) / (this.#values[index % this.#size] as number);
  }
}
