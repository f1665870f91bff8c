import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallsignSpotter, isCallsign } from './callsigns.js';
import type { Character } from './character.js';

const sent = (text: string, from = 0, confidence = 0.95): Character[] =>
  [...text].map((letter, i) => ({
    text: letter,
    code: letter === ' ' ? '' : '.',
    start: from + 0.4 * i,
    end: from + 0.4 * i + 0.3,
    confidence,
    final: true,
  }));

test('callsigns of every form are known, words and numbers are not', () => {
  const calls =
    'K1ABC W1AW G3XYZ DL1ABC 2E0AAA 9A1A 3DA0RU 4X4DK S57DX EA8/DL1ABC DL1ABC/P VE3/K1ABC/M K1ABC/4 LZ2HM/QRP OH2BH/MM II2026MI';
  for (const call of calls.split(' ')) assert.ok(isCallsign(call), call);
  for (const word of 'CQ TEST 599 5NN R5NN 73 1ABC QRZ Q1ABC ABC K1 K1ABCDE DE3 0K1AB K1ABC/XYZ/ /P UR5NN'.split(' ')) {
    assert.ok(!isCallsign(word), word);
  }
});

test('a call after CQ, DE, TEST or QRZ is spotted once a minute', () => {
  const spotter = new CallsignSpotter();
  assert.deepEqual(spotter.push(sent('CQ CQ DE K1ABC K1ABC K ')), ['K1ABC']);
  assert.deepEqual(spotter.push(sent('CQ DE K1ABC ', 30)), []);
  assert.deepEqual(spotter.push(sent('CQ DE K1ABC ', 80)), ['K1ABC']);
  assert.deepEqual(spotter.push(sent('CQ TEST DL2XYZ ', 90)), ['DL2XYZ']);
});

test('letters that come one by one spell the same call, and a prosign ends it', () => {
  const spotter = new CallsignSpotter();
  assert.deepEqual(
    sent('DE G3XYZ/P+').flatMap((c) => spotter.push([c])),
    ['G3XYZ/P'],
  );
});

test('an unannounced call is spotted when it comes twice, not when once', () => {
  const spotter = new CallsignSpotter();
  assert.deepEqual(spotter.push(sent('UR RST 599 OK1AA ')), []);
  assert.deepEqual(spotter.push(sent('OK1AA ', 10)), ['OK1AA']);
  assert.deepEqual(spotter.push(sent('S57DX ', 20)), []);
  assert.deepEqual(spotter.push(sent('S57DX ', 60)), []);
});

test('what was guessed in noise is not spotted', () => {
  const spotter = new CallsignSpotter();
  const chars = sent('CQ DE K1ABC ');
  assert.deepEqual(spotter.push(chars.map((c) => (c.text === 'B' ? { ...c, confidence: 0.4 } : c))), []);
});
