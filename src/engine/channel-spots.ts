import { frameAt } from '../dsp/frame.js';
import type { Character } from '../morse/character.js';
import { type NamesChange, SpotFeed } from '../morse/spotting/spot-feed.js';
import type { Splice } from '../morse/transcript.js';
import type { SpotBook } from './spot-book.js';
import type { Whereabouts } from './whereabouts.js';

/** Callsigns in a channel's text, noted in the receiver's book where they were heard. */
export class ChannelSpots {
  readonly #channel: number;
  readonly #where: Whereabouts;
  readonly #book: SpotBook;
  readonly #feed = new SpotFeed();

  constructor(channel: number, where: Whereabouts, book: SpotBook) {
    this.#channel = channel;
    this.#where = where;
    this.#book = book;
  }

  /** Stream time at which the sound broke off, perhaps within a word, seconds; null: it did not. */
  set brokeOff(time: number | null) {
    this.#feed.brokeOff = time;
  }

  /** @param text as it is after the change @param snr as it is shown, dB; null: not known */
  take(printed: Splice, text: readonly Character[], snr: number | null): void {
    this.#note(this.#feed.take(printed, text), snr);
  }

  /** Nothing is being sent. @param now stream time up to which everything has been read, s @param snr as `take` has it */
  rest(now: number, snr: number | null): void {
    this.#note(this.#feed.rest(now), snr);
  }

  #note({ named, withdrawn }: NamesChange, snr: number | null): void {
    const channel = this.#channel;
    for (const callsign of withdrawn) this.#book.withdraw(channel, callsign);
    for (const call of named) {
      const frame = frameAt(call.time);
      const [frequency, radioFrequency] = [this.#where.frequencyAt(frame), this.#where.radioAt(frame)];
      this.#book.note({ call, channel, frequency, radioFrequency, snr });
    }
  }
}
