import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Character } from './character.js';
import { SurerReading } from './surer-reading.js';

/** One character a second from `start` on, a blank is a word space. */
const reading = (text: string, confidence: number, start = 0, final = false): Character[] =>
  [...text].map((letter, i) => {
    const space = letter === ' ';
    const [from, to] = [start + i + (space ? 0 : 0.1), start + i + (space ? 1 : 0.9)];
    return { text: letter, code: space ? '' : letter, start: from, end: to, confidence, final };
  });
const textOf = (characters: readonly Character[]) => characters.map(({ text }) => text).join('');
const chosen = (quick: Character[], careful: Character[]) => textOf(new SurerReading().choose(quick, careful));

describe('two readings of the same sound', () => {
  test('the careful one mends letters of the quick one, however sure that was', () => {
    assert.equal(chosen(reading('CQ CQ DE', 0.99), reading('CQ TQ DE', 0.5)), 'CQ TQ DE');
    assert.equal(chosen(reading('CQ CQ DE', 0.99), reading('CQ  Q DE', 0.5)), 'CQ Q DE');
  });

  test('a quick one that is sure stands where the careful one has heard nothing, or something else', () => {
    assert.equal(chosen(reading('CQ DE W2OVY', 0.95), []), 'CQ DE W2OVY');
    assert.equal(chosen(reading('R R OK6HG DE', 0.95), reading('E HH H IE 5T', 0.5)), 'R R OK6HG DE');
    assert.ok(new SurerReading().choose(reading('TEST', 0.95), []).every(({ final }) => final));
  });

  test('what stands is told without what else it might have been', () => {
    const careful = reading('CQ', 0.5).map((one) => ({ ...one, final: true, others: [{ code: 'X', odds: 0.4 }] }));
    const stands = new SurerReading().choose(reading('CQ', 0.5), careful);
    assert.ok(stands.length === 2 && stands.every((one) => !('others' in one)), JSON.stringify(stands));
  });

  test('it goes where it was not sure itself, where it is no surer, and where it is two letters', () => {
    assert.equal(chosen(reading('EETE', 0.5), []), '');
    assert.equal(chosen(reading('EETEIEE', 0.9), reading('CQDECQ9', 0.85)), 'CQDECQ9');
    assert.equal(chosen(reading('ET', 0.95), []), '');
  });

  test('each part of a long stretch is judged for itself: a careful reading that begins badly is believed later on', () => {
    const quick = reading('VVVVVVDEJA6OVBEACONLOCJOBEACONX', 0.95);
    const careful = [...reading('EIEI', 0.4), ...reading('DEJA6OVBEACONLOCJOBEACONY', 0.8, 6)];
    const text = textOf(new SurerReading().choose(quick, careful));
    assert.ok(text.startsWith('VVVVVV'), text);
    assert.ok(text.endsWith('BEACONY'), text);
  });

  test('stretches that come one by one are judged together, and two spaces never stand side by side', () => {
    const surer = new SurerReading();
    assert.equal(textOf(surer.choose(reading('TEST ', 0.95), [])), 'TEST ');
    const space = reading(' ', 1, 4)[0];
    assert.equal(
      textOf(surer.choose(reading(' CT', 0.95, 5), reading(' E', 0.4, 5), space)),
      'CT',
      'two letters, but of ten',
    );
    surer.reset();
    assert.equal(textOf(surer.choose(reading('CT', 0.95, 8), reading('E', 0.4, 8))), 'E');
  });
});
