import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fist, keying, type Mark } from '../../test/support/signals.js';
import { alphabet } from './codes.js';
import { KeyMarks } from './key-marks.js';
import { type FoundCode, MissedCodes } from './missed-codes.js';

const STEP = 0.016;
const DIT = 0.06;
const HURRIED: Fist = { wpm: 20, start: 0.5, letterGap: 2.1, wordGap: 5 };
const international = alphabet('international');

interface Sent extends FoundCode {
  /** To the code before it in its word, seconds. */
  readonly gap: number | null;
}

/** Codes of a text with their times, and the keying trace as a model gives it: soft edges, `clear` inside a mark. */
function send(text: string, fist: Fist, clear = 0.99): { codes: Sent[]; marks: KeyMarks } {
  const spans = keying(text, fist);
  const codes: Sent[] = [];
  let next = 0;
  let spaced = true;
  for (const code of international.encode(text)) {
    if (code === '') {
      spaced = true;
      continue;
    }
    const last = spans[next + code.length - 1] as Mark;
    const gap = spaced ? null : (spans[next] as Mark)[0] - (codes.at(-1)?.end ?? 0);
    codes.push({ code, start: (spans[next] as Mark)[0] - STEP / 2, end: last[1] + STEP / 2, gap });
    spaced = false;
    next += code.length;
  }
  const marks = new KeyMarks();
  for (let time = 0; time < (spans.at(-1) as Mark)[1] + 1; time += STEP) {
    const inside = Math.max(...spans.map(([from, to]) => Math.min(time - from, to - time)));
    marks.push(clear / (1 + Math.exp(-inside / 0.001)), time);
  }
  return { codes, marks };
}

/** What is found for the codes from `from` to before `to`, when all others have been read. */
function missed(text: string, from: number, to: number, fist = HURRIED, { clear = 0.99, hint = 0 } = {}): string {
  const { codes, marks } = send(text, fist, clear);
  const codesMissed = new MissedCodes();
  for (const code of codes.slice(0, from)) codesMissed.learn(code, marks, code.gap);
  const [before, behind] = [codes[from - 1] as Sent, codes[to] as Sent];
  const found = codesMissed.copy().find(marks, before.end, behind.start, hint);
  found.forEach(({ start, end }, i) => {
    const sent = codes[from + i];
    if (!sent || found.length !== to - from) return;
    assert.ok(Math.abs(start - sent.start) < DIT / 3, `${start} ${sent.start}`);
    assert.ok(Math.abs(end - sent.end) < DIT / 3, `${end} ${sent.end}`);
  });
  return found.map(({ code }) => international.decode(code)).join('');
}

test('letters that run together are read from the marks', () => {
  assert.equal(missed('CQ DE G3ABC', 6, 8), 'AB');
  assert.equal(missed('TNX NAME 05 OK', 7, 9), '05');
  assert.equal(missed('TNX NAME FRED ES', 8, 9), 'R');
});

test('nothing is looked for in what is sent at the usual spacing, which models read', () => {
  assert.equal(missed('CQ DE G3ABC', 6, 8, { ...HURRIED, letterGap: 3, wordGap: 7 }), '');
});

test('a lone mark is a letter only where the model has thought of one', () => {
  assert.equal(missed('TNX NAME FRED ES', 9, 10), '');
  assert.equal(missed('TNX NAME FRED ES', 9, 10, HURRIED, { hint: 0.1 }), 'E');
});

test('marks that are not clear are not read', () => {
  assert.equal(missed('CQ DE G3ABC', 6, 8, HURRIED, { clear: 0.8 }), '');
});

test('a mark that stands at a code as its elements do belongs to that code', () => {
  const { codes, marks } = send('CQ DE G3ABC', HURRIED);
  const codesMissed = new MissedCodes();
  for (const code of codes.slice(0, 7)) codesMissed.learn(code, marks, code.gap);
  // B was read as its first two marks.
  const b = codes[7] as Sent;
  assert.deepEqual(codesMissed.find(marks, b.start + STEP / 2 + 5 * DIT, (codes[8] as Sent).start, 1), []);
});

test('before three lengths of each kind were heard nothing is found', () => {
  assert.equal(missed('ET AB', 2, 3), '');
});
