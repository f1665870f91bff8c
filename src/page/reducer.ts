import type { Dial } from '../engine/radio.js';
import type { CallsignSpot, ChannelInfo, KeyingTrace, ReceiverEvent } from '../engine/types.js';
import type { Character, TextSplice } from '../morse/character.js';
import type { ChannelState, DecoderSnapshot, DecoderState, Trace } from './snapshot.js';
import { isRunning } from './snapshot.js';

/** Seconds of keying trace that a snapshot keeps for a channel: 12 are shown, some time after they have come. */
export const TRACE_SECONDS = 15;
/** Seconds from one value of a trace to the next. */
export const TRACE_STEP = 0.016;
/** Seconds of stream time after the last printed character for which the decoder still counts as decoding. */
export const DECODING_SECONDS = 5;

const TRACE_LENGTH = Math.round(TRACE_SECONDS / TRACE_STEP);
const MAX_SPOTS = 500;
/** Hz by which a channel jumps that is another station's from then on. */
const JUMP = 50;
const MAX_DIALS = 512;
/** Seconds by which two readings of one character may differ. */
const SAME = 0.1;

/** The snapshot after one event of the receiver; the same object when nothing in it changes. Pure. */
export function reduce(snapshot: DecoderSnapshot, event: ReceiverEvent): DecoderSnapshot {
  switch (event.type) {
    case 'channel-opened':
    case 'channel-changed':
      return withChannel(snapshot, event.channel);
    case 'channel-closed':
      return withoutChannel(snapshot, event.id);
    case 'text':
      return withText(snapshot, event.splice);
    case 'trace':
      return editChannel(snapshot, event.trace.channel, (channel) =>
        channel.info.role === 'automatic' ? channel : { ...channel, trace: extendTrace(channel.trace, event.trace) },
      );
    case 're-decode':
      return editChannel(snapshot, event.channel, (channel) => ({ ...channel, reDecoding: event.phase === 'started' }));
    case 'spot':
      return withSpot(snapshot, event.spot, event.change === 'withdrawn');
    case 'sender':
      return editChannel(snapshot, event.channel, (channel) => ({ ...channel, callsign: event.callsign }));
    case 'status': {
      const { time, oldest } = event.status;
      return withLiveliness({ ...snapshot, status: event.status, newest: time, oldest });
    }
    case 'dial':
      return withDial(snapshot, event, event.from);
    case 'band':
      return Object.freeze({ ...snapshot, band: Object.freeze({ min: event.low, max: event.high }) });
    case 'asked':
    case 'echo':
    case 'rows':
    case 'drained':
    case 'error':
      return snapshot;
  }
}

/** @param from stream time, seconds; null: it has been so from the start */
export function withDial(snapshot: DecoderSnapshot, { dial, sideband }: Dial, from: number | null): DecoderSnapshot {
  const span = Object.freeze({ from: from ?? Number.NEGATIVE_INFINITY, dial, sideband });
  const before = from === null ? [] : snapshot.dials;
  const shown = sideband === 'none' ? null : dial;
  return Object.freeze({
    ...snapshot,
    dial: shown,
    sideband,
    dials: Object.freeze([...before, span].slice(-MAX_DIALS)),
  });
}

/** `listening` and `decoding` differ by what was printed lately; the other states are the session's to change. */
function withLiveliness(snapshot: DecoderSnapshot): DecoderSnapshot {
  return Object.freeze({ ...snapshot, state: livelyState(snapshot) });
}

function livelyState({ state, lastPrinted, newest }: DecoderSnapshot): DecoderState {
  if (!isRunning(state)) return state;
  return lastPrinted !== null && newest - lastPrinted <= DECODING_SECONDS ? 'decoding' : 'listening';
}

function withSpot(snapshot: DecoderSnapshot, spot: CallsignSpot, withdrawn: boolean): DecoderSnapshot {
  const spots = snapshot.spots.filter(({ id }) => id !== spot.id);
  if (!withdrawn) spots.push(spot);
  const named = editChannel(snapshot, spot.channel, (channel) => ({
    ...channel,
    callsign: withdrawn && channel.callsign === spot.callsign ? null : channel.callsign,
  }));
  return Object.freeze({ ...named, spots: Object.freeze(spots.slice(-MAX_SPOTS)) });
}

function withChannels(snapshot: DecoderSnapshot, channels: readonly ChannelState[]): DecoderSnapshot {
  const main = channels.find(({ info }) => info.role === 'main');
  return Object.freeze({ ...snapshot, channels: Object.freeze(channels), mainId: main?.info.id ?? null });
}

function withChannel(snapshot: DecoderSnapshot, info: ChannelInfo): DecoderSnapshot {
  if (snapshot.channels.some((channel) => channel.info.id === info.id)) {
    return editChannel(snapshot, info.id, (channel) => ({
      ...channel,
      info,
      callsign: jumped(channel.info, info) ? null : channel.callsign,
      trace: info.role === 'automatic' ? null : channel.trace,
    }));
  }
  const opened: ChannelState = Object.freeze({
    info,
    callsign: null,
    characters: Object.freeze([]),
    trace: null,
    listening: false,
    reDecoding: false,
  });
  return withChannels(snapshot, [...snapshot.channels, opened]);
}

const jumped = (before: ChannelInfo, after: ChannelInfo): boolean =>
  Math.abs(
    after.radioFrequency !== null && before.radioFrequency !== null
      ? 1000 * (after.radioFrequency - before.radioFrequency)
      : after.frequency - before.frequency,
  ) > JUMP;

function withoutChannel(snapshot: DecoderSnapshot, id: number): DecoderSnapshot {
  const channels = snapshot.channels.filter(({ info }) => info.id !== id);
  return channels.length === snapshot.channels.length ? snapshot : withChannels(snapshot, channels);
}

function withText(snapshot: DecoderSnapshot, { channel, index, remove, insert }: TextSplice): DecoderSnapshot {
  // Text that becomes final, or is put right, is not printed anew.
  let printed = false;
  const edited = editChannel(snapshot, channel, (state) => {
    const characters = [...state.characters];
    characters.splice(index, remove, ...insert);
    printed = endOf(characters) > endOf(state.characters) + SAME;
    return { ...state, characters: Object.freeze(characters) };
  });
  return printed ? withLiveliness({ ...edited, lastPrinted: edited.newest }) : edited;
}

/** Stream time of the end of the newest mark, seconds. */
const endOf = (characters: readonly Character[]): number =>
  characters.findLast(({ code }) => code !== '')?.end ?? Number.NEGATIVE_INFINITY;

/** Also used by the session, for what the receiver does not know (listening). */
export function editChannel(
  snapshot: DecoderSnapshot,
  id: number,
  edit: (channel: ChannelState) => ChannelState,
): DecoderSnapshot {
  const at = snapshot.channels.findIndex(({ info }) => info.id === id);
  const before = snapshot.channels[at];
  if (!before) return snapshot;
  const after = edit(before);
  if (after === before) return snapshot;
  const channels = [...snapshot.channels];
  channels[at] = Object.freeze(after);
  return withChannels(snapshot, channels);
}

/**
 * The last `TRACE_SECONDS` of old and new values together. A gap is filled with 0 (key up); values that come again, after a
 * re-decode, replace the older ones.
 */
export function extendTrace(trace: Trace | null, { time, key }: KeyingTrace | Trace): Trace {
  const start = trace ? Math.min(trace.time, time) : time;
  const place = (at: number): number => Math.round((at - start) / TRACE_STEP);
  const oldEnd = trace ? place(trace.time) + trace.key.length : 0;
  const end = Math.max(oldEnd, place(time) + key.length);
  const first = Math.max(0, end - TRACE_LENGTH);
  const values = new Float32Array(end - first);
  if (trace) write(values, trace.key, place(trace.time) - first);
  write(values, key, place(time) - first);
  return { time: start + first * TRACE_STEP, key: values };
}

/** Copies `source` to `target` from `at` on, leaving out what does not fit at either end. */
function write(target: Float32Array, source: Float32Array, at: number): void {
  const skip = Math.max(0, -at);
  if (skip < source.length) target.set(source.subarray(skip, skip + target.length - Math.max(0, at)), Math.max(0, at));
}
