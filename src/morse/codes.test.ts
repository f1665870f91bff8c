import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALPHABETS, alphabet } from './codes.js';

const international = alphabet('international');

test('letters, figures and punctuation are those of ITU-R M.1677-1', () => {
  const codes = international.encode('PARIS 73?');
  assert.deepEqual(codes, ['.--.', '.-', '.-.', '..', '...', '', '--...', '...--', '..--..']);
  assert.equal(
    codes
      .filter((c) => c)
      .map((c) => international.decode(c))
      .join(''),
    'PARIS73?',
  );
  for (const [code, text] of [
    ['.-.-.', '+'],
    ['-...-', '='],
    ['-.--.', '<KN>'],
    ['...-.-', '<SK>'],
    ['.-...', '<AS>'],
    ['-.-.-', '<KA>'],
    ['...-.', '<VE>'],
    ['........', '<HH>'],
    ['...---...', '<SOS>'],
    ['-...-.-', '<BK>'],
    ['.--.-.', '@'],
    ['..-..', 'É'],
  ] as const) {
    assert.equal(international.decode(code), text);
  }
});

test('everything that decodes encodes back to the same code', () => {
  for (let length = 1; length <= 9; length++) {
    for (let bits = 0; bits < 2 ** length; bits++) {
      const code = Array.from({ length }, (_, i) => ((bits >> i) & 1 ? '-' : '.')).join('');
      const text = international.decode(code);
      // Letters of two, and an error of fewer dits than eight.
      if (text !== 'CH' && (text !== '<HH>' || length === 8))
        assert.deepEqual(international.encode(text), [code], text);
    }
  }
});

test('an unknown code is shown as it is, lower case and odd white space are understood', () => {
  assert.equal(international.decode('.-.-.-.-'), '⟨.-.-.-.-⟩');
  assert.deepEqual(international.encode('  a \n b<sk>§ '), ['.-', '', '-...', '...-.-']);
});

test('an alphabet that does not exist is named with those that do', () => {
  assert.throws(
    () => alphabet('klingon'),
    (error: unknown) => error instanceof RangeError && /international/.test(error.message),
  );
  assert.ok(ALPHABETS.includes('international'));
});
