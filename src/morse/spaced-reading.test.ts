import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farnsworth, keying } from '../../test/support/signals.js';
import { alphabet } from './codes.js';
import type { DecodedToken } from './ctc.js';
import { SpacedReading } from './spaced-reading.js';

const international = alphabet('international');

/** Codes at their times, with a space wherever the gap is longer than 7 dits, as a model that knows no spacing has it. */
function naive(text: string, wpm: number, overall: number): DecodedToken[] {
  const marks = keying(text, farnsworth(wpm, overall));
  const tokens: DecodedToken[] = [];
  let next = 0;
  for (const code of international.encode(text)) {
    if (code === '') continue;
    const [start, end] = [marks[next]?.[0] ?? 0, marks[next + code.length - 1]?.[1] ?? 0];
    const before = tokens.at(-1)?.end ?? start;
    if (tokens.length > 0) tokens.push({ code: '', space: true, frame: 0, start: before, end: start, confidence: 0.9 });
    tokens.push({ code, space: false, frame: 0, start, end, confidence: 0.9 });
    next += code.length;
  }
  return tokens;
}

const textOf = (tokens: readonly DecodedToken[]) =>
  tokens.map(({ space, code }) => (space ? ' ' : international.decode(code))).join('');

test('three seconds at a time with four of look-ahead, learners are given their words from the first letter on', () => {
  const text = 'TEA TIME ANNA';
  const tokens = naive(text, 25, 4);
  assert.equal(textOf(tokens), 'T E A T I M E A N N A');
  const reading = new SpacedReading();
  const read: DecodedToken[] = [];
  const length = (tokens.at(-1)?.end ?? 0) + 8;
  for (let from = -3; from < length; from += 3) {
    const within = (start: number, end: number) => tokens.filter((one) => one.end > start && one.end <= end);
    read.push(...reading.judge(within(from, from + 3), within(from + 3, from + 7), from + 7));
  }
  assert.equal(textOf(read), `${text} `);
});

test('the reading of another sender stays as it is', () => {
  const tokens = naive('CQ CQ DE K', 20, 20).filter(({ space, start, end }) => !space || end - start > 0.3);
  assert.equal(textOf(tokens), 'CQ CQ DE K');
  assert.deepEqual(new SpacedReading().judge(tokens, [], 60), tokens);
});

test('where a sender at the usual speed answers, the words before stay whole, and those after are the reading’s', () => {
  const learner = naive('NAME IS ANNA', 20, 8);
  const shift = (learner.at(-1)?.end ?? 0) + 3;
  const answer = naive('R R TNX', 24, 24)
    .map((one) => ({ ...one, start: one.start + shift, end: one.end + shift }))
    .filter(({ space, start, end }) => !space || end - start > 0.3);
  const pause = { code: '', space: true, frame: 0, start: shift - 3, end: shift, confidence: 0.9 };
  assert.equal(textOf(new SpacedReading().judge([...learner, pause], answer, 60)).trim(), 'NAME IS ANNA');
  assert.equal(textOf(new SpacedReading().judge([...learner, pause, ...answer], [], 60)), 'NAME IS ANNA R R TNX');
});
