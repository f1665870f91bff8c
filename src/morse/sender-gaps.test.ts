import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SenderGaps } from './sender-gaps.js';

test('an over after some seconds begins a new word, though the model has not said so', () => {
  const gaps = new SenderGaps();
  for (const gap of [0.18, 0.18, 0.42, 0.18]) assert.equal(gaps.push(gap, 0.06), false);
  assert.equal(gaps.push(2.5, 0.06), true);
});

test("learners' code, 18 words a minute spaced for 5: letters 1.57 s apart are one word, 3.66 s part two", () => {
  const gaps = new SenderGaps();
  const dit = 1.2 / 18;
  const judged = [1.57, 1.57, 1.57, 3.66, 1.57, 1.57, 3.66].map((gap) => gaps.push(gap, dit));
  assert.deepEqual(judged, [false, false, false, true, false, false, true]);
});

test('while nothing is known of the sender, only a long pause parts two words', () => {
  assert.equal(new SenderGaps().push(2.1, 0.048), false);
  assert.equal(new SenderGaps().push(5, 0.048), true);
});
