import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameSignal, sharedRuns } from './same-signal.js';

/** Codes of a text, each with its start and end, s. */
const sent = (...codes: readonly [code: string, start: number, end: number][]) =>
  codes.map(([code, start, end]) => ({ text: code, code, start, end, confidence: 1, final: true }));

test('two channels follow one signal when their newest codes are the same at the same time', () => {
  const one = sent(['-.-.', 1, 1.7], ['', 1.7, 2], ['.-', 2, 2.3], ['---', 2.5, 3.1], ['-', 9, 9.2]);
  assert.ok(isSameSignal(one, sent(['.-', 2.02, 2.31], ['---', 2.49, 3.1]), 3.2));
  // Another station sends the same word a moment later.
  assert.ok(!isSameSignal(one, sent(['.-', 2.2, 2.5], ['---', 2.7, 3.3]), 3.2));
  // Only the end of what was sent is heard in both.
  assert.ok(!isSameSignal(one, sent(['-', 1.5, 1.7], ['---', 2.5, 3.1]), 3.2));
  // A single dah at the same time is chance.
  assert.ok(!isSameSignal(sent(['-', 2, 2.2]), sent(['-', 2, 2.2]), 3));
});

test('runs of codes that both have at the same time are found, spaces aside', () => {
  const one = sent(['-.-.', 1, 1.7], ['', 1.7, 2], ['.-', 2, 2.3], ['---', 2.5, 3.1], ['-', 9, 9.2]);
  const other = sent(['-.-.', 1.02, 1.7], ['.-', 2, 2.28], ['...', 2.5, 3.1], ['-', 9, 9.2]);
  const codes = sharedRuns(one, other).map((run) => run.map(({ code }) => code));
  assert.deepEqual(codes, [['-.-.', '.-'], ['-']]);
  assert.deepEqual(sharedRuns(one, []), []);
});
