import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded, whiteNoise } from '../../test/support/signals.js';
import { BIN_HZ, BINS, FFT_SIZE, LOG_FLOOR, SHORT_WINDOW, WINDOW } from './frame.js';
import { Spectrogram } from './spectrogram.js';

/** The definition: direct transform of the windowed frame. */
const direct = (samples: Float32Array, length: number, bin: number): number => {
  const from = (WINDOW - length) / 2;
  let energy = 0;
  let re = 0;
  let im = 0;
  for (let n = 0; n < length; n++) {
    const w = 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 1)) / (length + 1));
    energy += w * w;
    const angle = (2 * Math.PI * bin * n) / FFT_SIZE;
    re += w * (samples[from + n] as number) * Math.cos(angle);
    im += w * (samples[from + n] as number) * Math.sin(angle);
  }
  return Math.log((re * re + im * im) / energy + LOG_FLOOR);
};

test('both planes equal a direct transform of the windowed frame', () => {
  const samples = whiteNoise(0.1, 0.1, seeded(2));
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  new Spectrogram().frame(samples, 0, long, short);
  for (const bin of [0, 1, 40, 99, 256, 511, 512]) {
    assert.ok(Math.abs((long[bin] as number) - direct(samples, WINDOW, bin)) < 1e-5);
    assert.ok(Math.abs((short[bin] as number) - direct(samples, SHORT_WINDOW, bin)) < 1e-5);
  }
});

test('the planes do not leak: a click outside the short window leaves the short plane silent', () => {
  const samples = new Float32Array(WINDOW);
  samples[100] = 1;
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  new Spectrogram().frame(samples, 0, long, short);
  for (let b = 0; b < BINS; b++) {
    assert.ok((long[b] as number) > -10);
    assert.ok(Math.abs((short[b] as number) - Math.log(LOG_FLOOR)) < 1e-6);
  }
});

test('digital silence is exactly the floor', () => {
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  new Spectrogram().frame(new Float32Array(WINDOW), 0, long, short);
  const floor = Math.fround(Math.log(LOG_FLOOR));
  assert.ok(long.every((v) => v === floor) && short.every((v) => v === floor));
});

test('a sine of power 1 peaks at 256, white noise has its variance in every bin', () => {
  const sine = Float32Array.from(
    { length: WINDOW },
    (_, n) => Math.SQRT2 * Math.sin((2 * Math.PI * 90 * BIN_HZ * n) / 8000),
  );
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  const spectrogram = new Spectrogram();
  spectrogram.frame(sine, 0, long, short);
  assert.ok(Math.abs(Math.exp(long[90] as number) - 256) < 1);
  const noise = whiteNoise(30, 0.1, seeded(3));
  let sum = 0;
  let count = 0;
  for (let at = 0; at + WINDOW <= noise.length; at += WINDOW) {
    spectrogram.frame(noise, at, long, short);
    for (let b = 20; b < 490; b++, count++) sum += Math.exp(long[b] as number);
  }
  assert.ok(Math.abs(sum / count / 0.01 - 1) < 0.02);
});

test('a frame that is not inside the samples is refused', () => {
  const row = new Float32Array(BINS);
  assert.throws(() => new Spectrogram().frame(new Float32Array(800), 33, row, row), RangeError);
});
