/** Seconds of stream time by which what is seen may lag what is known before it jumps. */
const JUMP = 1.5;
/** Fraction of the error that is corrected in a second. */
const PULL = 2;

/**
 * Audio comes in batches; a picture that moved with each would stutter. This clock runs evenly, close behind the newest
 * stream time, and catches up gently. It never runs ahead of what is known.
 */
export class PlayoutClock {
  #newest = Number.NEGATIVE_INFINITY;
  #shown = Number.NEGATIVE_INFINITY;
  #wall: number | null = null;

  /** Stream time that is shown, seconds. */
  get time(): number {
    return this.#shown;
  }

  /** True while there is something new to move to. */
  get moving(): boolean {
    return this.#shown < this.#newest;
  }

  reset(): void {
    this.#newest = Number.NEGATIVE_INFINITY;
    this.#shown = Number.NEGATIVE_INFINITY;
    this.#wall = null;
  }

  /** Tells the newest stream time that is known, seconds. */
  know(newest: number): void {
    if (newest > this.#newest) this.#newest = newest;
  }

  /** Moves on. @param now milliseconds of a steady clock. @param smooth false: straight to the newest. */
  advance(now: number, smooth: boolean): number {
    const passed = this.#wall === null ? 0 : Math.min(0.1, Math.max(0, (now - this.#wall) / 1000));
    this.#wall = now;
    const behind = this.#newest - this.#shown;
    if (!smooth || !(behind < JUMP)) this.#shown = this.#newest;
    // Half a batch (0.1 s) behind is the place to be: nearer it stutters, farther it feels late.
    else this.#shown = Math.min(this.#newest, this.#shown + passed * Math.max(0, 1 + PULL * (behind - 0.1)));
    return this.#shown;
  }

  /** Call when frames stop, so that the pause does not count as time passed. */
  rest(): void {
    this.#wall = null;
  }
}
