import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProof as isProofSince } from './proof.js';

const isProof = (characters: Parameters<typeof isProofSince>[0]) => isProofSince(characters, 0);

/** Codes with their confidences, `pause` seconds between them. */
const codes = (sent: string, confidences: readonly number[], pause = 0.2) =>
  sent.split(' ').map((code, i) => {
    const start = i * (0.4 + pause);
    return { code, start, end: start + 0.4, confidence: confidences[i % confidences.length] as number };
  });

test('two sure codes are a signal, one is not', () => {
  assert.equal(isProof(codes('-.-.', [0.99])), false);
  assert.equal(isProof(codes('-.-. --.-', [0.99])), true);
});

test('what chance makes soonest has to come three times', () => {
  assert.equal(isProof(codes('- .', [0.99])), false);
  assert.equal(isProof(codes('- . ..', [0.99])), true);
});

test('a weak station is known by more codes', () => {
  assert.equal(isProof(codes('-.-. --.-', [0.75])), false);
  assert.equal(isProof(codes('-.-. --.- -.. .', [0.75])), true);
});

test('letters of a learner, seconds apart, are a signal when they are sure', () => {
  assert.equal(isProof(codes('-.-. --.- -..', [0.95], 2.4)), true);
});

test('what a voice makes is none, however long it goes on, and a station behind it is known', () => {
  const voice = codes(Array.from({ length: 60 }, () => '-...-').join(' '), [0.86, 0.54, 0.26, 0.61, 0.45], 2.5);
  assert.equal(isProof(voice), false);
  const station = codes('-.-. --.-', [0.97]).map((code) => ({ ...code, start: code.start + 300, end: code.end + 300 }));
  assert.equal(
    isProof([...voice, ...station, ...station.map((c) => ({ ...c, start: c.start + 2, end: c.end + 2 }))]),
    true,
  );
});

test('what was read before counts for nothing', () => {
  assert.equal(isProofSince(codes('-.-. --.- -..', [0.99]), 0.6), true);
  assert.equal(isProofSince(codes('-.-. --.- -..', [0.99]), 1), false);
});

test('word spaces count for nothing', () => {
  const space = { code: '', start: 0.4, end: 0.9, confidence: 1 };
  assert.equal(isProof([space, space, space]), false);
});
