/** Seconds and dits that a pause between words has at least, in whatever spacing. */
const SECONDS = 1.5;
const DITS = 20;
/** Times the shortest of the sender's last gaps: a word gap is 2.3 times a letter gap however both are stretched (Farnsworth). */
const STRETCH = 1.7;
/** Gaps that are remembered, and that must be known before a pause is judged by them. */
const REMEMBERED = 6;
const KNOWN = 2;
/** Seconds that a pause needs before the sender's gaps are known. */
const UNKNOWN_SECONDS = 4;

/**
 * Tells, by the gaps between a sender's codes so far, a pause that is surely a word space from the spacing of learners' code,
 * whose letters are as far apart as other senders' overs.
 */
export class SenderGaps {
  #gaps: number[] = [];

  /**
   * Takes the gap before a code.
   * @param seconds of the gap.
   * @param dit of the code behind it, seconds.
   * @returns whether it is a word space, whatever the model says.
   */
  push(seconds: number, dit: number): boolean {
    const own = this.#gaps.length < KNOWN ? UNKNOWN_SECONDS : STRETCH * Math.min(...this.#gaps);
    const pause = seconds > Math.max(SECONDS, DITS * dit, own);
    this.#gaps = [...this.#gaps.slice(1 - REMEMBERED), seconds];
    return pause;
  }

  reset(): void {
    this.#gaps = [];
  }

  copy(): SenderGaps {
    const copy = new SenderGaps();
    copy.#gaps = this.#gaps;
    return copy;
  }
}
