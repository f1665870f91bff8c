import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChannelInfo, ReceiverEvent, ReceiverStatus } from '../engine/types.js';
import type { Character } from '../morse/character.js';
import { DECODING_SECONDS, extendTrace, reduce, TRACE_SECONDS, TRACE_STEP } from './reducer.js';
import { channelOf, type DecoderSnapshot, INITIAL_SNAPSHOT } from './snapshot.js';

const info = (id: number, change: Partial<ChannelInfo> = {}): ChannelInfo => ({
  id,
  role: 'automatic',
  activity: 'live',
  frequency: 600 + id,
  radioFrequency: null,
  wpm: null,
  snr: null,
  following: false,
  lastHeard: null,
  ...change,
});

const character = (text: string, start = 0): Character => ({
  text,
  code: '.',
  start,
  end: start + 0.1,
  confidence: 0.9,
  final: true,
});

const status = (time: number): ReceiverEvent => {
  const full: ReceiverStatus = {
    time,
    oldest: Math.max(0, time - 120),
    level: -30,
    clipping: false,
    lag: 0,
    sampleRate: 48_000,
    latency: 100,
    badSamples: 0,
    work: 0,
    stations: 0,
    unsettled: 0,
  };
  return { type: 'status', status: full };
};

const after = (events: readonly ReceiverEvent[], from: DecoderSnapshot = INITIAL_SNAPSHOT): DecoderSnapshot =>
  events.reduce(reduce, from);

const textOfMain = (snapshot: DecoderSnapshot): string =>
  (channelOf(snapshot, null)?.characters ?? []).map(({ text }) => text).join('');

test('a re-decode replaces its span and leaves the live text after it', () => {
  const snapshot = after([
    { type: 'channel-opened', channel: info(1, { role: 'main' }) },
    {
      type: 'text',
      radioFrequency: null,
      splice: { channel: 1, index: 0, remove: 0, insert: [...'CQEEK'].map((c) => character(c)) },
    },
    {
      type: 'text',
      radioFrequency: null,
      splice: { channel: 1, index: 2, remove: 2, insert: [character(' '), character('D')] },
    },
  ]);
  assert.equal(textOfMain(snapshot), 'CQ DK');
});

test('make-main swaps which channel the decoder shows as its main one', () => {
  const snapshot = after([
    { type: 'channel-opened', channel: info(1, { role: 'main' }) },
    { type: 'channel-opened', channel: info(2) },
    { type: 'channel-changed', channel: info(1) },
    { type: 'channel-changed', channel: info(2, { role: 'main' }) },
  ]);
  assert.equal(snapshot.mainId, 2);
});

test('text of a channel that has just been closed does not open it again', () => {
  const closed = after([
    { type: 'channel-opened', channel: info(1) },
    { type: 'channel-closed', id: 1 },
  ]);
  const late = reduce(closed, {
    type: 'text',
    radioFrequency: null,
    splice: { channel: 1, index: 0, remove: 0, insert: [character('E')] },
  });
  assert.equal(late, closed);
});

test('it is decoding for five seconds of stream time after a character, then listening', () => {
  const listening = after([status(10), { type: 'channel-opened', channel: info(1, { role: 'main' }) }], {
    ...INITIAL_SNAPSHOT,
    state: 'listening',
  });
  assert.equal(listening.state, 'listening');
  const printed = reduce(listening, {
    type: 'text',
    radioFrequency: null,
    splice: { channel: 1, index: 0, remove: 0, insert: [character('E', 9.8)] },
  });
  assert.equal(printed.state, 'decoding');
  assert.equal(reduce(printed, status(10 + DECODING_SECONDS)).state, 'decoding');
  assert.equal(reduce(printed, status(10 + DECODING_SECONDS + 0.1)).state, 'listening');
});

test('text that becomes final when the station has long stopped is not printed anew', () => {
  const printed = after(
    [
      status(10),
      { type: 'channel-opened', channel: info(1, { role: 'main' }) },
      {
        type: 'text',
        radioFrequency: null,
        splice: { channel: 1, index: 0, remove: 0, insert: [{ ...character('E', 9.8), final: false }] },
      },
      status(17),
    ],
    { ...INITIAL_SNAPSHOT, state: 'listening' },
  );
  const final = reduce(printed, {
    type: 'text',
    radioFrequency: null,
    splice: { channel: 1, index: 0, remove: 1, insert: [character('E', 9.82)] },
  });
  assert.equal(final.state, 'listening');
  assert.equal(channelOf(final, 1)?.characters[0]?.final, true);
});

test('text that arrives after stop does not make a paused decoder look busy', () => {
  const paused = after([status(10), { type: 'channel-opened', channel: info(1, { role: 'main' }) }], {
    ...INITIAL_SNAPSHOT,
    state: 'paused',
  });
  const late = reduce(paused, {
    type: 'text',
    radioFrequency: null,
    splice: { channel: 1, index: 0, remove: 0, insert: [character('E')] },
  });
  assert.equal(late.state, 'paused');
});

test('views may compare snapshots by identity: nothing in one is ever changed', () => {
  const before = after([{ type: 'channel-opened', channel: info(1, { role: 'main' }) }]);
  const next = reduce(before, {
    type: 'text',
    radioFrequency: null,
    splice: { channel: 1, index: 0, remove: 0, insert: [character('E')] },
  });
  assert.notEqual(next, before);
  assert.equal(textOfMain(before), '');
  assert.ok(Object.isFrozen(next) && Object.isFrozen(next.channels) && Object.isFrozen(next.channels[0]));
});

test('a channel has the name of who sends there; a spot that is told again changes nothing, and a mistake takes its own name only', () => {
  const spot = (callsign: string) => ({
    ...{ id: 1, channel: 1, callsign, type: 'dx', frequency: 601, radioFrequency: null, wpm: 20, snr: 10 },
    ...{ confidence: 0.9, count: 2, time: 5, first: 5, utc: null },
  });
  const heard = (callsign: string) => ({ type: 'sender', channel: 1, callsign }) as const;
  const told = (callsign: string, change: 'again' | 'withdrawn') =>
    ({ type: 'spot', change, spot: { ...spot(callsign), type: 'dx' } }) as const;
  const steps: (readonly [ReceiverEvent, string | null])[] = [
    [{ type: 'channel-opened', channel: info(1) }, null],
    [heard('K1ABC'), 'K1ABC'],
    [heard('G4XYZ'), 'G4XYZ'],
    [told('K1ABC', 'again'), 'G4XYZ'],
    [told('K1ABC', 'withdrawn'), 'G4XYZ'],
    [told('G4XYZ', 'withdrawn'), null],
  ];
  let snapshot = INITIAL_SNAPSHOT;
  for (const [event, callsign] of steps) {
    snapshot = reduce(snapshot, event);
    assert.equal(channelOf(snapshot, 1)?.callsign, callsign);
  }
});

test('side channels keep no keying trace', () => {
  const snapshot = after([
    { type: 'channel-opened', channel: info(1) },
    { type: 'trace', trace: { channel: 1, time: 0, key: new Float32Array(4) } },
  ]);
  assert.equal(channelOf(snapshot, 1)?.trace, null);
});

test('a trace joins its pieces, fills gaps with key up, and keeps its last seconds', () => {
  const one = extendTrace(null, { time: 1, key: Float32Array.of(1, 1) });
  const joined = extendTrace(one, { time: 1 + 3 * TRACE_STEP, key: Float32Array.of(0.5) });
  assert.deepEqual([...joined.key], [1, 1, 0, 0.5]);
  assert.equal(joined.time, 1);

  const again = extendTrace(joined, { time: 1 + TRACE_STEP, key: Float32Array.of(0.25) });
  assert.deepEqual([...again.key], [1, 0.25, 0, 0.5]);

  const later = extendTrace(again, { time: 100, key: Float32Array.of(1) });
  assert.equal(later.key.length, Math.round(TRACE_SECONDS / TRACE_STEP));
  assert.equal(later.key.at(-1), 1);
  assert.ok(Math.abs(later.time + later.key.length * TRACE_STEP - (100 + TRACE_STEP)) < TRACE_STEP);
});
