/**
 * The vocabulary that every thread shares: what a character, a channel and a receiver's state are. Types only.
 * Times are seconds of stream time: the first sample of the history is time 0, whatever the source's own clock says. Frequencies of
 * I and Q may be negative.
 */

import type { TextSplice } from '../morse/character.js';
import type { SpotType } from '../morse/spotting/vote.js';
import type { Dial } from './radio.js';

/** `main` is the one that the operator tunes; `pinned` stays until it is closed; `automatic` comes and goes. */
export type ChannelRole = 'main' | 'pinned' | 'automatic';

/**
 * `catching-up`: its past is being decoded; `live`; `suspended`: stopped because the machine cannot keep up (it resumes
 * from the history when there is room); `away`: the receiver is tuned so that the signal is not in its sound (it goes on when
 * that changes).
 */
export type ChannelActivity = 'catching-up' | 'live' | 'suspended' | 'away';

export interface ChannelInfo {
  /** Unique within one receiver. A station that comes back after its channel was closed has the same one again, with its text. */
  readonly id: number;
  readonly role: ChannelRole;
  readonly activity: ChannelActivity;
  /** Hz of audio; of a channel that is `away` where it would be. */
  readonly frequency: number;
  /** kHz; null while the decoder has no `dial`. */
  readonly radioFrequency: number | null;
  /** PARIS words per minute, null until enough marks have been heard. */
  readonly wpm: number | null;
  /** Mark power over noise power in 2500 Hz, dB, 60 at most; null until measured. */
  readonly snr: number | null;
  /** True when the channel follows drift (AFC). */
  readonly following: boolean;
  /** Most recent time at which a character was printed, seconds of stream time; null when none was. */
  readonly lastHeard: number | null;
}

/** A station that was heard, by name. Heard again on its frequency (within 0.5 kHz) in ten minutes, it is the same spot. */
export interface CallsignSpot {
  /** Unique within one receiver. */
  readonly id: number;
  readonly channel: number;
  readonly callsign: string;
  /** `cq`: calls anybody; `beacon`; `dx`: heard otherwise, as in a QSO. */
  readonly type: SpotType;
  /** Hz of audio. */
  readonly frequency: number;
  /** kHz; null while the decoder has no `dial`. */
  readonly radioFrequency: number | null;
  /** Stream times at which it was heard last, and first, seconds. */
  readonly time: number;
  readonly first: number;
  /** PARIS words per minute. */
  readonly wpm: number;
  /** Mark power over noise power in 2500 Hz, dB, 60 at most; null until measured. */
  readonly snr: number | null;
  /** Probability that it is right, 0…1. */
  readonly confidence: number;
  /** How often the callsign was read. */
  readonly count: number;
  /** When it was heard last, milliseconds since 1970 (UTC); null in a recording that is decoded faster than it sounds. */
  readonly utc: number | null;
}

/** `again`: at most once a minute, or when the type is another one; `withdrawn`: it was a mistake. */
export type SpotChange = 'new' | 'again' | 'withdrawn';

/**
 * Rows of the waterfall, oldest first. `levels` is `[rows, bins]`, one byte a bin: level = 2·(dBFS + 120), clamped to 0…255
 * (0.5 dB steps; 0 dBFS is a full-scale sine). Bin `i` of a row lies at `(firstBin + i)·7.8125` Hz, below 0 Hz too. A row covers two frames
 * (16 ms), and is of the whole band: of I and Q at 96 kHz it has 12 288 bins.
 */
export interface WaterfallRows {
  /** Stream time of the centre of the first row, seconds. */
  readonly time: number;
  readonly rows: number;
  readonly bins: number;
  readonly firstBin: number;
  readonly levels: Uint8Array;
}

/** Probability that the key is down, one value each 16 ms, with the stream time of the first value. */
export interface KeyingTrace {
  readonly channel: number;
  readonly time: number;
  readonly key: Float32Array;
}

/** What one receiver is doing; sent a few times a second. */
export interface ReceiverStatus {
  /** Stream time heard so far, seconds. */
  readonly time: number;
  /** Oldest stream time that can still be decoded, seconds. */
  readonly oldest: number;
  /** Root mean square of the last 0.25 s, dBFS (−∞ is given as −200). */
  readonly level: number;
  /** True when samples clip (|x| ≥ 0.999 in more than 0.1 % of the last second). */
  readonly clipping: boolean;
  /** Seconds by which the slowest live channel is behind the audio. */
  readonly lag: number;
  /** Input sample rate, Hz. */
  readonly sampleRate: number;
  /** Median delay of the last 50 batches, from the samples' arrival to their text, ms. */
  readonly latency: number;
  /** Samples that were not finite and were replaced by 0, in all. */
  readonly badSamples: number;
  /**
   * Seconds of audio that the live model has read for channels, live and of the past together, each as often as there were
   * channels that read it. At most 1.3 × `time` × `stations`, but for pasts that the operator asks for.
   */
  readonly work: number;
  /** Stations that have had a channel so far. */
  readonly stations: number;
  /** Seconds of the main channel, newest ones, that the accurate model has still to go over; 0 when it does not do so. */
  readonly unsettled: number;
}

/** Which channels the accurate model goes over behind the live one: none, the main channel, or all. */
export type Settle = 'none' | 'main' | 'all';

/** Settings of a receiver; all may change while it runs. */
export interface ReceiverOptions extends Dial {
  /** Hz; null: the main channel goes to the strongest signal when one is found. */
  readonly frequency: number | null;
  /** Automatic side channels, 0…256. */
  readonly channels: number;
  /** Hz, searched and shown; null: 200 and 3000 of mono sound, of I and Q all that there is. */
  readonly minFrequency: number | null;
  readonly maxFrequency: number | null;
  /** Seconds, 10…600. */
  readonly history: number;
  readonly alphabet: string;
  /** The main channel follows drift. */
  readonly follow: boolean;
  readonly settle: Settle;
}

/** Everything that a receiver tells its page. */
export type ReceiverEvent =
  | { readonly type: 'channel-opened'; readonly channel: ChannelInfo }
  | { readonly type: 'channel-changed'; readonly channel: ChannelInfo }
  /** `into`: it was the same station as that channel, which has its text. */
  | { readonly type: 'channel-closed'; readonly id: number; readonly into?: number }
  /** With what `splice` inserts first heard on this radio frequency, kHz; null: not known. */
  | { readonly type: 'text'; readonly splice: TextSplice; readonly radioFrequency: number | null }
  | { readonly type: 'trace'; readonly trace: KeyingTrace }
  | { readonly type: 'rows'; readonly rows: WaterfallRows }
  | { readonly type: 'spot'; readonly change: SpotChange; readonly spot: CallsignSpot }
  /** Whoever sends on a channel has given a callsign: told each time, however lately its spot was. */
  | { readonly type: 'sender'; readonly channel: number; readonly callsign: string }
  /** Hz that are shown and searched, where that is not what the options say. */
  | { readonly type: 'band'; readonly low: number; readonly high: number }
  | {
      readonly type: 're-decode';
      readonly channel: number;
      readonly phase: 'started' | 'finished' | 'failed';
      readonly seconds: number;
    }
  | { readonly type: 'status'; readonly status: ReceiverStatus }
  /** The sound is tuned so from stream time `from` (s) on; null: it was so from the start, and nobody knew. */
  | ({ readonly type: 'dial'; readonly from: number | null } & Dial)
  /** All that was asked for before the `echo` of that number is done, or under way. */
  | { readonly type: 'echo'; readonly number: number }
  /** The operator has asked for this frequency (Hz), and waits for a `tune`. */
  | { readonly type: 'asked'; readonly frequency: number }
  /** All audio that was given before `end` has been decoded. */
  | { readonly type: 'drained' }
  | { readonly type: 'error'; readonly code: string; readonly message: string };

/** Everything that a page asks of its receiver. `channel` null means the main channel. */
export type ReceiverRequest =
  | { readonly type: 'options'; readonly options: Partial<ReceiverOptions> }
  /** Move the main channel to `frequency` and, with `past`, decode that frequency's history first. */
  | { readonly type: 'tune'; readonly frequency: number; readonly past: boolean }
  /** Move the main channel up by `hertz`, keeping its text. In the lower sideband up, a higher radio frequency, is less audio. */
  | { readonly type: 'nudge'; readonly hertz: number }
  /** 1: the next one upwards. The answer is `asked`, where there is another signal. */
  | { readonly type: 'next-signal'; readonly direction: 1 | -1 }
  | { readonly type: 're-decode'; readonly channel: number | null }
  | { readonly type: 'follow'; readonly channel: number | null; readonly on: boolean }
  | { readonly type: 'make-main'; readonly channel: number }
  | { readonly type: 'pin'; readonly channel: number; readonly on: boolean }
  /** Open a channel that stays, as `<morse-channel frequency="…">` does; the answer is `channel-opened` with role `pinned`. */
  | { readonly type: 'open'; readonly frequency: number }
  | { readonly type: 'close'; readonly channel: number }
  | { readonly type: 'clear'; readonly channel: number | null }
  /** To be answered by an `echo` of the same number. */
  | { readonly type: 'echo'; readonly number: number }
  /** No more audio comes: decode what is left (padded with silence), then answer `drained`. */
  | { readonly type: 'end' }
  /** No audio has come for a while, and more may come: the same, without an answer. */
  | { readonly type: 'lull' }
  /** The stream begins anew (another source): history, finder and channels are dropped, time starts again at 0. */
  | { readonly type: 'reset' };

/** What is asked of one stream of sound. */
export type StreamRequest = Exclude<ReceiverRequest, { type: 'reset' | 'echo' }>;
