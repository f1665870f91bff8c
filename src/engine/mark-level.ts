/** Frames over which the level of the marks is averaged. */
const MEMORY = 40;
/** Probability of a key that is surely down. */
const DOWN = 0.5;

/** How strong a signal's marks are, and when the newest one was heard. */
export class MarkLevel {
  #level = 0;
  #count = 0;
  #newest: number | null = null;

  /** Log power. */
  get level(): number {
    return this.#level;
  }

  /** Frame in which the key was down last; null before the first. */
  get newest(): number | null {
    return this.#newest;
  }

  /** Takes the log powers of a frame around the centre bin, and the probability that the key is down in it. */
  push(row: Float32Array, bin: number, keyDown: number, frame: number): void {
    if (!(keyDown > DOWN)) return;
    this.#newest = Math.max(this.#newest ?? frame, frame);
    let level = row[bin] as number;
    for (let b = bin - 2; b <= bin + 2; b++) level = Math.max(level, row[b] as number);
    this.#count = Math.min(MEMORY, this.#count + 1);
    this.#level += (level - this.#level) / this.#count;
  }

  /** The signal has been heard elsewhere up to that frame. */
  moved(newest: number): void {
    this.#newest = newest;
  }
}
