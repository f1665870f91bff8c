/** Changes that are remembered; a channel that drifts 1 Hz/s moves by a bin every 8 s. */
const MOST = 256;

/** Where a channel was when: the centre bin of its features over time, so that its past can be read where it was sent. */
export class FrequencyTrack {
  readonly #changes: { readonly frame: number; readonly bin: number }[] = [];

  copy(): FrequencyTrack {
    const copy = new FrequencyTrack();
    copy.#changes.push(...this.#changes);
    return copy;
  }

  /** From `frame` on the centre is `bin`. */
  add(frame: number, bin: number): void {
    while (this.#changes.length > 0 && (this.#changes.at(-1)?.frame ?? 0) >= frame) this.#changes.pop();
    if (this.#changes.at(-1)?.bin === bin) return;
    this.#changes.push({ frame, bin });
    if (this.#changes.length > MOST) this.#changes.shift();
  }

  /** Centre bin at `frame`; before the first change the first one; null while nothing is known. */
  at(frame: number): number | null {
    for (let i = this.#changes.length - 1; i >= 0; i--) {
      const change = this.#changes[i];
      if (change && change.frame <= frame) return change.bin;
    }
    return this.#changes[0]?.bin ?? null;
  }
}
