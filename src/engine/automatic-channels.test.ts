import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Candidate } from '../dsp/station-list.js';
import { type PlannedChannel, planChannels } from './automatic-channels.js';

const signal = (frequency: number, snr = 10, score = 0.8): Candidate => ({
  frequency,
  snr,
  since: 0,
  resumed: 0,
  lastHeard: 1,
  score,
});
const channel = (id: number, frequency: number, more: Partial<PlannedChannel> = {}): PlannedChannel => ({
  id,
  role: 'automatic',
  frequency,
  snr: 10,
  announced: true,
  silence: 0,
  lastHeard: 1,
  ...more,
});
const frequencies = (candidates: readonly Candidate[]) => candidates.map(({ frequency }) => frequency);

test('the surest signals get the channels that there are', () => {
  const { open, close } = planChannels([signal(500, 5, 0.4), signal(800, 9, 0.9), signal(1100, 9, 0.7)], [], 2);
  assert.deepEqual(frequencies(open), [800, 1100]);
  assert.deepEqual(close, []);
});

test('a signal that has a channel, main, pinned or automatic, gets no second one', () => {
  const channels = [channel(1, 500, { role: 'main' }), channel(2, 700, { role: 'pinned' }), channel(3, 900)];
  assert.deepEqual(planChannels([signal(512), signal(695), signal(905)], channels, 8).open, []);
});

test('the clicks beside a strong signal are no signal; one of equal strength 40 Hz away is', () => {
  const strong = [channel(1, 600, { snr: 40 })];
  assert.deepEqual(planChannels([signal(645, 8)], strong, 8).open, []);
  assert.deepEqual(frequencies(planChannels([signal(640, 35)], strong, 8).open), [640]);
});

test('a suspicion without text is dropped after 12 s, a station that pauses is not', () => {
  const channels = [channel(1, 500, { announced: false, silence: 13 }), channel(2, 900, { silence: 40 })];
  assert.deepEqual(planChannels([], channels, 8).close, [1]);
});

test('a silent station keeps its channel for two minutes, for 45 s when others have no room', () => {
  const silent = [channel(1, 500, { silence: 60 })];
  assert.deepEqual(planChannels([], silent, 8).close, []);
  assert.deepEqual(planChannels([signal(900)], silent, 8).close, []);
  assert.deepEqual(planChannels([signal(900)], silent, 1).close, [1]);
  assert.deepEqual(planChannels([], [channel(1, 500, { silence: 121 })], 8).close, [1]);
});

test('when all channels are taken a stronger signal gets that of one that is silent, never of one that sends', () => {
  const sending = [channel(1, 500, { snr: 3 })];
  assert.deepEqual(planChannels([signal(900, 20)], sending, 1).close, []);
  assert.deepEqual(planChannels([signal(900, 20)], [channel(1, 500, { snr: 3, silence: 20 })], 1).close, [1]);
});

test('two channels that have drifted onto one signal become one, and the main one stays', () => {
  assert.deepEqual(planChannels([], [channel(1, 500), channel(2, 506)], 8).join, [[2, 1]]);
  assert.deepEqual(planChannels([], [channel(1, 500), channel(2, 506, { role: 'main' })], 8).join, [[1, 2]]);
});

test('fewer channels wanted: the weakest go; 0 closes all', () => {
  const channels = [channel(1, 500, { snr: 20 }), channel(2, 700, { snr: 3 })];
  assert.deepEqual(planChannels([], channels, 1).close, [2]);
  assert.deepEqual(planChannels([], channels, 0).close, [2, 1]);
});

test('a weak signal beside a strong one is taken for its clicks, unless that one is silent', () => {
  const strong = channel(1, 650, { snr: 15 });
  assert.deepEqual(planChannels([signal(680, -3)], [strong], 8).open, []);
  const silent = { ...strong, lastHeard: -3 };
  assert.deepEqual(frequencies(planChannels([signal(680, -3)], [silent], 8).open), [680]);
  assert.deepEqual(planChannels([signal(665, -3)], [silent], 8).open, [], 'as near as that it is the same one');
});
