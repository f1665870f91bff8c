import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { normal, seeded } from '../../test/support/signals.js';
import { AudioHistory } from './audio-history.js';
import type { FeatureContract } from './feature-contract.js';
import { FeatureCutter } from './features.js';
import { BIN_HZ, SAMPLE_RATE } from './frame.js';
import { FrameStore } from './frame-store.js';
import { type Grid, iqGrid, monoGrid, NARROW, rateOf } from './grid.js';
import { NoiseFiller } from './noise-filler.js';
import { NoiseFloor } from './noise-floor.js';

const CONTRACT = JSON.parse(
  readFileSync(new URL('../../models/morse-live.json', import.meta.url), 'utf8'),
) as FeatureContract;
const AMPLITUDE = 0.1;

/** Seconds in which a transmitter's key lets its carrier rise: harder keying clicks far to both sides. */
const RISE = 0.005;

/** Keyed 60 ms on and off: as sound, or as a pointer, at a frequency, over noise of the same density. */
function keyed(grid: Grid, hertz: number, seconds: number, noise = 0): Float32Array {
  const rate = rateOf(grid);
  const random = seeded(3);
  const channels = grid.iq ? 2 : 1;
  // White noise of density N0: N0·rate/2 of real samples, and of each part of a pair as of one pointer half of N0·rate.
  const sigma = noise * Math.sqrt((grid.iq ? 0.25 : 1) * 2 * grid.factor * (grid.iq ? 1 : 0.5));
  const samples = new Float32Array(Math.round(seconds * rate) * channels);
  let key = 0;
  for (let n = 0; n < samples.length / channels; n++) {
    const angle = (2 * Math.PI * hertz * n) / rate;
    const down = Math.floor(n / rate / 0.06) % 2 === 0;
    key = Math.min(1, Math.max(0, key + (down ? 1 : -1) / (RISE * rate)));
    const on = AMPLITUDE * Math.sin((Math.PI / 2) * key) ** 2;
    for (let c = 0; c < channels; c++)
      samples[n * channels + c] = on * (c === 0 ? Math.cos(angle) : Math.sin(angle)) + sigma * normal(random);
  }
  return samples;
}

function storeOf(grid: Grid, samples: Float32Array): FrameStore {
  const history = new AudioHistory(20, grid.width);
  const store = new FrameStore(history, grid);
  history.append(samples);
  store.advance();
  return store;
}

/** Features of one frequency, frame after frame. */
function features(store: FrameStore, hertz: number, first: number, count: number): Float32Array {
  const cutter = new FeatureCutter(CONTRACT);
  cutter.centre = FeatureCutter.binFor(hertz, store.grid);
  const out = new Float32Array(cutter.size * count);
  for (let k = 0; k < count; k++) cutter.cut(store.rows(first + k, cutter.centre), out, k * cutter.size);
  return out;
}

const farthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);

describe('a wide band', () => {
  const narrow = features(storeOf(NARROW, keyed(NARROW, 100 * BIN_HZ, 1.2)), 100 * BIN_HZ, 4, 100);

  for (const [name, grid, bin] of [
    ['I and Q of 96 kHz, below zero', iqGrid(96_000), -192],
    ['I and Q of 48 kHz, above 4 kHz', iqGrid(48_000), 800],
    ['I and Q of 12 kHz', iqGrid(12_000), -700],
    ['mono sound of 48 kHz, at 20 kHz', monoGrid(48_000, 24_000), 2560],
  ] as const) {
    test(`gives the network what a receiver's sound gives it: ${name}`, () => {
      const store = storeOf(grid, keyed(grid, bin * BIN_HZ, 1.2));
      // Where the key is up there is nothing but rounding: −60 dB of the mark is as good as silence.
      const heard = features(store, bin * BIN_HZ, 4, 100);
      const marks = narrow.map((value, i) => (value > 0 ? (heard[i] as number) : value));
      assert.ok(farthest(marks, narrow) < 0.25, `${farthest(marks, narrow)} nats`);
    });
  }

  for (const [name, grid, bin] of [
    ['I and Q of 96 kHz', iqGrid(96_000), -192],
    ['mono sound of 48 kHz', monoGrid(48_000, 24_000), 2560],
  ] as const) {
    test(`reads again what it has heard: ${name}`, () => {
      const history = new AudioHistory(20, grid.width);
      const store = new FrameStore(history, grid);
      history.append(keyed(grid, (bin + 0.3) * BIN_HZ, 6, 0.001));
      const cutter = new FeatureCutter(CONTRACT);
      cutter.centre = bin;
      const [first, count] = [20, 120];
      const heard = new Float32Array(cutter.size * count);
      store.advance((k, long, short) => {
        if (k < first || k >= first + count) return;
        cutter.cut({ long, short, first: grid.first }, heard, (k - first) * cutter.size);
      });
      const again = features(store, bin * BIN_HZ, first, count);
      const apart = again.map((value, i) => Math.abs(value - (heard[i] as number)));
      // The filter passes a mark within 0.1 dB; where two powers cancel each other, a logarithm may be anything.
      assert.ok(apart.every((nats, i) => nats < 0.05 || (heard[i] as number) <= 0));
      assert.ok(apart.reduce((sum, nats) => sum + nats, 0) / apart.length < 0.02);
    });
  }

  test('has no image of a strong signal on the other side of 0 Hz, heard or read again', () => {
    const grid = iqGrid(48_000);
    const history = new AudioHistory(20, grid.width);
    const store = new FrameStore(history, grid);
    const bin = 760;
    history.append(keyed(grid, bin * BIN_HZ, 6));
    const levels = { signal: Number.NEGATIVE_INFINITY, image: Number.NEGATIVE_INFINITY };
    store.advance((_, long) => {
      levels.signal = Math.max(levels.signal, long[bin - grid.first] as number);
      levels.image = Math.max(levels.image, long[-bin - grid.first] as number);
    });
    for (let k = 20; k < 140; k++) {
      const { long, first } = store.rows(k, -bin);
      levels.image = Math.max(levels.image, long[-bin - first] as number);
    }
    const decibels = ((levels.image - levels.signal) * 10) / Math.LN10;
    assert.ok(decibels < -90, `${decibels} dB`);
  });

  test('of lost sound holds noise of the level that was there, also in pairs', () => {
    const grid = iqGrid(24_000);
    const history = new AudioHistory(20, grid.width);
    const store = new FrameStore(history, grid);
    const floor = new NoiseFloor(grid);
    const random = seeded(5);
    history.append(Float32Array.from({ length: 5 * SAMPLE_RATE * grid.width }, () => 0.01 * normal(random)));
    store.advance((_, long) => floor.update(long));
    const before = floor.logAt(300);
    new NoiseFiller(grid, floor, (samples) => history.append(samples)).miss(5 * SAMPLE_RATE);
    store.advance((_, long) => floor.update(long));
    assert.ok(Math.abs(floor.logAt(300) - before) < 0.3, `${floor.logAt(300)} after ${before}`);
  });
});
