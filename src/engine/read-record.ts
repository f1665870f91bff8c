import { BIN_HZ } from '../dsp/frame.js';

/** Bins to each side of a channel's centre within which it reads whatever is sent. */
const REACH = 1;
/** Entries from which on old ones are looked for. */
const MANY = 2048;

/**
 * Up to which frame each frequency has been read, by any channel. A new channel begins behind that: what has been read is
 * neither read nor listed again. Frequencies are places on the dial's path, so the record holds when the receiver is tuned.
 */
export class ReadRecord {
  readonly #until = new Map<number, number>();

  /** A channel has read the frames before `frame` at `place` (Hz). */
  mark(place: number, frame: number): void {
    const bin = Math.round(place / BIN_HZ);
    if (frame > (this.#until.get(bin) ?? 0)) this.#until.set(bin, frame);
  }

  /** First frame from which on nothing has been read about `place` (Hz); 0 where nothing has. */
  until(place: number): number {
    const bin = Math.round(place / BIN_HZ);
    let until = 0;
    for (let b = bin - REACH; b <= bin + REACH; b++) until = Math.max(until, this.#until.get(b) ?? 0);
    return until;
  }

  /** Frames before `oldest` cannot be read any more: nothing has to be known of them. */
  forget(oldest: number): void {
    if (this.#until.size < MANY) return;
    for (const [bin, frame] of this.#until) if (frame < oldest) this.#until.delete(bin);
  }
}
