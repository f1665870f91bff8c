import type { DialPath } from './dial-path.js';
import { radioFrequency } from './radio.js';

/** Places that are remembered of a channel that is put elsewhere, step by step. */
const MOST = 64;

/** Where a channel is on the dial's path, and was: its text comes some time after its sound, and may have been heard elsewhere. */
export class Whereabouts {
  readonly #path: DialPath;
  /** Hz on the path. */
  #place: number;
  /** Where it was up to a frame (excluded), before it was put elsewhere; the newest last. */
  readonly #former: { readonly until: number; readonly place: number }[] = [];

  /** @param frequency Hz of audio as the receiver is tuned now */
  constructor(path: DialPath, frequency: number) {
    this.#path = path;
    this.#place = path.place(frequency);
  }

  /** Hz of audio as the receiver is tuned now; it may lie outside of the sound. */
  get frequency(): number {
    return this.#path.audio(this.#place);
  }

  /** kHz as the receiver is tuned now; null: not known. */
  get radio(): number | null {
    return radioFrequency(this.#path.dial, this.frequency);
  }

  /** From `frame` on another signal is meant, at `frequency` (Hz of audio as the receiver is tuned now). */
  put(frequency: number, frame: number): void {
    while ((this.#former.at(-1)?.until ?? frame) > frame) this.#former.pop();
    this.#former.push({ until: frame, place: this.#place });
    if (this.#former.length > MOST) this.#former.shift();
    this.#place = this.#path.place(frequency);
  }

  /** The signal has drifted to where `update` says, Hz of audio at `frame`; it is given where it was. */
  drift(frame: number, update: (hertz: number) => number): void {
    this.#place = this.#path.place(update(this.#path.audio(this.#place, frame)), frame);
  }

  /** Hz of audio at which it was heard then. */
  frequencyAt(frame: number): number {
    const place = this.#former.find(({ until }) => frame < until)?.place ?? this.#place;
    return this.#path.audio(place, frame);
  }

  /** kHz at which it was heard then; null: not known. */
  radioAt(frame: number): number | null {
    return radioFrequency(this.#path.dialAt(frame), this.frequencyAt(frame));
  }
}
