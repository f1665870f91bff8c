import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Character } from '../morse/character.js';
import { heardAlone } from './heard-alone.js';

/** Words of codes, each with its time (s) and confidence; a code lasts 0.1 s. */
const text = (...words: readonly (readonly [time: number, codes: string, confidence?: number])[]): Character[] =>
  words.flatMap(([time, codes, confidence = 0.9]) => [
    ...[...codes].map((letter, i) => {
      const start = time + 0.2 * i;
      return { text: letter, code: letter, start, end: start + 0.1, confidence, final: true };
    }),
    { text: ' ', code: '', start: time, end: time, confidence: 1, final: true },
  ]);
const spelled = (words: readonly (readonly Character[])[]) => words.map((word) => word.map((one) => one.text).join(''));

test('words that only the other channel has heard are somebody else’s', () => {
  const own = text([1, 'TEST'], [5, 'TU']);
  assert.deepEqual(spelled(heardAlone(own, text([3, 'DL1'], [7, 'R']))), ['DL1', 'R']);
});

test('what both have heard, at the same time or a little later, is not heard alone', () => {
  const own = text([1, 'TEST'], [5, 'TU']);
  assert.deepEqual(spelled(heardAlone(own, text([1.03, 'TEST'], [5.4, 'X']))), []);
});

test('a missing letter of a word is not put between the others, nor is what nobody is sure of', () => {
  const own = text([1, 'CQ'], [1.6, 'Q']);
  assert.deepEqual(spelled(heardAlone(own, text([1.4, 'D']))), []);
  assert.deepEqual(spelled(heardAlone(own, text([4, 'EE', 0.3]))), []);
});
