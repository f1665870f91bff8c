import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';
import { LEAD_IN, leadIn, leadInLength, leadInOf } from './lead-in.js';

const deviation = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

test('noise goes ahead that is as loud as that between the first marks', () => {
  const samples = whiteNoise(4, 0.02, seeded(1));
  addKeyed(samples, keying('PARIS', { wpm: 20, start: 0 }), { frequency: 600, amplitude: amplitudeFor(30, 0.02) });
  const noise = leadIn(samples, 8000, 1);
  assert.equal(noise.length, 4096);
  assert.ok(Math.abs(20 * Math.log10(deviation(noise) / 0.02)) < 2, String(deviation(noise)));
});

test('pairs get pairs, and silence gets silence', () => {
  const pairs = leadInOf({ samples: whiteNoise(1, 0.1, seeded(2)), sampleRate: 12_000, pairs: 'iq' });
  assert.equal(pairs.samples.length, 2 * Math.round(LEAD_IN * 12_000));
  assert.equal(pairs.pairs, 'iq');
  assert.ok(deviation(pairs.samples) > 0.07);
  const noise = whiteNoise(1, 0.1, seeded(3));
  const twice = leadIn(
    Float32Array.from({ length: 2 * noise.length }, (_, n) => noise[n >> 1] as number),
    8000,
    2,
  );
  assert.ok(twice.every((value, n) => value === twice[n ^ 1]));
  assert.equal(deviation(leadIn(new Float32Array(8000), 8000, 1)), 0);
});

test('of next to nothing there is a lead-in too', () => {
  assert.equal(leadIn(new Float32Array(0), 44_100, 1).length, leadInLength(44_100));
  assert.ok(deviation(leadIn(Float32Array.of(0.5), 8000, 1)) > 0.4);
});
