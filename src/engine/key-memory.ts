import type { KeyingTrace } from './types.js';

/** Seconds of keying that a page may show of a channel. */
const SECONDS = 15;

type Piece = Pick<KeyingTrace, 'time' | 'key'>;

/** The newest keying of a channel that is not shown, for when it is: letters without their marks would be nothing to look at. */
export class KeyMemory {
  #pieces: Piece[] = [];

  /** @param time stream time of the first value of `key`, seconds */
  push(key: Float32Array, time: number): void {
    if (time < (this.#pieces.at(-1)?.time ?? time)) this.#pieces = [];
    this.#pieces.push({ time, key });
    const stale = this.#pieces.findIndex((piece) => piece.time >= time - SECONDS);
    if (stale > 0) this.#pieces.splice(0, stale);
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }
}
