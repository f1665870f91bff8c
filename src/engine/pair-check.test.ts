import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normal, seeded } from '../../test/support/signals.js';
import { PairCheck } from './pair-check.js';

const RATE = 8000;
/** Blocks of half a second, as they come. */
const told = (samples: Float32Array): boolean => {
  const check = new PairCheck();
  for (let at = 0; at < samples.length; at += RATE) {
    if (check.isMono(samples.subarray(at, at + RATE), RATE)) return true;
  }
  return false;
};
const pairs = (make: (n: number) => readonly [number, number]) => {
  const samples = new Float32Array(8 * RATE);
  for (let n = 0; n < samples.length / 2; n++) samples.set(make(n), 2 * n);
  return samples;
};

test('mono sound in both channels, or in one alone, is told; I and Q with an offset and silence are not', () => {
  const random = seeded(1);
  const noise = () => 0.1 * normal(random);
  const twice = () => {
    const value = noise();
    return [value, value] as const;
  };
  assert.equal(told(pairs(twice)), true);
  assert.equal(told(pairs(() => [noise(), 0])), true);
  assert.equal(told(pairs(() => [0.5 + noise(), noise() - 0.3])), false);
  const pointer = (n: number) => [Math.cos(n), 0.8 * Math.sin(n)] as const;
  assert.equal(told(pairs(pointer)), false);
  assert.equal(told(pairs(() => [0, 0])), false);
});
