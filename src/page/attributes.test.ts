import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandComplaint, bandOf, readAlphabet, readNumber, readPairs, readPreload, readSideband } from './attributes.js';

test('absurd values are clamped, and said to be', () => {
  assert.deepEqual(readNumber('channels', '1e9'), {
    value: 256,
    complaint: 'channels="1e9" is out of range (0 to 256); 256 is taken.',
  });
  assert.equal(readNumber('channels', '-3').value, 0);
  assert.equal(readNumber('history', 'Infinity').value, 600);
  assert.equal(readNumber('frequency', '0').value, 50);
  assert.equal(readNumber('frequency', '-Infinity').value, 50);
});

test('what is no number gives the default, and is said to be none', () => {
  const { value, complaint } = readNumber('history', 'NaN');
  assert.equal(value, 120);
  assert.match(complaint ?? '', /not a number/);
  assert.equal(readNumber('frequency', '700 Hz').value, null);
});

test('an absent or empty attribute is the default without a warning', () => {
  assert.deepEqual(readNumber('channels', null), { value: 16, complaint: null });
  assert.deepEqual(readNumber('channels', ''), { value: 16, complaint: null });
  assert.deepEqual(readNumber('frequency', null), { value: null, complaint: null });
});

test('channels="0" turns side channels off', () => {
  assert.deepEqual(readNumber('channels', '0'), { value: 0, complaint: null });
});

test('a band upside down or empty still shows something', () => {
  assert.deepEqual(bandOf(1000, 400), { min: 400, max: 1000 });
  assert.deepEqual(bandOf(700, 700), { min: 700, max: 800 });
  assert.deepEqual(bandOf(96_000, 96_000), { min: 95_900, max: 96_000 });
});

test('an alphabet is known in any case, another name gives the Latin one and says which there are', () => {
  assert.deepEqual(readAlphabet(' Wabun '), { value: 'wabun', complaint: null });
  assert.deepEqual(readAlphabet(null), { value: 'international', complaint: null });
  assert.deepEqual(readAlphabet(''), { value: 'international', complaint: null });
  const { value, complaint } = readAlphabet('klingon');
  assert.equal(value, 'international');
  assert.match(complaint ?? '', /klingon.*international is taken.*wabun/);
});

test('a dial is any radio frequency there is, or none; a sideband is usb, lsb or none', () => {
  assert.deepEqual(readNumber('dial', '14025.5'), { value: 14_025.5, complaint: null });
  assert.deepEqual(readNumber('dial', null), { value: null, complaint: null });
  assert.equal(readNumber('dial', '-7').value, 0);
  assert.equal(readNumber('dial', '1e12').value, 300_000_000);
  assert.equal(readNumber('dial', '14.025 MHz').value, null);
  assert.deepEqual(readSideband(' LSB '), { value: 'lsb', complaint: null });
  assert.deepEqual(readSideband('none'), { value: 'none', complaint: null });
  assert.deepEqual(readSideband(null), { value: 'usb', complaint: null });
  assert.match(readSideband('am').complaint ?? '', /am.*usb is taken/);
});

test('a band that is the wrong way round or too narrow is put right, and told with its values', () => {
  assert.equal(bandComplaint(300, 2400), null);
  assert.match(bandComplaint(2400, 300) ?? '', /2400.*300.*wrong way round; 300 to 2400 Hz/);
  assert.match(bandComplaint(700, 710) ?? '', /700.*710.*less than 100 Hz; 700 to 800 Hz/);
});

test('a number out of range is told with its value, the range and what is taken', () => {
  assert.match(readNumber('dial', '-5').complaint ?? '', /-5.*0 to 300000000.*0 is taken/);
  assert.match(readNumber('frequency', 'Infinity').complaint ?? '', /Infinity.*50 to 96000.*96000 is taken/);
});

test('of I and Q a frequency may be below zero; iq names which comes first', () => {
  assert.equal(readNumber('frequency', '-1500', true).value, -1500);
  assert.equal(readNumber('frequency', '-1500').value, 50);
  assert.equal(readPairs(null).value, null);
  assert.deepEqual(
    ['', 'IQ', 'swapped', 'qi'].map((text) => readPairs(text).value),
    ['iq', 'iq', 'qi', 'qi'],
  );
  assert.match(readPairs('both').complaint ?? '', /both.*iq is taken/);
});

test('preload is as of an audio element: bare it is auto, absent it is none; what is not known fetches nothing, and is told', () => {
  for (const [text, value] of [
    [null, 'none'],
    ['none', 'none'],
    ['', 'auto'],
    [' AUTO ', 'auto'],
  ] as const) {
    assert.deepEqual(readPreload(text), { value, complaint: null });
  }
  const { value, complaint } = readPreload('metadata');
  assert.equal(value, 'none');
  assert.match(complaint ?? '', /metadata.*none is taken.*auto/);
});
