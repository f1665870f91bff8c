import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded, whiteNoise } from '../../test/support/signals.js';
import { QuietGain } from './quiet-gain.js';

const deviation = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

test('what is loud enough stays as it is, and what is not becomes so', () => {
  const loud = whiteNoise(1, 0.001, seeded(1));
  assert.equal(new QuietGain().of(loud), loud);
  for (const sigma of [1e-4, 1e-6, 1e-9]) {
    const level = deviation(new QuietGain().of(whiteNoise(1, sigma, seeded(2))));
    assert.ok(level > 0.007 && level < 0.015, `${sigma}: ${level}`);
  }
});

test('the first sound decides for all that follows, and silence for nothing', () => {
  const gain = new QuietGain();
  const silence = new Float32Array(800);
  assert.equal(gain.of(silence), silence);
  assert.equal(gain.of(new Float32Array(0)).length, 0);
  const first = gain.of(Float32Array.of(1e-6, -1e-6))[0] as number;
  assert.equal(gain.of(Float32Array.of(1))[0], first / Math.fround(1e-6));
});
