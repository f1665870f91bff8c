import { HIGHEST_RATE } from '../dsp/grid.js';
import type { Character } from '../morse/character.js';
import { SAME_SIGNAL } from './automatic-channels.js';
import type { Receiver } from './receiver.js';
import type { ReceiverEvent, ReceiverOptions } from './types.js';

/** What was copied on one frequency of a recording. */
export interface DecodedChannel {
  /** Hz. */
  readonly frequency: number;
  /** PARIS words per minute; null when too little was heard. */
  readonly wpm: number | null;
  /** dB in 2500 Hz, 60 at most; null when not measured. */
  readonly snr: number | null;
  readonly text: string;
  readonly characters: readonly Character[];
}

/** Automatic channels of a recording in which everything is to be found. */
const ALL = 64;
/** Hz that are searched of sound when nothing is said. */
const AUDIO = { low: 200, high: 3600 } as const;
/** Of a wide band: the highest frequency that may be, seconds of history, for it takes the most memory, and automatic channels. */
const WIDE = { high: HIGHEST_RATE / 2, history: 40, channels: 256 } as const;
/** Hz to each side of a single frequency in it that are looked at, for the noise there. */
const AROUND = 1500;
/** Seconds of audio in one block, and by how much it may be ahead of the slowest channel. */
const BLOCK = 0.5;
const AHEAD = 1;
/** A channel this much shorter than the longest is no candidate for the strongest. */
const FRAGMENT = 0.1;

/** What a recording is. */
export interface OfflineBand {
  /** Pairs of I and Q, all of whose span is wanted. */
  readonly iq?: boolean;
  /** Sound of which all is wanted, not only what a receiver's filter lets through. */
  readonly wide?: boolean;
}

/**
 * Settings for a recording: one frequency, or with null all signals; the accurate model goes over all of them. Of a wide band the
 * search is as wide, or is around the frequency.
 */
export function offlineOptions(
  frequency: number | null,
  alphabet = 'international',
  { iq = false, wide = false }: OfflineBand = {},
): ReceiverOptions {
  const dial = { dial: null, sideband: 'usb' } as const;
  const audio = { history: 120, minFrequency: AUDIO.low, maxFrequency: AUDIO.high };
  const around = (hertz: number) => ({
    history: WIDE.history,
    minFrequency: hertz - AROUND,
    maxFrequency: hertz + AROUND,
  });
  const channels = frequency === null ? (iq || wide ? WIDE.channels : ALL) : 0;
  const options = { frequency, channels, ...dial, alphabet, follow: true, settle: 'all' } as const;
  if (frequency !== null) return { ...options, ...(iq || frequency > AUDIO.high ? around(frequency) : audio) };
  if (iq) return { ...options, history: WIDE.history, minFrequency: null, maxFrequency: null };
  return { ...options, ...audio, ...(wide && { history: WIDE.history, maxFrequency: WIDE.high }) };
}

/**
 * Feeds a whole recording to a patient receiver, never further ahead of its slowest channel than its history, and asks for
 * the end.
 *
 * @param rest settles in a later turn, so that results come in between; may throw to end it all
 * @param onProgress gets the part that is done, 0…1
 */
export async function feedRecording(
  receiver: Receiver,
  samples: Float32Array,
  sampleRate: number,
  rest: () => Promise<void>,
  onProgress?: (part: number) => void,
): Promise<void> {
  const length = Math.max(1, Math.round(BLOCK * sampleRate));
  for (let at = 0; at < samples.length; at += length) {
    receiver.push({ samples: samples.subarray(at, at + length), sampleRate });
    do await rest();
    while (receiver.backlog > AHEAD);
    onProgress?.(Math.min(1, (at + length) / samples.length));
  }
  receiver.request({ type: 'end' });
}

interface Entry {
  frequency: number;
  wpm: number | null;
  snr: number | null;
  characters: Character[];
}

/** Gathers a receiver's events into the texts of a recording. Channels that were closed on the way stay. */
export class TranscriptCollector {
  readonly #entries = new Map<number, Entry>();

  take(events: readonly ReceiverEvent[]): void {
    for (const event of events) {
      if (event.type === 'channel-opened' || event.type === 'channel-changed') {
        const { id, frequency, wpm, snr } = event.channel;
        // A channel that opens again is told with all of its text.
        const before = event.type === 'channel-opened' ? undefined : this.#entries.get(id);
        this.#entries.set(id, { frequency, wpm, snr, characters: before?.characters ?? [] });
      } else if (event.type === 'channel-closed' && event.into !== undefined) {
        this.#entries.delete(event.id);
      } else if (event.type === 'text') {
        const { channel, index, remove, insert } = event.splice;
        this.#entries.get(channel)?.characters.splice(index, remove, ...insert);
      }
    }
  }

  /**
   * Channels that have printed anything, the strongest of the long ones first. One signal that paused is one channel.
   * @param ahead seconds of sound that went ahead of the recording, by which times are put back
   */
  channels(ahead = 0): DecodedChannel[] {
    const printed = [...this.#entries.values()].filter(({ characters }) => characters.some(({ code }) => code !== ''));
    const joined = printed.reduce<Entry[]>(joinEntry, []).map((entry) => describe(putBack(entry, ahead)));
    const longest = Math.max(0, ...joined.map(({ characters }) => characters.length));
    const rank = ({ characters, snr }: DecodedChannel) =>
      (characters.length < FRAGMENT * longest ? -1000 : 0) + (snr ?? -99);
    return joined.sort((a, b) => rank(b) - rank(a));
  }
}

/** Appends an entry to an earlier one on the same frequency that ended before it began. */
function joinEntry(entries: Entry[], entry: Entry): Entry[] {
  const isCode = ({ code }: Character) => code !== '';
  const first = entry.characters.findIndex(isCode);
  const start = entry.characters[first]?.start ?? 0;
  const endOf = ({ characters }: Entry) => characters.findLast(isCode)?.end ?? 0;
  const same = entries.find(
    (other) => Math.abs(other.frequency - entry.frequency) < SAME_SIGNAL && endOf(other) <= start,
  );
  if (!same) return [...entries, entry];
  const space = {
    text: ' ',
    code: '',
    start: endOf(same),
    end: start,
    confidence: 1,
    final: true,
  };
  const before = same.characters.slice(0, same.characters.findLastIndex(isCode) + 1);
  const characters = [...before, space, ...entry.characters.slice(first)];
  return entries.map((other) => (other === same ? { ...entry, characters } : other));
}

const putBack = (entry: Entry, ahead: number): Entry => ({
  ...entry,
  characters: entry.characters.map((one) => ({
    ...one,
    start: Math.max(0, one.start - ahead),
    end: Math.max(0, one.end - ahead),
  })),
});

function describe({ frequency, wpm, snr, characters }: Entry): DecodedChannel {
  const text = characters
    .map((character) => character.text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return { frequency, wpm, snr, text, characters };
}
