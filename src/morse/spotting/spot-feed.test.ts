import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Character } from './character.js';
import { SpotFeed } from './spot-feed.js';

const sent = (text: string, from: number, final = true): Character[] =>
  [...text].map((letter, i) => ({
    text: letter,
    code: letter === ' ' ? '' : '.',
    start: from + 0.4 * i,
    end: from + 0.4 * i + 0.3,
    confidence: 0.9,
    final,
  }));

/** A text, and the calls that its changes gave. */
class Text {
  characters: Character[] = [];
  readonly #feed = new SpotFeed();

  splice(index: number, remove: number, insert: readonly Character[]): string[] {
    this.characters = this.characters.toSpliced(index, remove, ...insert);
    return this.#feed.take({ index, remove, insert }, this.characters).map(({ callsign }) => callsign);
  }

  append(text: string, from: number, final = true): string[] {
    return this.splice(this.characters.length, 0, sent(text, from, final));
  }
}

test('a call is told when it is final, as it is then, and once', () => {
  const text = new Text();
  assert.deepEqual(text.append('CQ DE K1ABO K ', 0, false), []);
  assert.deepEqual(text.splice(0, 6, sent('CQ DE ', 0)), []);
  assert.deepEqual(text.splice(6, 8, sent('K1ABC K ', 2.4)), ['K1ABC']);
  assert.deepEqual(text.append('CQ DE K1ABC K ', 10), []);
});

test('a past that is read again gives the calls that were missed, and none twice, however old', () => {
  const text = new Text();
  assert.deepEqual(text.append('CQ DE K1ABC K ', 0), ['K1ABC']);
  assert.deepEqual(text.append('CQ DE DL0ZZ9 K ', 100), []);
  assert.deepEqual(text.append('TU 73 ', 200), []);
  const again = [...sent('CQ DE K1ABC K ', 0.02), ...sent('CQ DE DL9ZZ K ', 100), ...sent('TU 73 ', 200)];
  assert.deepEqual(text.splice(0, text.characters.length, again), ['DL9ZZ']);
});

test('a changed word is read with what introduces it; nothing counts as its own repeat', () => {
  const text = new Text();
  assert.deepEqual(text.append('UR RST 599 OK1AA TEST G3 ', 0), []);
  assert.deepEqual(text.splice(text.characters.length - 1, 0, sent('XYZ', 9.65)), ['G3XYZ']);
});

test('text that has grown too long loses its head, and goes on', () => {
  const text = new Text();
  text.append('VVV VVV VVV ', 0);
  text.splice(0, 8, []);
  assert.deepEqual(text.append('DE K1ABC ', 10), ['K1ABC']);
});
