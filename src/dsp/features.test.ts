import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ModelContract } from '../engine/model-contract.js';
import { FeatureCutter } from './features.js';
import { BINS, HOP, LOG_FLOOR, WINDOW } from './frame.js';
import { Spectrogram } from './spectrogram.js';

const CONTRACT: ModelContract = {
  name: 'test',
  version: '0',
  file: '',
  sha256: '',
  bytes: 0,
  sampleRate: 8000,
  hop: HOP,
  window: WINDOW,
  shortWindow: 256,
  fftSize: 1024,
  shortOffsets: [-4, -2, 0, 2, 4],
  longOffsets: [-4, -3, -2, -1, 0, 1, 2, 3, 4],
  logFloor: LOG_FLOOR,
  meanAlpha: 0.0032,
  stride: 2,
  stateSize: 1,
  tokens: ['', ' ', '.'],
  keyDelay: 2.5,
};

test('the features are those that the models are trained with', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../test/vectors/features.json', import.meta.url), 'utf8')) as {
    centreBin: number;
    samples: number[];
    features: number[][];
  };
  const samples = Float32Array.from(vectors.samples, (v) => v / 32768);
  const spectrogram = new Spectrogram();
  const cutter = new FeatureCutter(CONTRACT);
  cutter.centre = vectors.centreBin;
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  const out = new Float32Array(cutter.size);
  vectors.features.forEach((expected, k) => {
    spectrogram.frame(samples, k * HOP, long, short);
    cutter.cut({ long, short, first: 0 }, out, 0);
    expected.forEach((value, i) => {
      assert.ok(Math.abs((out[i] as number) - value) < 1e-3, `frame ${k}, feature ${i}: ${out[i]} for ${value}`);
    });
  });
});

test('short plane first, then long, less the corrected running mean', () => {
  const cutter = new FeatureCutter(CONTRACT);
  cutter.centre = 50;
  const long = Float32Array.from({ length: BINS }, (_, b) => b);
  const short = Float32Array.from({ length: BINS }, (_, b) => 1000 + b);
  const out = new Float32Array(15);
  cutter.cut({ long, short, first: 0 }, out, 1);
  // After one frame the running mean is the frame's own.
  const mean = (5 * 1050 + 9 * 50) / 14;
  assert.equal(out[0], 0);
  assert.ok(Math.abs((out[1] as number) - (1046 - mean)) < 1e-3);
  assert.ok(Math.abs((out[6] as number) - (46 - mean)) < 1e-3);
  cutter.cut({ long: long.fill(0), short: short.fill(0), first: 0 }, out, 0);
  assert.ok(Math.abs((out[0] as number) + (mean * 0.9968) / 1.9968) < 1e-3);
  cutter.reset();
  cutter.cut({ long, short, first: 0 }, out, 0);
  assert.equal(out[0], 0);
});

test('NaN and infinite powers count as silence and leave no trace', () => {
  const cutter = new FeatureCutter(CONTRACT);
  cutter.centre = 50;
  const silence = Math.log(LOG_FLOOR);
  const row = new Float32Array(BINS).fill(silence);
  const bad = row.slice();
  bad[50] = Number.NaN;
  bad[51] = Number.POSITIVE_INFINITY;
  const out = new Float32Array(14);
  cutter.cut({ long: bad, short: bad, first: 0 }, out, 0);
  assert.ok(out.every((v) => Math.abs(v) < 1e-5));
});

test('a frequency at either edge of the band gets a bin whose neighbours exist', () => {
  assert.equal(FeatureCutter.binFor(600), 77);
  assert.equal(FeatureCutter.binFor(-5), 4);
  assert.equal(FeatureCutter.binFor(0), 4);
  assert.equal(FeatureCutter.binFor(4000), BINS - 5);
  assert.equal(FeatureCutter.binFor(Number.NaN), 4);
  const cutter = new FeatureCutter(CONTRACT);
  cutter.centre = 1e9;
  const row = Float32Array.from({ length: BINS }, (_, b) => b);
  const out = new Float32Array(14);
  cutter.cut({ long: row, short: row, first: 0 }, out, 0);
  assert.equal((out[13] as number) - (out[5] as number), 8);
});
