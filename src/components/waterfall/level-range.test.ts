import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LevelMeter } from './level-range.js';

/** Rows of noise around `noise` (levels, 0.5 dB) with one carrier. */
function rows(count: number, noise: number, carrier: number): Uint8Array {
  let seed = 1;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const levels = Uint8Array.from({ length: count * 100 }, () => noise + 20 * Math.log10(-Math.log(random() || 1e-9)));
  for (let row = 0; row < count; row++) levels[row * 100 + 50] = carrier;
  return levels;
}

test('noise is dark and a weak signal stands out, at any loudness of the receiver', () => {
  for (const noise of [40, 90, 150]) {
    const meter = new LevelMeter();
    meter.add(rows(400, noise, noise + 30), 400, 100, 0, 100);
    const { floor, top } = meter.range;
    assert.ok(Math.abs(floor - noise) < 10, `floor ${floor} for noise at ${noise}`);
    assert.ok(noise + 30 > floor + 0.25 * (top - floor));
  }
});

test('a steady band gives a steady picture', () => {
  const meter = new LevelMeter();
  meter.add(rows(400, 90, 140), 400, 100, 0, 100);
  let changes = 0;
  for (let i = 0; i < 50; i++) if (meter.add(rows(8, 90, 140), 8, 100, 0, 100)) changes++;
  assert.equal(changes, 0);
});

test('when the receiver is turned up by 20 dB the picture follows within half a minute', () => {
  const meter = new LevelMeter();
  meter.add(rows(2000, 80, 140), 2000, 100, 0, 100);
  for (let i = 0; i < 235; i++) meter.add(rows(8, 120, 180), 8, 100, 0, 100);
  assert.ok(Math.abs(meter.range.floor - 120) < 10);
});

test('digital silence, and what a filter cut off, is not taken for the noise floor', () => {
  const meter = new LevelMeter();
  const levels = new Uint8Array(400 * 100);
  const noise = rows(400, 100, 150);
  for (let row = 0; row < 400; row++) levels.set(noise.subarray(row * 100, row * 100 + 30), row * 100);
  meter.add(levels, 400, 100, 0, 100);
  assert.ok(Math.abs(meter.range.floor - 100) < 10);
});
