import { BIN_HZ } from '../dsp/frame.js';
import { DialPath } from './dial-path.js';

/** Changes that are remembered; a channel that drifts 1 Hz/s moves by a bin every 8 s, one that wanders several times a second. */
const MOST = 2048;

/**
 * Where a channel was when: the centre bin of its features over time, so that its past can be read where it was sent, also when the
 * receiver was tuned elsewhere then.
 */
export class FrequencyTrack {
  readonly path: DialPath;
  readonly #changes: { readonly frame: number; readonly place: number }[] = [];
  /** First frames behind its signal's jumps, and Hz by which that has jumped in all up to there. */
  readonly #jumps: { readonly frame: number; readonly moved: number }[] = [];

  constructor(path = new DialPath()) {
    this.path = path;
  }

  copy(): FrequencyTrack {
    const copy = new FrequencyTrack(this.path);
    copy.#changes.push(...this.#changes);
    copy.#jumps.push(...this.#jumps);
    return copy;
  }

  /** From `frame` on the centre is `bin`, as the receiver is tuned now. */
  add(frame: number, bin: number): void {
    while ((this.#changes.at(-1)?.frame ?? frame - 1) >= frame) this.#changes.pop();
    while ((this.#jumps.at(-1)?.frame ?? frame - 1) >= frame) this.#jumps.pop();
    if (this.newest === bin) return;
    this.#changes.push({ frame, place: this.path.place(bin * BIN_HZ) });
    if (this.#changes.length > MOST) this.#changes.shift();
  }

  /** Its signal has jumped by `hertz` of audio: from `frame` on it is at `bin`, as the receiver is tuned now. */
  leap(frame: number, bin: number, hertz: number): void {
    this.add(frame, bin);
    const by = this.path.place(bin * BIN_HZ) - this.path.place(bin * BIN_HZ - hertz);
    this.#jumps.push({ frame, moved: this.jumpedBy(frame) + by });
    if (this.#jumps.length > MOST) this.#jumps.shift();
  }

  /** Hz by which its signal has jumped in all up to `frame`. */
  jumpedBy(frame: number): number {
    return this.#jumps.findLast((jump) => jump.frame <= frame)?.moved ?? 0;
  }

  /**
   * Where a signal is heard from frame `from` to `to`, whose place would be `home` had it never jumped: Hz of each stretch between
   * two jumps or turns of the dial; null where it is not.
   */
  stretches(home: number, from: number, to: number): { readonly frame: number; readonly hertz: number | null }[] {
    const starts = [from, ...this.#jumps.map(({ frame }) => frame).filter((frame) => frame > from && frame < to)];
    return starts.flatMap((start, i) => this.path.stretches(home + this.jumpedBy(start), start, starts[i + 1] ?? to));
  }

  /** The newest centre bin, as the receiver is tuned now; null while nothing is known. */
  get newest(): number | null {
    const place = this.#changes.at(-1)?.place;
    return place === undefined ? null : binOf(this.path.audio(place));
  }

  /** Centre bin at `frame`; before the first change that of the first one; null while nothing is known. */
  at(frame: number): number | null {
    const place = this.placeAt(frame);
    return place === null ? null : binOf(this.path.audio(place, frame));
  }

  /** Whether the channel's signal was in the sound at `frame`: tuned elsewhere, a receiver does not give it. */
  heardAt(frame: number): boolean {
    const place = this.placeAt(frame);
    return place === null || this.path.holds(place, frame);
  }

  /** Place (Hz, as {@link DialPath} has it) at `frame`; null while nothing is known. */
  placeAt(frame: number): number | null {
    for (let i = this.#changes.length - 1; i >= 0; i--) {
      const change = this.#changes[i];
      if (change && change.frame <= frame) return change.place;
    }
    return this.#changes[0]?.place ?? null;
  }
}

const binOf = (hertz: number): number => Math.round(hertz / BIN_HZ);
