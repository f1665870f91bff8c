import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCallsign, isUnusual } from './callsigns.js';

test('callsigns of every form are known', () => {
  const calls =
    'K1ABC W1AW G3XYZ DL1ABC 2E0AAA 9A1A 3DA0RU 4X4DK S57DX EA8/DL1ABC DL1ABC/P VE3/K1ABC/M K1ABC/4 LZ2HM/QRP OH2BH/MM II2026MI F/DL1ABC/P W1AW/AM 4U1UN/B A61ZZ D4C C6AGU E7DX P3X H2A T6A S9A J8NY Z3M VP9/C6AGU D4C/P';
  for (const call of calls.split(' ')) assert.ok(isCallsign(call), call);
});

test('words, numbers and reports are no callsigns; nor is what no country has', () => {
  const words =
    'CQ TEST 599 5NN R5NN 73 1ABC QRZ Q1ABC ABC K1 K1ABCDE DE3 0K1AB K1ABC/XYZ/ /P UR5NN TU5NN RST599 QTH A1ABC L1ABC E8ABC S5NN T5NN P2P S2S D4 E5';
  for (const word of words.split(' ')) assert.ok(!isCallsign(word), word);
});

test('calls without a digit of their own, and locators, have to be heard twice', () => {
  for (const call of 'D4C C6AGU JO62AB W1ABCD'.split(' ')) assert.ok(isUnusual(call), call);
  for (const call of 'K1A G3XYZ DL1ABC 9A1P D44C E51AB 3DA0RU'.split(' ')) assert.ok(!isUnusual(call), call);
});
