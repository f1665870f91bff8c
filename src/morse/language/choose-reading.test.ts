import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Character } from '../character.js';
import { alphabet } from '../codes.js';
import { alignReadings } from './align-readings.js';
import { ReadingChoice } from './choose-reading.js';
import { LanguageModel } from './language-model.js';

const international = alphabet('international');
const file = readFileSync(new URL('../../../models/morse-language.bin', import.meta.url));
const choice = new ReadingChoice(new LanguageModel(new Uint8Array(file).buffer));

/** A code, or a word space, every 0.4 s from `start` on; `_` is a place where nothing was read. */
function reading(text: string, confidence = 0.9, start = 0): Character[] {
  return [...text].flatMap((letter, i) => {
    const from = start + 0.4 * i;
    const code = letter === ' ' ? '' : (international.encode(letter)[0] ?? '');
    const one = { text: letter, code, start: from, end: from + 0.3, confidence, final: true };
    return letter === '_' ? [] : [one];
  });
}
const textOf = (characters: readonly Character[]) => characters.map(({ text }) => text).join('');
/** `before` ends where the readings begin. */
function chosen(quick: string, careful: string, { before = '', after = '', sure = [0.9, 0.9] } = {}): string {
  const past = reading(before, 0.95, -0.4 * before.length);
  const behind = reading(after, 0.9, 0.4 * quick.length);
  return textOf(choice.choose(reading(quick, sure[0]), reading(careful, sure[1]), past, behind));
}

describe('of two readings that differ', () => {
  test('each place has what an operator is likelier to send, whichever of the two has it', () => {
    const before = 'FINE ON THE WX OM = ';
    assert.equal(
      chosen('HE SAID THITGS ARE CHARGIHG', 'HE SAID THINGS ARE NHARGING', { before }),
      'HE SAID THINGS ARE CHARGING',
    );
    assert.equal(chosen('NR THE _LAKE', 'NR TSE ELAKE', { before }), 'NR THE LAKE');
    assert.equal(chosen('A LOT OF', 'A LO TOF', { before }), 'A LOT OF');
  });

  test('what comes behind the stretch counts too', () => {
    assert.equal(chosen('THE WO', 'THE WM', { before: 'ANT IS IN ', after: 'ODS ES' }), 'THE WO');
    assert.equal(chosen('R', 'L', { before: 'TNX FE', after: ' CALL' }), 'R');
  });

  test('the surer one stands where the language has not foreseen what came before: groups, other scripts', () => {
    const groups = '7XQ9J 4KZ0P W8VQL 3BXJ7 Q2ZKD ';
    assert.equal(chosen('TQEZ', 'TQXZ', { before: groups, sure: [0.6, 0.8] }), 'TQXZ');
    assert.equal(chosen('XTHEZ', 'XTSEZ', { before: groups, sure: [0.7, 0.8] }), 'XTSEZ');
    assert.equal(chosen('XTHEZ', 'XTSEZ', { before: groups, sure: [0.8, 0.7] }), 'XTHEZ');
  });

  test('in noise the surer one has what the language leaves open, as in a callsign', () => {
    assert.equal(chosen('K4ZKJ', 'K4ZGJ', { before: 'CQ CQ DE ', sure: [0.4, 0.85] }), 'K4ZGJ');
  });

  test('nothing is put in that neither has, and agreement stands, slips of the sender too', () => {
    const before = 'WE ARE GOING TO ';
    assert.equal(chosen('THR LKAE', 'THR LKAE', { before }), 'THR LKAE');
    const mixed = chosen('TBE QUJCK FOZ', 'TNE QUXCK FOZ', { before });
    [...mixed].forEach((letter, i) => {
      assert.ok(['TBE QUJCK FOZ'[i], 'TNE QUXCK FOZ'[i]].includes(letter), mixed);
    });
  });

  test('what the careful one has thought of besides may stand, where it left that open and words call for it', () => {
    const withOther = (before: string, text: string, odds: number, quick = text, sure = 0.5) => {
      const careful = reading(text, sure).map((one, i) =>
        i === 2 ? { ...one, others: [{ code: '-..', odds }] } : one,
      );
      return choice
        .choose(reading(quick, sure), careful, reading(before, 0.95, -0.4 * before.length), [])
        .map(({ code }) => code);
    };
    const codes = (text: string) => reading(text).map(({ code }) => code);
    const before = 'NO MORE THAN THE MORSE ';
    assert.deepEqual(withOther(before, 'COHE ', 0.4), codes('CODE '));
    assert.deepEqual(withOther(before, 'COHE ', 0.4, 'COQE '), codes('CODE '));
    assert.deepEqual(withOther(before, 'COHE ', 0.0001), codes('COHE '));
    assert.deepEqual(withOther(before, 'COHE ', 0.02, 'COHE ', 0.95), codes('COHE '), 'both are sure');
    assert.deepEqual(withOther('7XQ9J 4KZ0P W8VQL 3BXJ7 Q2ZKD ', 'QZHE ', 0.4), codes('QZHE '), 'in groups');
  });

  test('no two spaces stand side by side, and of two codes at the same time there is one', () => {
    assert.ok(!chosen('THE ES HE', 'THE  S HE').includes('  '));
    const quick = reading('M');
    const halves = [
      { ...(quick[0] as Character), text: 'T', code: '-', end: 0.14, confidence: 0.9 },
      { ...(quick[0] as Character), text: 'T', code: '-', start: 0.16, confidence: 0.9 },
    ];
    const text = textOf(choice.choose(quick, halves, reading('NAME IS JI', 0.9, -4), []));
    assert.ok(text === 'M' || text === 'TT', text);
  });
});

describe('two readings side by side', () => {
  const shown = (quick: Character[], careful: Character[]) =>
    alignReadings(quick, careful).map(([a, b]) => `${a?.text ?? '-'}${b?.text ?? '-'}`);

  test('a code that one lacks is missing at its own time', () => {
    assert.deepEqual(shown(reading('EEE'), reading('E_E')), ['EE', 'E-', 'EE']);
    assert.deepEqual(shown(reading('_EE'), reading('EEE')), ['-E', 'EE', 'EE']);
  });

  test('a letter and a space are not of one place', () => {
    assert.equal(shown(reading('A B'), reading('AEB')).length, 4);
  });

  test('either may be empty', () => {
    assert.deepEqual(shown([], reading('CQ')), ['-C', '-Q']);
    assert.deepEqual(shown(reading('CQ'), []), ['C-', 'Q-']);
    assert.deepEqual(shown([], []), []);
  });
});
