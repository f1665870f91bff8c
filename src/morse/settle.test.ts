import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Character } from './character.js';
import { settleTail } from './settle.js';

/** Characters 0.3 s long, 0.4 s apart; a space lasts 0.4 s. */
const sent = (text: string, from: number, final: boolean, shift = 0): Character[] =>
  [...text].map((letter, i) => {
    const space = letter === ' ';
    const start = from + 0.4 * i + (space ? -0.1 : shift);
    const end = start + (space ? 0.5 : 0.3);
    return { text: letter, code: space ? '' : letter, start, end, confidence: final ? 1 : 0.7, final };
  });
const quick = (text: string, from = 0) => sent(text, from, false);
const careful = (text: string, from = 0) => sent(text, from, true, 0.03);
const textOf = (chars: readonly Character[]) => chars.map(({ text }) => text).join('');

test('what both have becomes final where it stood, with the confidence of the careful reading', () => {
  const tail = quick('CQ DE');
  const { settled, rest } = settleTail(tail, careful('CQ D'), 2);
  assert.equal(textOf(settled), 'CQ D');
  assert.deepEqual(settled[0], { ...tail[0], confidence: 1, final: true });
  assert.deepEqual(rest, tail.slice(4), 'what comes after is the same as before');
});

test('a wrong, a missing and a spare character are put right', () => {
  const wrong = quick('CQDE TEST');
  assert.equal(textOf(settleTail(wrong, careful('CODE TEST'), 4).settled), 'CODE TEST');
  const missing = quick('CODE').filter(({ text }) => text !== 'D');
  assert.equal(textOf(settleTail(missing, careful('CODE'), 2).settled), 'CODE');
  const spare = settleTail(quick('COEDE'), [...careful('CO'), ...careful('DE', 1.2)], 2);
  assert.equal(textOf(spare.settled), 'CODE');
  assert.deepEqual(spare.rest, []);
});

test('what the careful reading has passed without a word goes, but not while it may still decide', () => {
  const tail = quick('CQ');
  assert.equal(textOf(settleTail(tail, [], 0.9).rest), 'CQ');
  assert.equal(textOf(settleTail(tail, [], 1.4).rest), 'Q');
  assert.equal(textOf(settleTail(tail, [], 2).rest), '');
});

test('a word space is the careful reading’s, and stays when nothing follows', () => {
  assert.equal(textOf(settleTail(quick('AB'), careful('A B').slice(0, 2), 0.7).settled), 'A ');
  const split = settleTail(quick('A B'), [careful('A'), careful('B', 0.8)].flat(), 3);
  assert.equal(textOf(split.settled), 'AB');
  const over = quick('K ');
  assert.equal(textOf(settleTail(over, careful('K'), 1).settled), 'K', 'it may be the pause of a slow sender');
  const { settled, rest } = settleTail(over, careful('K'), 4);
  assert.equal(textOf(settled), 'K ');
  assert.equal(settled.at(-1)?.final, true);
  assert.deepEqual(rest, []);
});

test('the space before a letter that the quick reading has lost does not stay behind that letter', () => {
  const tail = quick('BK TU').filter(({ text }) => text !== 'T');
  const { settled, rest } = settleTail(tail, careful('BK TU').slice(0, 4), 2);
  assert.equal(textOf([...settled, ...rest]), 'BK TU');
  assert.equal(textOf(rest), 'U');
});

test('never two word spaces, and none ahead of a text', () => {
  const [space] = quick(' ');
  const before = careful('K ')[1];
  assert.ok(space);
  assert.equal(textOf(settleTail([space, ...quick('A', 0.4)], [], 0, before).rest), 'A');
  assert.equal(textOf(settleTail([], careful(' A'), 3).settled), 'A');
  assert.equal(textOf(settleTail([], careful(' A'), 3, before).settled), 'A');
});
