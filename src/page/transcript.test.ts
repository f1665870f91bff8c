import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChannelInfo } from '../engine/types.js';
import type { Character } from '../morse/character.js';
import { clockOf, timedTranscript, transcriptOf } from './transcript.js';

const info: ChannelInfo = {
  id: 1,
  role: 'main',
  activity: 'live',
  frequency: 699.6,
  radioFrequency: null,
  wpm: 24.6,
  snr: 10,
  following: false,
  lastHeard: 9,
};

/** One character each 0.5 s from `start` on. */
const keyed = (text: string, start: number): Character[] =>
  [...text].map((one, i) => ({
    text: one,
    code: one === ' ' ? '' : '.',
    start: start + i * 0.5,
    end: start + i * 0.5 + 0.3,
    confidence: 1,
    final: true,
  }));

test('a saved transcript begins each over with its time in the stream', () => {
  const characters = [...keyed('CQ DE X ', 1), ...keyed('X DE Y', 3725)];
  assert.equal(timedTranscript(info, characters), '700 Hz, 25 WPM\n\n0:00:01  CQ DE X\n1:02:05  X DE Y\n');
});

test('a long over is broken between words, never inside one', () => {
  const characters = keyed(`${'A'.repeat(59)} ${'B'.repeat(70)} CC`, 0);
  const lines = timedTranscript(info, characters).trim().split('\n').slice(2);
  assert.deepEqual(
    lines.map((line) => line.replace(/^\S+ +/, '')),
    [`${'A'.repeat(59)} ${'B'.repeat(70)}`, 'CC'],
  );
});

test('a prosign is copied as it is printed', () => {
  const characters = [...keyed('73 ', 0), { ...(keyed('+', 2)[0] as Character), text: '<AR>' }];
  assert.equal(transcriptOf(characters), '73 <AR>');
});

test('times are hours, minutes, seconds', () => {
  assert.deepEqual([0, 59.9, 60, 3600, 36_061].map(clockOf), ['0:00:00', '0:00:59', '0:01:00', '1:00:00', '10:01:01']);
});

test('with a dial a saved transcript begins with the radio frequency', () => {
  const [heading] = timedTranscript({ ...info, radioFrequency: 14_025.62 }, keyed('CQ', 1)).split('\n');
  assert.equal(heading, '14\u202f025.62 kHz (700 Hz), 25 WPM');
});
