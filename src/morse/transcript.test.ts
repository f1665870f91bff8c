import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../test/support/signals.js';
import type { Character } from './character.js';
import { mergeAtSeam, type Splice, Transcript } from './transcript.js';

/** Characters of a text, 0.3 s long, 0.4 s apart, a space 0.4 s, shifted by up to `jitter` s. */
const sent = (text: string, jitter = (): number => 0): Character[] =>
  [...text].map((letter, i) => {
    const space = letter === ' ';
    const start = 0.4 * i + jitter();
    return { text: letter, code: space ? '' : '.', start, end: start + 0.3 + jitter(), confidence: 1, final: true };
  });

const textOf = (chars: readonly Character[]): string => chars.map((c) => c.text).join('');

test('a page that applies the splices has the same text', () => {
  const random = seeded(1);
  const transcript = new Transcript(200);
  let page: Character[] = [];
  const apply = (splice: Splice | null): void => {
    if (splice) page = page.toSpliced(splice.index, splice.remove, ...splice.insert);
    assert.deepEqual(page, transcript.characters);
    assert.ok(!textOf(page).includes('  '));
  };
  let time = 0;
  for (let round = 0; round < 400; round++) {
    const letters = Array.from({ length: 1 + Math.floor(random() * 6) }, () => (random() < 0.3 ? ' ' : 'X')).join('');
    if (random() < 0.8) {
      const chars = sent(letters).map((c) => ({ ...c, start: c.start + time, end: c.end + time }));
      time += 0.4 * letters.length;
      apply(transcript.append(chars));
    } else {
      const from = time * random();
      const fresh = sent(letters).map((c) => ({ ...c, start: c.start + from, end: c.end + from }));
      apply(transcript.replaceSpan(from, from + 0.4 * letters.length, fresh));
    }
    apply(transcript.trim());
    assert.ok(transcript.characters.length <= 200);
  }
  apply(transcript.clear());
  assert.equal(transcript.text(), '');
});

test('replacing a span leaves what is outside it, and earlier snapshots, alone', () => {
  const transcript = new Transcript();
  transcript.append(sent('CQ DE K1ABC'));
  const before = transcript.characters;
  const fresh = sent('CQ XX K1ABC').slice(3, 5);
  const splice = transcript.replaceSpan(1.2, 2.0, fresh);
  assert.deepEqual([splice.index, splice.remove, splice.insert], [3, 2, fresh]);
  assert.equal(transcript.text(), 'CQ XX K1ABC');
  assert.equal(textOf(before), 'CQ DE K1ABC');
  transcript.replaceSpan(2.5, Number.POSITIVE_INFINITY, []);
  assert.equal(transcript.text(), 'CQ XX ');
});

test('where a word is taken out from between two spaces, one of them goes with it', () => {
  const transcript = new Transcript();
  const page = sent('CQ DE K1ABC');
  transcript.append(page);
  const { index, remove, insert } = transcript.replaceSpan(1.1, 2.0, []);
  assert.equal(transcript.text(), 'CQ K1ABC');
  assert.equal(textOf(page.toSpliced(index, remove, ...insert)), 'CQ K1ABC');
});

test('wherever the seam lies and however times jitter, no character is lost or doubled', () => {
  const random = seeded(2);
  const text = 'THE QUICK BROWN FOX E E T T JUMPS OVER 73';
  const jitter = (): number => 0.12 * (random() - 0.5);
  for (let round = 0; round < 3000; round++) {
    const seam = random() * 0.4 * text.length;
    const old = sent(text, jitter).filter((c) => c.start < seam + random());
    const fresh = sent(text, jitter).filter((c) => c.start > seam - 0.5 - random());
    assert.equal(textOf(mergeAtSeam(old, fresh, seam)), text, `seam ${seam}`);
  }
});

test('an old text that ends before the seam, or an empty one, is continued', () => {
  const text = 'CQ DE K1ABC';
  const chars = sent(text);
  assert.equal(textOf(mergeAtSeam(chars.slice(0, 5), chars.slice(5), 2)), text);
  assert.equal(textOf(mergeAtSeam([], chars, 0)), text);
  assert.equal(textOf(mergeAtSeam(chars, [], 100)), text);
  assert.equal(textOf(mergeAtSeam([], [], 1)), '');
});

test('the fresh decode is right after the seam, the old one before it', () => {
  const old = sent('AAAAAAAAAA');
  const fresh = sent('BBBBBBBBBB');
  assert.equal(textOf(mergeAtSeam(old, fresh, 2)), 'AAAAABBBBB');
});
