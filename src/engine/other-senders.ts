import { FRAME_RATE, frameTime } from '../dsp/frame.js';

/** Stretches that are kept: as many as one history can have. */
const MOST = 64;
/** Seconds between two marks of somebody else up to which what lies between is his too. */
const PAUSE = 1;
/** Frames of his marks that make a stretch: less is a click. */
const LEAST = 0.06 * FRAME_RATE;
/** Seconds by which the times of a code may be off. */
const EDGE = 0.05;

interface Stretch {
  readonly from: number;
  to: number;
  marks: number;
}

/** When what a channel heard was sent by somebody else, beside its frequency and while its own station was silent. */
export class OtherSenders {
  #stretches: Stretch[] = [];
  #open: Stretch | null = null;

  /** The station itself sends. */
  end(): void {
    this.#open = null;
  }

  /** There was a mark of somebody else at `frame`. */
  push(frame: number): void {
    const time = frameTime(frame);
    if (this.#open && time >= this.#open.to && time - this.#open.to < PAUSE) {
      this.#open.to = time;
      this.#open.marks++;
      return;
    }
    this.#open = { from: time, to: time, marks: 1 };
    this.#stretches = this.#stretches.filter(({ marks }) => marks >= LEAST).slice(1 - MOST);
    this.#stretches.push(this.#open);
  }

  /** Whether a code with these times (s) was somebody else's. */
  sent(start: number, end: number): boolean {
    const middle = (start + end) / 2;
    return this.#stretches.some(({ from, to, marks }) => marks >= LEAST && middle > from - EDGE && middle < to + EDGE);
  }
}
