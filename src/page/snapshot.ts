import type { Dial, Sideband } from '../engine/radio.js';
import type { CallsignSpot, ChannelInfo, ReceiverStatus } from '../engine/types.js';
import type { ErrorCode } from '../errors.js';
import type { Character } from '../morse/character.js';
import type { SourceDescription } from '../sources/source.js';
import type { Download } from '../workers/arrival.js';

export type { AudioProcessing, SourceDescription, SourceKind } from '../sources/source.js';

/**
 * `idle`: never started, or removed from the page. `loading`: from start() until audio flows. `listening`: audio flows.
 * `decoding`: audio flows, and a channel has printed within the last 5 s of stream time. `paused`: stopped; text and
 * history stay. `ended`: the source has come to its end and all of it has been decoded. `error`: see `error`.
 */
export type DecoderState = 'idle' | 'loading' | 'listening' | 'decoding' | 'paused' | 'ended' | 'error';

export const DECODER_STATES: readonly DecoderState[] = [
  'idle',
  'loading',
  'listening',
  'decoding',
  'paused',
  'ended',
  'error',
];

/** True while audio flows. */
export const isRunning = (state: DecoderState): boolean => state === 'listening' || state === 'decoding';

/** The newest stretch of a channel's keying: probability of key down, one value each 16 ms. */
export interface Trace {
  /** Stream time of the first value, seconds. */
  readonly time: number;
  readonly key: Float32Array;
}

export interface ChannelState {
  readonly info: ChannelInfo;
  /** Who sends there, by the callsign that was given last; null: not known. */
  readonly callsign: string | null;
  /** The whole text, oldest first, word spaces among it. */
  readonly characters: readonly Character[];
  /** The last `TRACE_SECONDS` of the main channel and of pinned ones; null for the others. */
  readonly trace: Trace | null;
  /** True while the channel is heard through the narrow filter. */
  readonly listening: boolean;
  /** True while its history is being decoded again. */
  readonly reDecoding: boolean;
}

/** A part of the spectrum, Hz of audio. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface DecoderFailure {
  readonly code: ErrorCode;
  /** Plain sentence, with detail. */
  readonly message: string;
  /** What to do, one sentence. */
  readonly action: string;
  readonly canRetry: boolean;
}

/** One worker of the page-global pool. */
export interface PoolWorker {
  readonly id: number;
  readonly slots: number;
  /** Fraction of time spent in runs, 0…1. */
  readonly busy: number;
  /** Jobs that wait. */
  readonly queue: number;
  /** Slots in a run, mean. */
  readonly meanBatch: number;
  /** Bytes of wasm memory. */
  readonly memory: number;
}

/** A stretch of the stream with one setting of the dial. */
export interface DialSpan extends Dial {
  /** Stream time of its beginning, seconds. */
  readonly from: number;
}

export type { Download } from '../workers/arrival.js';

/** What is being fetched for each model, bytes; null: nothing. That of the live model has the runtime, which both need, with it. */
export interface Downloads {
  readonly live: Download | null;
  readonly accurate: Download | null;
}

/** Everything that a view of a decoder may show. Frozen, replaced as a whole: two snapshots are equal when `===`. */
export interface DecoderSnapshot {
  readonly state: DecoderState;
  readonly error: DecoderFailure | null;
  readonly source: SourceDescription | null;
  /** In the order of their opening. */
  readonly channels: readonly ChannelState[];
  readonly mainId: number | null;
  readonly status: ReceiverStatus | null;
  readonly pool: readonly PoolWorker[];
  readonly downloads: Downloads;
  /** Hz, shown and searched. */
  readonly band: Range;
  /** What waterfalls are zoomed to, as far as it is in the band; null: they show all of it. */
  readonly zoom: Range | null;
  /** kHz of 0 Hz audio as the sound is now, which is some time after the attribute; null: not known, or the sound is on no band. */
  readonly dial: number | null;
  readonly sideband: Sideband;
  /** What the sound was tuned to when, oldest first; what is older than the history may be missing. */
  readonly dials: readonly DialSpan[];
  /** The main channel follows drift, or will when there is one. */
  readonly follow: boolean;
  /** Stream times of the history, seconds: the oldest that can be decoded again, and now. */
  readonly oldest: number;
  readonly newest: number;
  /** The last 500 spots; the one that was told last comes last. */
  readonly spots: readonly CallsignSpot[];
  /** Stream time at which any channel printed last, seconds. */
  readonly lastPrinted: number | null;
}

export const INITIAL_SNAPSHOT: DecoderSnapshot = Object.freeze({
  state: 'idle',
  error: null,
  source: null,
  channels: Object.freeze([]),
  mainId: null,
  status: null,
  pool: Object.freeze([]),
  downloads: Object.freeze({ live: null, accurate: null }),
  band: Object.freeze({ min: 200, max: 3000 }),
  zoom: null,
  dial: null,
  sideband: 'usb',
  dials: Object.freeze([{ from: Number.NEGATIVE_INFINITY, dial: null, sideband: 'usb' as const }]),
  follow: false,
  oldest: 0,
  newest: 0,
  spots: Object.freeze([]),
  lastPrinted: null,
});

/** The channel with this id; the main one for null; null when there is none. */
export function channelOf(snapshot: DecoderSnapshot, id: number | null): ChannelState | null {
  const wanted = id ?? snapshot.mainId;
  return snapshot.channels.find(({ info }) => info.id === wanted) ?? null;
}
