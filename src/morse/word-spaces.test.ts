import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farnsworth } from '../../test/support/signals.js';
import { type SpaceVerdict, WordSpaces } from './word-spaces.js';

/** Dits after which a model calls a pause a word space, and seconds from one output to the next. */
const TOLD = 6;
const STEP = 0.016;

interface Told {
  readonly text: string;
  /** Seconds into each gap at which its space was given. */
  readonly delays: readonly (number | null)[];
  readonly doubtful: readonly boolean[];
  readonly verdicts: readonly SpaceVerdict[];
}

/** A text of one-mark letters with these gaps (seconds) and marks of 1.5 dits, as a live decoder would go through it. */
function tell(text: string, gaps: readonly number[], dit: number): Told {
  const spaces = new WordSpaces(true);
  const printed: { text: string; start: number }[] = [];
  const delays: (number | null)[] = [];
  const doubtful: boolean[] = [];
  const verdicts: SpaceVerdict[] = [];
  let end = 0;
  const space = (delay: number | null) => {
    printed.push({ text: ' ', start: end });
    if (delay === null) return;
    doubtful.push(spaces.doubtful);
    spaces.gave(end);
  };
  [...text].forEach((letter, i) => {
    const gap = gaps[i - 1];
    if (gap !== undefined) {
      let delay: number | null = null;
      for (let pause = 0; pause < gap; pause += STEP) {
        spaces.lasts(pause);
        if (delay === null && (spaces.due(pause) || (pause > TOLD * dit && !spaces.waits(pause)))) {
          delay = pause;
          space(pause);
        }
      }
      const word = spaces.code(gap, dit, gap > TOLD * dit);
      if (delay === null && word !== null && word > 0.5) space(null);
      delays.push(delay);
      end += gap;
    }
    for (const verdict of spaces.takeVerdicts()) {
      verdicts.push(verdict);
      const at = printed.findIndex((one) => one.text === ' ' && one.start === verdict.start);
      if (!verdict.word) printed.splice(at, 1);
    }
    printed.push({ text: letter, start: end });
    end += 1.5 * dit;
  });
  return { text: printed.map((one) => one.text).join(''), delays, doubtful, verdicts };
}

const learnersGaps = (text: string, wpm: number, overall: number): number[] => {
  const { letterGap = 3, wordGap = 7 } = farnsworth(wpm, overall);
  const gaps: number[] = [];
  for (let i = 1; i < text.length; i++) {
    if (text[i] === ' ') gaps.push((wordGap * 1.2) / wpm);
    else if (text[i - 1] !== ' ') gaps.push((letterGap * 1.2) / wpm);
  }
  return gaps;
};

test("learners' words are whole: the spaces of the first letters are withdrawn at the third, no others are given", () => {
  const text = 'TET ETTE ET';
  const { text: printed, doubtful, verdicts, delays } = tell(text.replace(/ /g, ''), learnersGaps(text, 25, 4), 0.048);
  assert.equal(printed, text);
  assert.deepEqual(doubtful.slice(0, 1), [true]);
  assert.equal(verdicts.filter(({ word }) => !word).length, 2);
  // A letter gap is 2.13 s and a word gap 4.97 s.
  for (const gap of [3, 7]) assert.ok((delays[gap - 1] ?? 9) < 3.3, `${delays}`);
});

test('a text that begins with a word of one letter is told apart from spaced letters with the next word', () => {
  const text = 'T ETTE';
  assert.equal(tell('TETTE', learnersGaps(text, 18, 5), 1.2 / 18).text, text);
});

test('of a sender at the usual speed only the space after a first letter that stands alone is in doubt, and not for long', () => {
  const text = 'T ET TTE T E TETE';
  const dit = 0.06;
  const { text: printed, doubtful, verdicts } = tell(text.replace(/ /g, ''), learnersGaps(text, 20, 20), dit);
  assert.equal(printed, text);
  assert.deepEqual(doubtful, [true, false, false, false, false]);
  assert.deepEqual(verdicts, [{ start: 1.5 * dit, word: true }]);
});

test('a lone letter with nothing behind it parts words after three seconds', () => {
  const spaces = new WordSpaces(true);
  spaces.code(5, 0.06, false);
  spaces.gave(1);
  spaces.lasts(2.9);
  assert.deepEqual(spaces.takeVerdicts(), []);
  spaces.lasts(3.1);
  assert.deepEqual(spaces.takeVerdicts(), [{ start: 1, word: true }]);
});
