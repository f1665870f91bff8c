import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from './arguments.js';
import { describe, nothingFound } from './print.js';

const sentence = (args: string): string => {
  const request = readArguments(args.split(' '));
  assert.ok(typeof request !== 'string');
  return nothingFound(request);
};

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
