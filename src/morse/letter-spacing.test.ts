import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farnsworth, normal, seeded } from '../../test/support/signals.js';
import { LetterSpacing } from './letter-spacing.js';

const DIT = 0.06;

/** Gaps of words of so many letters, seconds; jitter is the standard deviation of the logarithm. */
function gapsOf(words: readonly number[], [letter, word]: readonly [number, number], jitter = 0, seed = 1): number[] {
  const random = seeded(seed);
  const gaps = words.flatMap((letters) => [...Array.from({ length: letters - 1 }, () => letter), word]);
  return gaps.map((gap) => gap * Math.exp(jitter * normal(random)));
}

const learners = (wpm: number, overall: number): [number, number] => {
  const { letterGap = 3, wordGap = 7 } = farnsworth(wpm, overall);
  const dit = 1.2 / wpm;
  return [letterGap * dit, wordGap * dit];
};

function told(gaps: readonly number[], dit = DIT): LetterSpacing {
  const spacing = new LetterSpacing();
  for (const gap of gaps) spacing.push(gap, dit);
  return spacing;
}

test('two equal gaps of seconds between three letters are no words', () => {
  const [letter, word] = learners(25, 4);
  assert.equal(told([letter], 0.048).spaced, false);
  const spacing = told([letter, letter], 0.048);
  assert.equal(spacing.spaced, true);
  assert.ok(spacing.word(letter) < 0.1 && spacing.word(word) > 0.9);
});

test("a learner's spacing is known within a word, and a space needs no longer pause than half of one between words", () => {
  for (const [wpm, overall] of [
    [15, 4],
    [18, 5],
    [20, 8],
    [25, 12],
  ] as const) {
    for (const seed of [1, 2, 3]) {
      const [letter, word] = learners(wpm, overall);
      const gaps = gapsOf([5, 4], [letter, word], 0.08, seed);
      const spacing = told(gaps, 1.2 / wpm);
      assert.equal(spacing.spaced, true, `${wpm}/${overall}`);
      assert.ok(spacing.wait > 1.1 * letter && spacing.wait < 0.75 * word, `${wpm}/${overall}: ${spacing.wait}`);
      for (const gap of gapsOf([5, 4], [letter, word], 0.08, seed + 9)) {
        assert.equal(spacing.word(gap) > 0.5, gap > 1.53 * letter);
      }
    }
  }
});

test('words at the usual speed are never taken for spaced letters, by machine or by hand, nor single letters and figures', () => {
  for (const words of [
    [2, 2, 2, 4, 4, 1],
    [1, 2, 1, 1, 3, 1, 1, 2],
    [3, 3, 3, 1, 1, 1, 3],
  ]) {
    for (const jitter of [0, 0.1, 0.25]) {
      const spacing = new LetterSpacing();
      for (const gap of gapsOf(words, [3 * DIT, 7 * DIT], jitter)) {
        spacing.push(gap, DIT);
        assert.equal(spacing.spaced, false);
      }
    }
  }
});

test('where a sender at the usual speed comes on, his gaps count after two letters', () => {
  const [letter, word] = learners(18, 5);
  const spacing = told(gapsOf([4, 4, 3], [letter, word]), 1.2 / 18);
  assert.equal(spacing.spaced, true);
  for (const gap of [3 * DIT, 7 * DIT, 3 * DIT]) spacing.push(gap, DIT);
  assert.equal(spacing.spaced, false);
});

test('the first letter gap tells that the words before it were single letters', () => {
  const [letter, word] = learners(15, 6);
  for (const seed of [1, 2, 3]) {
    const spacing = told(gapsOf([1, 1, 1, 1, 2], [letter, word], 0.08, seed).slice(0, 5), 0.08);
    assert.ok(spacing.word(word) > 0.5 && spacing.word(letter) < 0.5, `${spacing.word(word)}`);
  }
});
