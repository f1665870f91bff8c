import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BIN_HZ, BINS, frameTime, LOG_FLOOR, SAMPLE_RATE, WINDOW } from '../dsp/frame.js';
import { Spectrogram } from '../dsp/spectrogram.js';
import { RowBuilder } from './waterfall-rows.js';

function longRow(amplitude: number, frequency: number): Float32Array {
  const samples = Float32Array.from(
    { length: WINDOW },
    (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / SAMPLE_RATE),
  );
  const long = new Float32Array(BINS);
  new Spectrogram().frame(samples, 0, long, new Float32Array(BINS));
  return long;
}

test('a full-scale sine is 0 dBFS: level 240; one of −60 dBFS is 120', () => {
  for (const [amplitude, level] of [
    [1, 240],
    [0.001, 120],
  ] as const) {
    const rows = new RowBuilder(0, 4000);
    const long = longRow(amplitude, 100 * BIN_HZ);
    const made = Array.from({ length: 8 }, (_, k) => rows.push(k, long)).find((group) => group !== null);
    assert.ok(made);
    assert.ok(Math.abs((made.levels[100] as number) - level) <= 1, `level ${made.levels[100]}`);
  }
});

test('digital silence is level 0 or next to it, and never wraps around', () => {
  const rows = new RowBuilder(0, 4000);
  const silence = new Float32Array(BINS).fill(Math.log(LOG_FLOOR));
  const made = Array.from({ length: 8 }, (_, k) => rows.push(k, silence)).find((group) => group !== null);
  assert.ok(made?.levels.every((level) => level <= 2));
});

test('rows hold the band that is shown, with the time of their middle', () => {
  const rows = new RowBuilder(500, 1000);
  const long = new Float32Array(BINS);
  const groups = Array.from({ length: 24 }, (_, k) => rows.push(k + 16, long)).filter((group) => group !== null);
  assert.deepEqual(
    groups.map(({ rows: count }) => count),
    [4, 4, 4],
  );
  const [first, second] = groups;
  assert.ok(first && second);
  assert.ok(first.firstBin * BIN_HZ <= 500 && (first.firstBin + first.bins - 1) * BIN_HZ >= 1000);
  assert.equal(first.levels.length, first.rows * first.bins);
  assert.ok(Math.abs(first.time - (frameTime(16) + frameTime(17)) / 2) < 1e-9);
  assert.ok(Math.abs(second.time - first.time - 4 * 0.016) < 1e-9);
});
