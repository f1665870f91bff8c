import { type AudioMap, followedBy, moved, movedBack, UNMOVED } from '../dsp/audio-map.js';
import type { Dial } from './radio.js';
import { type Band, limitsOf, UNKNOWN_SPAN } from './span.js';

/** Moves that are remembered. */
const MOST = 512;

interface Span {
  readonly frame: number;
  readonly map: AudioMap;
  dial: Dial;
}

/**
 * What tuning the receiver has done to the sound. A signal has one *place* for as long as the stream lasts (Hz: where it was,
 * or would have been, when the stream began) and is heard at another audio frequency after each move of the dial.
 */
export class DialPath {
  /** The newest last. Each from its frame on. */
  readonly #spans: Span[];

  /** @param limits Hz that the sound holds */
  constructor(
    dial: Dial = { dial: null, sideband: 'usb' },
    readonly limits: Band = limitsOf(UNKNOWN_SPAN),
  ) {
    this.#spans = [{ frame: Number.NEGATIVE_INFINITY, map: UNMOVED, dial }];
  }

  /** What the newest sound is tuned to. */
  get dial(): Dial {
    return this.#at(Number.POSITIVE_INFINITY).dial;
  }

  /** What the sound was tuned to at `frame`. */
  dialAt(frame: number): Dial {
    return this.#at(frame).dial;
  }

  /** All of the sound has been tuned so, and nobody knew; or nobody knows any more. */
  name(dial: Dial): void {
    for (const span of this.#spans) span.dial = dial;
  }

  /** The sound moves at `frame`, or with the move before, when that was later. */
  move(frame: number, map: AudioMap, dial: Dial = this.dial): void {
    const last = this.#spans.at(-1);
    const whole = followedBy(last?.map ?? UNMOVED, map);
    const from = Math.max(frame, last?.frame ?? frame);
    if (last?.frame === from) this.#spans.pop();
    this.#spans.push({ frame: from, map: whole, dial });
    // The oldest one takes the place of what is forgotten.
    if (this.#spans.length > MOST) this.#spans.shift();
  }

  /** Hz at which the signal of that place is heard at `frame`; left out: now. */
  audio(place: number, frame = Number.POSITIVE_INFINITY): number {
    return moved(this.#at(frame).map, place);
  }

  /** Place of what is heard at `hertz` at `frame`; left out: now. */
  place(hertz: number, frame = Number.POSITIVE_INFINITY): number {
    return movedBack(this.#at(frame).map, hertz);
  }

  /** Whether the signal of that place is in the sound at `frame`. */
  holds(place: number, frame: number): boolean {
    if (this.#spans.length === 1) return true;
    const hertz = this.audio(place, frame);
    return hertz >= this.limits.low && hertz <= this.limits.high;
  }

  /** Where the signal of that place is heard from frame `from` to `to`: Hz of each stretch; null where it is not. */
  stretches(place: number, from: number, to: number): { readonly frame: number; readonly hertz: number | null }[] {
    const starts = this.#spans.map(({ frame }) => frame).filter((frame) => frame > from && frame < to);
    return [from, ...starts].map((frame) => ({
      frame,
      hertz: this.holds(place, frame) ? this.audio(place, frame) : null,
    }));
  }

  /** First frame since which the signal of that place has been in the sound all the time. */
  since(place: number): number {
    let first = Number.POSITIVE_INFINITY;
    for (let i = this.#spans.length - 1; i >= 0; i--) {
      const span = this.#spans[i] as Span;
      if (!this.holds(place, span.frame)) break;
      first = span.frame;
    }
    return first;
  }

  #at(frame: number): Span {
    for (let i = this.#spans.length - 1; i > 0; i--) {
      const span = this.#spans[i];
      if (span && span.frame <= frame) return span;
    }
    return this.#spans[0] as Span;
  }
}
