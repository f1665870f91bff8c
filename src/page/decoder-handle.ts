import type { RequestName } from './requests.js';
import type { DecoderStore } from './store.js';
import type { Range } from './zoom.js';

/** A channel that an element of the page keeps open. */
export interface HeldChannel {
  /** The receiver's id of it; null while the decoder does not run, or has not answered yet. */
  readonly id: number | null;
  dispose(): void;
}

export interface TuneOptions {
  /** Default true: that frequency's history is decoded first. */
  readonly past?: boolean;
  /** The frequency is a radio frequency in kHz; outside the sound nothing happens; without a `dial`, that is told. */
  readonly radio?: boolean;
  /** The user has asked for it: the page hears `morse-tune` before, and may prevent it. */
  readonly asked?: boolean;
}

/** What views know of the decoder that they belong to; `MorseDecoderElement` is one. */
export interface DecoderHandle extends HTMLElement {
  readonly store: DecoderStore;
  /** Moves the main channel. @param frequency Hz; kHz with `radio` */
  tune(frequency: number, options?: TuneOptions): void;
  /** Lets waterfalls show a part of a wide band; null: all of it. */
  zoomTo(range: Range | null): void;
  /**
   * Runs a request of the table. Never rejects: what goes wrong is the decoder's state `error`.
   * @param channelId null: the main channel.
   */
  run(request: RequestName, channelId?: number | null): Promise<void>;
  /** Keeps a channel open at that frequency, through stop, start and changes of source. @param frequency Hz */
  holdChannel(frequency: number): HeldChannel;
}
