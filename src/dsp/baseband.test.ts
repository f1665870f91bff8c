import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASEBAND_RATE, toBaseband } from './baseband.js';
import { SAMPLE_RATE } from './frame.js';

const tone = (frequency: number, amplitude: number): Float32Array =>
  Float32Array.from({ length: 8000 }, (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / SAMPLE_RATE));

/** Magnitudes away from the ends. */
const magnitudes = (samples: Float32Array, frequency: number): number[] => {
  const { re, im } = toBaseband(samples, frequency);
  return Array.from(re.subarray(10, -10), (value, k) => Math.hypot(value, im[k + 10] as number));
};

test('a tone is a phasor of its amplitude', () => {
  for (const [offset, loss] of [
    [0, 0.01],
    [15, 0.02],
    [-15, 0.02],
    [60, 0.12],
  ] as const) {
    for (const magnitude of magnitudes(tone(700 + offset, 0.25), 700)) {
      assert.ok(Math.abs(magnitude / 0.25 - 1) < loss, `${offset} Hz: ${magnitude}`);
    }
  }
});

test('the phasor turns with the distance in frequency', () => {
  const { re, im } = toBaseband(tone(710, 1), 700);
  const at = (k: number) => Math.atan2(im[k] as number, re[k] as number);
  const turned = (at(200) - at(190)) / (2 * Math.PI);
  const expected = (10 * 10) / BASEBAND_RATE;
  assert.ok(Math.abs(turned - expected - Math.round(turned - expected)) < 0.01);
});

test('what would fold onto the channel is 40 dB down', () => {
  for (const away of [-510, -490, 420, 490, 510, 1000]) {
    assert.ok(Math.max(...magnitudes(tone(1200 + away, 1), 1200)) < 0.01, `${away} Hz`);
  }
});

test('a tone that is moved with the sound as a whole stays the same phasor; where it is not, there is nothing', () => {
  const samples = tone(700, 0.25);
  samples.set(tone(400, 0.25).subarray(0, 4000), 2400);
  samples.fill(0, 6400);
  const { re, im } = toBaseband(samples, [
    { start: 0, hertz: 700 },
    { start: 2400, hertz: 400 },
    { start: 6400, hertz: null },
  ]);
  const seam = 2400 / (SAMPLE_RATE / BASEBAND_RATE);
  for (let k = 10; k < 390; k++) {
    if (Math.abs(k - seam) < 4) continue;
    const magnitude = Math.hypot(re[k] as number, im[k] as number);
    assert.ok(Math.abs(magnitude / 0.25 - 1) < 0.01, `${k}: ${magnitude}`);
  }
  assert.equal(Math.hypot(re[450] as number, im[450] as number), 0);
});
