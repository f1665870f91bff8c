import type { ChannelInfo, ReceiverEvent } from '../engine/types.js';
import { MorseCallsignEvent, MorseChannelEvent, MorseSpotEvent, MorseTextEvent } from './events.js';
import { channelOf, type DecoderSnapshot } from './snapshot.js';

/** Hz: a change of frequency of at least this is told as `morse-channel-retuned`. */
const RETUNED = 1;

/** Turns what the receiver says into events of the element. */
export class EventAnnouncer {
  /** Frequency of each channel as last told, Hz. */
  readonly #told = new Map<number, number>();
  readonly #dispatch: (event: Event) => void;

  constructor(dispatch: (event: Event) => void) {
    this.#dispatch = dispatch;
  }

  /** @param before the snapshot without these events; @param after with them */
  announce(events: readonly ReceiverEvent[], before: DecoderSnapshot, after: DecoderSnapshot): void {
    const find = (id: number): ChannelInfo | undefined => (channelOf(after, id) ?? channelOf(before, id))?.info;
    for (const event of events) {
      switch (event.type) {
        case 'channel-opened':
          this.#told.set(event.channel.id, event.channel.frequency);
          this.#dispatch(new MorseChannelEvent('morse-channel-opened', event.channel));
          break;
        case 'channel-changed':
          this.#changed(event.channel);
          break;
        case 'channel-closed': {
          const channel = find(event.id);
          this.#told.delete(event.id);
          if (channel) this.#dispatch(new MorseChannelEvent('morse-channel-closed', channel));
          break;
        }
        case 'text': {
          const { index, remove, insert } = event.splice;
          const channel = find(event.splice.channel);
          if (channel) this.#dispatch(new MorseTextEvent(channel, index, remove, insert, event.radioFrequency));
          break;
        }
        case 'spot':
          this.#dispatch(new MorseSpotEvent(event.spot, event.change));
          if (event.change !== 'withdrawn') this.#dispatch(new MorseCallsignEvent(event.spot));
          break;
      }
    }
  }

  #changed(channel: ChannelInfo): void {
    const told = this.#told.get(channel.id) ?? Number.NEGATIVE_INFINITY;
    if (Math.abs(channel.frequency - told) < RETUNED) return;
    this.#told.set(channel.id, channel.frequency);
    this.#dispatch(new MorseChannelEvent('morse-channel-retuned', channel));
  }
}
