/** Seconds of lag, and for how long, before a channel is stopped. */
const TOO_LATE = 2;
const PATIENCE = 2;
/** Seconds of lag and busy fraction below which a stopped channel may go on, and for how long. */
const IN_TIME = 0.5;
const ROOM = 0.6;
const CAUTION = 5;

/** Decides when the machine cannot keep up, and when it can again. Driven by stream time, which stops when the audio does. */
export class LoadGuard {
  #lateSince: number | null = null;
  #easySince: number | null = null;

  /**
   * @param time stream time, seconds
   * @param lag seconds by which the slowest live channel is behind
   * @param busy busy fraction of the busiest worker, 0…1
   */
  update(time: number, lag: number, busy: number): 'suspend' | 'resume' | null {
    this.#lateSince = lag > TOO_LATE ? (this.#lateSince ?? time) : null;
    this.#easySince = lag < IN_TIME && busy < ROOM ? (this.#easySince ?? time) : null;
    if (this.#lateSince !== null && time - this.#lateSince > PATIENCE) {
      this.#lateSince = time;
      return 'suspend';
    }
    if (this.#easySince !== null && time - this.#easySince > CAUTION) {
      this.#easySince = time;
      return 'resume';
    }
    return null;
  }
}
