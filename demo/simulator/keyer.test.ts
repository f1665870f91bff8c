import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIST_NAMES, keyText } from './keyer.js';
import { Random } from './random.js';

test('PARIS with its word gap lasts 50 dits, the definition of a word per minute', () => {
  for (const wpm of [5, 20, 60]) {
    assert.ok(Math.abs(keyText('PARIS', { wpm }).seconds - 60 / wpm) < 1e-9);
  }
});

test('a machine sends marks of 1 and 3 dits with gaps of 1, 3 and 7', () => {
  const { marks } = keyText('AN T', { wpm: 24 });
  const dit = 1.2 / 24;
  const lengths = marks.map(({ duration }) => Math.round(duration / dit));
  const gaps = marks
    .slice(1)
    .map(({ start }, i) => Math.round((start - (marks[i]?.start ?? 0)) / dit - (lengths[i] ?? 0)));
  assert.deepEqual(lengths, [1, 3, 3, 1, 3]);
  assert.deepEqual(gaps, [1, 3, 1, 7]);
});

test('a prosign is one character without a gap inside', () => {
  const [prosign, ...rest] = keyText('<SK>', { wpm: 20 }).characters;
  assert.equal(prosign?.code, '...-.-');
  assert.equal(rest.length, 0);
});

test('a bare code is one character, for scripts that the table lacks', () => {
  const { characters } = keyText('A⟨-..---⟩ ⟨..⟩', { wpm: 20 });
  assert.deepEqual(
    characters.map(({ code }) => code),
    ['.-', '-..---', '..'],
  );
});

test('Farnsworth stretches the gaps and not the marks', () => {
  const plain = keyText('EE E', { wpm: 20 });
  const slow = keyText('EE E', { wpm: 20, spacing: 10 });
  assert.deepEqual(
    slow.marks.map(({ duration }) => duration),
    plain.marks.map(({ duration }) => duration),
  );
  assert.ok(slow.seconds > 1.5 * plain.seconds);
});

test('every hand keeps its speed within a quarter, and its marks apart', () => {
  const text = 'THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG 0123456789';
  const exact = keyText(text, { wpm: 20 }).seconds;
  for (const fist of FIST_NAMES) {
    for (let seed = 0; seed < 20; seed++) {
      const { marks, seconds } = keyText(text, { wpm: 20, fist, random: new Random(seed) });
      assert.ok(Math.abs(seconds / exact - 1) < 0.25, `${fist}: ${seconds} s`);
      for (const [i, mark] of marks.slice(1).entries()) {
        const before = marks[i];
        assert.ok(before && mark.start > before.start + before.duration);
      }
    }
  }
});

test('what cannot be keyed is refused', () => {
  assert.throws(() => keyText('Ж', { wpm: 20 }), RangeError);
  assert.throws(() => keyText('E', { wpm: 0 }), RangeError);
});
