import { FRAME_RATE } from '../dsp/frame.js';

/** Seconds of lag of a live channel from which on no accurate run starts, and below which one may again. */
const LATE = 1;
const IN_TIME = 0.4;
/** Frames of stream in which text waited in vain to be gone over, after which it is final as it is: 30 s. */
const IN_VAIN = 30 * FRAME_RATE;

/**
 * When the accurate model may run, and when going over text is given up for a while. Driven by stream time, which stops when
 * the audio does: live channels come first, and before one of them is stopped nothing is gone over any more.
 */
export class Patience {
  readonly #patient: boolean;
  readonly #lag: () => number;
  #late = false;
  #moved = 0;
  #resting = false;
  #rested = 0;

  /**
   * @param patient the audio waits for the receiver: there is always time
   * @param lag seconds by which the slowest live channel is behind
   */
  constructor(patient: boolean, lag: () => number) {
    this.#patient = patient;
    this.#lag = lag;
  }

  /** A run may start. */
  get allows(): boolean {
    return !this.#late;
  }

  /** Text is final at once, because the machine has no time to go over it, or because the model does not come. */
  get resting(): boolean {
    return this.#resting;
  }

  /** Frame at which the last such rest ended; 0 before the first. */
  get rested(): number {
    return this.#rested;
  }

  /** Something was gone over when there were `end` frames. */
  moved(end: number): void {
    this.#moved = end;
  }

  /**
   * @param end frames that there are
   * @param waiting something could be gone over if the model were there and had time
   * @param able the model is there
   */
  update(end: number, waiting: boolean, able: boolean): void {
    if (this.#patient) return;
    this.#late = this.#lag() > (this.#late ? IN_TIME : LATE);
    if (!waiting) this.#moved = end;
    if (!this.#resting) {
      this.#resting = end - this.#moved > IN_VAIN;
    } else if (able && !this.#late) {
      this.#resting = false;
      this.#moved = end;
      this.#rested = end;
    }
  }
}
