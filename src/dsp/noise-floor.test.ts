import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addKeyed, amplitudeFor, keying, normal, randomText, seeded, whiteNoise } from '../../test/support/signals.js';
import { BINS, HOP, LOG_FLOOR, WINDOW } from './frame.js';
import { NoiseFloor } from './noise-floor.js';
import { Spectrogram } from './spectrogram.js';

const SIGMA = 0.02;

const floorOf = (samples: Float32Array): NoiseFloor => {
  const spectrogram = new Spectrogram();
  const floor = new NoiseFloor();
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  for (let k = 0; k * HOP + WINDOW <= samples.length; k++) {
    spectrogram.frame(samples, k * HOP, long, short);
    floor.update(long);
  }
  return floor;
};

/** dB over the true mean power σ². */
const error = (floor: NoiseFloor, bin: number, sigma = SIGMA): number =>
  10 * Math.log10(floor.at(bin) / (sigma * sigma));

test('white noise is measured within 1.5 dB in every bin', () => {
  const floor = floorOf(whiteNoise(6, SIGMA, seeded(1)));
  for (let b = 10; b < BINS - 10; b++) assert.ok(Math.abs(error(floor, b)) < 1.5, `bin ${b}: ${error(floor, b)} dB`);
});

test('a station of 5 dB, a strong carrier and crashes do not raise the floor under them', () => {
  const random = seeded(2);
  const samples = whiteNoise(8, SIGMA, random);
  addKeyed(samples, keying(randomText(8, 22, random), { wpm: 22 }), {
    frequency: 1000,
    amplitude: amplitudeFor(5, SIGMA),
  });
  addKeyed(samples, [[0, 8]], { frequency: 2000, amplitude: amplitudeFor(20, SIGMA) });
  for (let c = 0; c < 20; c++) {
    const at = Math.floor(random() * 63000);
    for (let n = 0; n < 400; n++) samples[at + n] = (samples[at + n] as number) + 30 * SIGMA * normal(random);
  }
  const floor = floorOf(samples);
  for (const bin of [128, 256, 380]) assert.ok(Math.abs(error(floor, bin)) < 3, `bin ${bin}: ${error(floor, bin)} dB`);
});

test('the edges of a narrow receiver filter are kept: in band and out of band are each their own', () => {
  const random = seeded(3);
  const samples = whiteNoise(6, SIGMA / 100, random);
  // 250 Hz of noise around 700 Hz, as a sum of many random tones.
  for (let i = 0; i < 300; i++) {
    const frequency = 575 + 250 * random();
    const phase = 2 * Math.PI * random();
    for (let n = 0; n < samples.length; n++) {
      samples[n] =
        (samples[n] as number) +
        SIGMA * Math.sqrt(2 / 300 / 16) * Math.sin((2 * Math.PI * frequency * n) / 8000 + phase);
    }
  }
  const floor = floorOf(samples);
  assert.ok(Math.abs(error(floor, 90)) < 3, `${error(floor, 90)} dB in band`);
  assert.ok(Math.abs(error(floor, 78)) < 4, `${error(floor, 78)} dB at the edge of the band`);
  assert.ok(error(floor, 140) < -35, `${error(floor, 140)} dB out of band`);
});

test('digital silence has the floor of the logarithm', () => {
  assert.ok(Math.abs(floorOf(new Float32Array(16000)).at(80) / LOG_FLOOR - 1) < 1e-3);
});
