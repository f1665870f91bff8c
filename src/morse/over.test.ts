import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alphabet } from './codes.js';
import { endsOver } from './over.js';

const sent = (text: string) =>
  alphabet('international')
    .encode(text)
    .map((code) => ({ code }));

test('an over may end with K, a question, a contest’s call or exchange, a callsign that calls', () => {
  for (const text of [
    'OE1XYZ K',
    'PSE <KN> ',
    'TU <SK>',
    'HB9?',
    'HB9 ?',
    'CQ TEST',
    'QRZ',
    'QRZ?',
    'CQ TEST K5ZD',
    'DE OE1XYZ',
    'K5ZD K5ZD',
    'TU K5ZD',
    'DL1ABC 5NN 001',
    'TU 599 MA',
  ])
    assert.equal(endsOver(sent(text)), text !== 'HB9?', text);
});

test('within one it goes on', () => {
  for (const text of ['', 'K', 'DL1ABC 5NN', 'OE1XYZ UR RST', 'NAME TOM', '108 TCTR 109', 'CQ CQ', 'THE TEXT'])
    assert.equal(endsOver(sent(text)), false, text);
});
