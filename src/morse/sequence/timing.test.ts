import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstFist, lengthsOf, refine, type TimedCode } from './timing.js';

const DIT = 0.03;

/** A keyer's codes: letters 2.5 dits apart, words 4, and what is given before some of them. */
function keyed(text: string, pauses: Readonly<Record<number, number>>): TimedCode[] {
  let time = 0;
  let spaced = true;
  let read = 0;
  const codes: TimedCode[] = [];
  for (const letter of text) {
    if (letter === ' ') {
      spaced = true;
      continue;
    }
    time += DIT * (pauses[read++] ?? (spaced ? 4 : 2.5));
    const marks = [...(letter === 'E' ? '.' : '-.-')].map((mark) => {
      const span = { start: time, end: time + DIT * (mark === '-' ? 3 : 1) };
      time = span.end + DIT;
      return span;
    });
    time -= DIT;
    codes.push({ code: letter === 'E' ? '.' : '-.-', marks, spaced });
    spaced = false;
  }
  return codes;
}

test('a pause between overs says nothing about the gap between words', () => {
  const sent = keyed('KE KEEK KE KEKE KE', { 6: 18, 12: 25 });
  const first = firstFist(sent, DIT);
  assert.ok(Math.abs(first.letterGap.mean - 2.6) < 0.2, JSON.stringify(first));
  assert.ok(first.wordGap.mean > 4 && first.wordGap.mean < 5.5, JSON.stringify(first));
  const fist = refine(
    lengthsOf(sent, () => DIT),
    first,
  );
  assert.ok(fist.wordGap.mean > 3.9 && fist.wordGap.mean < 5.2 && fist.wordGap.spread < 1.3, JSON.stringify(fist));
});
