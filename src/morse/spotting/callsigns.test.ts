import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCallsign } from './callsigns.js';

test('callsigns of every form are known', () => {
  const calls =
    'K1ABC W1AW G3XYZ DL1ABC 2E0AAA 9A1A 3DA0RU 4X4DK S57DX EA8/DL1ABC DL1ABC/P VE3/K1ABC/M K1ABC/4 LZ2HM/QRP OH2BH/MM II2026MI F/DL1ABC/P W1AW/AM 4U1UN/B A61ZZ';
  for (const call of calls.split(' ')) assert.ok(isCallsign(call), call);
});

test('words, numbers and reports are no callsigns; nor is what no country has', () => {
  const words =
    'CQ TEST 599 5NN R5NN 73 1ABC QRZ Q1ABC ABC K1 K1ABCDE DE3 0K1AB K1ABC/XYZ/ /P UR5NN TU5NN RST599 QTH A1ABC L1ABC E5ABC';
  for (const word of words.split(' ')) assert.ok(!isCallsign(word), word);
});
