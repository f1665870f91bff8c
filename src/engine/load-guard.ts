/** Seconds of lag, and for how long, before a channel is stopped. */
const TOO_LATE = 2;
const PATIENCE = 2;
/** Seconds of lag and busy fraction below which a stopped channel may go on, and for how long. */
const IN_TIME = 0.5;
const ROOM = 0.6;
const CAUTION = 5;

/** Seconds within which lag is to be made up for. */
const CATCH_UP = 20;
/** Part of the channels that is stopped at once, at most, and that may go on at once: each has its past to read. */
const MOST = 0.25;
const AGAIN = 0.2;

/** What is to be done, with how many: a part of those that run, one at least. */
export interface Verdict {
  readonly what: 'suspend' | 'resume';
  readonly part: number;
}

/** Decides when the machine cannot keep up, and when it can again. Driven by stream time, which stops when the audio does. */
export class LoadGuard {
  #late: { readonly since: number; readonly lag: number } | null = null;
  #easySince: number | null = null;

  /**
   * @param time stream time, seconds
   * @param lag seconds by which the slowest live channel is behind
   * @param busy busy fraction of the busiest worker, 0…1
   */
  update(time: number, lag: number, busy: number): Verdict | null {
    this.#late = lag > TOO_LATE ? (this.#late ?? { since: time, lag }) : null;
    this.#easySince = lag < IN_TIME && busy < ROOM ? (this.#easySince ?? time) : null;
    if (this.#late && time - this.#late.since > PATIENCE) {
      // Of each second that sounds so much is not read, or would not be if the lag were made up for.
      const part = (lag - this.#late.lag) / (time - this.#late.since) + lag / CATCH_UP;
      this.#late = { since: time, lag };
      return part > 0 ? { what: 'suspend', part: Math.min(MOST, part) } : null;
    }
    if (this.#easySince !== null && time - this.#easySince > CAUTION) {
      this.#easySince = time;
      return { what: 'resume', part: AGAIN };
    }
    return null;
  }
}
