import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Request, readArguments } from './arguments.js';
import { describe, nothingFound, printed } from './print.js';

const requestOf = (args: string): Request => {
  const request = readArguments(args.split(' '));
  return typeof request === 'string' ? assert.fail(request) : request;
};
const sentence = (args: string): string => nothingFound(requestOf(args));

test('who gives a radio frequency where Hz of the sound are meant is told so', () => {
  const told = sentence('band.wav --iq --dial 7030 --frequency 7025');
  assert.match(told, /at 7025 Hz\. --frequency is in Hz of the sound: 7025 kHz is at -5000 Hz\.$/);
  assert.match(sentence('x.wav --dial 7030 --sideband lsb --frequency 7029.2'), /7029\.2 kHz is at 800 Hz/);
});

test('and nobody else is', () => {
  assert.equal(sentence('x.wav --dial 7030 --frequency 700'), 'No Morse code was found at 700 Hz.');
  assert.equal(sentence('x.wav --frequency 700'), 'No Morse code was found at 700 Hz.');
});

test('an SNR just below zero has no sign', () => {
  const tuned = { dial: null, sideband: 'usb' } as const;
  assert.equal(describe({ frequency: 699.7, wpm: 24.4, snr: -0.4 }, tuned), '700 Hz  24 WPM  0 dB');
  assert.equal(describe({ frequency: -0.3, wpm: null, snr: -1.4 }, tuned), '0 Hz  ? WPM  -1 dB');
});

test('text has lines of 78 columns on a terminal, and is one line elsewhere', () => {
  const text = 'CQ DE OZ1ABC '.repeat(20).trim();
  const channel = { frequency: 700, wpm: 24, snr: 12, text, characters: [] };
  assert.equal(printed([channel], requestOf('x.wav'), false), `${text}\n`);
  const lines = printed([channel], requestOf('x.wav'), true).trimEnd().split('\n');
  assert.equal(lines.join(' '), text);
  assert.ok(lines.length > 1 && lines.every(({ length }) => length <= 78), lines.join('|'));
  assert.equal(printed([channel], requestOf('x.wav --all'), true), `700 Hz  24 WPM  12 dB  ${text}\n`);
});

test('of nothing no line is printed; JSON says that there is none', () => {
  assert.equal(printed([], requestOf('x.wav'), false), '');
  assert.equal(printed([], requestOf('x.wav --all'), true), '');
  assert.equal(printed([], requestOf('x.wav --json'), false), '{"channels":[]}\n');
});
