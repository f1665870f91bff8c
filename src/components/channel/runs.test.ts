import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Character } from '../../morse/character.js';
import { directionOf, tailRuns } from './runs.js';

const character = (text: string, confidence = 1, final = true): Character => ({
  text,
  code: text === ' ' ? '' : '.',
  start: 0,
  end: 0,
  confidence,
  final,
});

test('characters alike share one run, word spaces do not end it', () => {
  const runs = tailRuns(
    [...'CQ CQ'].map((text) => character(text, text === ' ' ? 0.3 : 0.95)),
    50,
  );
  assert.deepEqual(runs, [{ style: '', text: 'CQ CQ' }]);
});

test('doubtful characters are marked, their underline ends before the space', () => {
  const runs = tailRuns([character('A'), character('B', 0.2), character(' '), character('C', 0.6)], 50);
  assert.deepEqual(runs, [
    { style: '', text: 'A' },
    { style: 'doubtful', text: 'B' },
    { style: '', text: ' ' },
    { style: 'fair', text: 'C' },
  ]);
});

test('what may still change is told apart from what is final', () => {
  assert.deepEqual(tailRuns([character('A'), character('B', 1, false)], 50).at(-1), {
    style: 'provisional',
    text: 'B',
  });
});

test('only the tail is taken', () => {
  const text = tailRuns(
    [...'ABCDEFGH'].map((letter) => character(letter)),
    3,
  )
    .map((run) => run.text)
    .join('');
  assert.equal(text, 'FGH');
});

test('a word space at the end is not shown, where it would move the line', () => {
  assert.deepEqual(tailRuns([character('A'), character(' ')], 1), [{ style: '', text: 'A' }]);
  assert.deepEqual(tailRuns([character(' ')], 5), []);
});

test('a line runs as most of its letters do, so that its newest end is known', () => {
  const line = (text: string) =>
    directionOf(
      tailRuns(
        [...text].map((letter) => character(letter)),
        50,
      ),
    );
  assert.equal(line('CQ DE K1ABC'), 'ltr');
  assert.equal(line('שלום 599 TU'), 'rtl');
  assert.equal(line('DE 4X1AA שלום עולם'), 'rtl');
  assert.equal(line('599 73'), 'ltr');
  assert.equal(line(''), 'ltr');
});
