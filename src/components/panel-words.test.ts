import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChannelInfo, ReceiverStatus } from '../engine/types.js';
import { reduce } from '../page/reducer.js';
import { type DecoderSnapshot, INITIAL_SNAPSHOT } from '../page/snapshot.js';
import { poolWords, soundAdvice } from './panel-words.js';

const info = { role: 'main', activity: 'live', frequency: 700, radioFrequency: null, wpm: null, snr: null } as const;
const main: ChannelInfo = { ...info, id: 1, following: false, lastHeard: null };

test('who is tuned to where the sound has nothing is told so', () => {
  const status = { sampleRate: 48_000, level: -20, clipping: false } as ReceiverStatus;
  const running: DecoderSnapshot = { ...INITIAL_SNAPSHOT, state: 'listening', status };
  const tunedTo = (frequency: number) =>
    soundAdvice(reduce(running, { type: 'channel-opened', channel: { ...main, frequency } }));
  assert.equal(tunedTo(96_000), 'There is nothing at 96000 Hz: the sound ends at 24000 Hz.');
  assert.equal(tunedTo(-9000), '');
  assert.equal(soundAdvice(running), '');
});

test('who hears nothing of a player is told that it may be muted', () => {
  const status = { sampleRate: 48_000, level: -200, clipping: false } as ReceiverStatus;
  const silent = (kind: 'media-element' | 'microphone') =>
    soundAdvice({
      ...INITIAL_SNAPSHOT,
      state: 'listening',
      status,
      source: { kind, label: '', sampleRate: 48_000, processing: null },
    });
  assert.equal(silent('media-element'), 'No sound comes in: the player may be muted.');
  assert.equal(silent('microphone'), 'No sound comes in.');
});

test('the channels that are counted are those of this decoder, not the slots of the page’s workers', () => {
  const worker = { id: 1, slots: 2, busy: 0.25, queue: 0, meanBatch: 1, memory: 0 };
  const status = { latency: 210 } as ReceiverStatus;
  // The main channel has a slot of each model.
  const running: DecoderSnapshot = { ...INITIAL_SNAPSHOT, state: 'listening', status, pool: [worker] };
  const one = reduce(running, { type: 'channel-opened', channel: main });
  assert.equal(poolWords(one), '1 worker, 25 % busy, 1 channel, text after 210 ms');
  const two = reduce(one, { type: 'channel-opened', channel: { ...main, id: 2, role: 'automatic' } });
  assert.match(poolWords(two), /, 2 channels,/);
});
