import { kilohertz } from '../../engine/radio.js';
import type { ChannelInfo } from '../../engine/types.js';
import type { ChannelState, DecoderSnapshot } from '../../page/snapshot.js';

/** Rounded, or an en dash while it is not known. */
export const rounded = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '–' : signed(Math.round(value)).replace('+', '');

/** kHz of a channel; null: there is no dial, and its audio frequency is all that is known. */
export const radioWords = (info: ChannelInfo | undefined): string | null =>
  info?.radioFrequency == null ? null : kilohertz(info.radioFrequency);

/** Decibels with a sign, and a real minus. */
export const decibels = (value: number | null): string => (value === null ? '–' : signed(Math.round(value)));

const signed = (value: number): string => (value < 0 ? `−${-value}` : `+${value}`);

/** What a channel is doing, when it is not simply live; empty otherwise. */
export function doing({ info, reDecoding }: ChannelState): string {
  if (info.activity === 'away') return 'Out of range: it goes on when the receiver is tuned back';
  if (reDecoding) return 'Reading its past again…';
  if (info.activity === 'catching-up') return 'Reading its past…';
  if (info.activity === 'suspended') return 'Waiting: this computer is busy';
  return '';
}

/** What stands where the text will be. */
export function emptyText(snapshot: DecoderSnapshot, channel: ChannelState | null): string {
  switch (snapshot.state) {
    case 'idle':
    case 'error':
      return 'Decoded text appears here.';
    case 'loading':
      return 'Getting ready…';
    case 'listening':
    case 'decoding':
      return channel ? 'Listening here. Text appears as it is heard.' : 'No signal yet. Click a trace to read it.';
    case 'paused':
    case 'ended':
      return 'Nothing was heard here.';
  }
}
