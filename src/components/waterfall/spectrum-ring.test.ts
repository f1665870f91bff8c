import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOf, SpectrumRing } from './spectrum-ring.js';

/** Rows of 96 kHz of I and Q, silent but for one bin of 7.8125 Hz each. */
function wideRows(time: number, hertz: readonly number[]) {
  const bins = 12_288;
  const levels = new Uint8Array(hertz.length * bins);
  for (const [row, at] of hertz.entries()) levels[row * bins + Math.round(at / 7.8125) + bins / 2] = 200;
  return { time, rows: hertz.length, bins, firstBin: -bins / 2, levels };
}

function loudest(ring: SpectrumRing, column: number, min: number, max: number): number {
  const groups = groupsOf(min, max, 512);
  const levels = ring.read(column, column + 1, groups, new Uint8Array(groups.count));
  return (groups.low + (levels.indexOf(200) + 0.5) * groups.size - 0.5) * 7.8125;
}

test('a trace of one bin is there in the whole of a wide band, and where it is when that is zoomed', () => {
  const ring = new SpectrumRing(8);
  ring.append(wideRows(1, [-31_234, 7031]));
  assert.ok(Math.abs(loudest(ring, 0, -48_000, 48_000) + 31_234) <= 96_000 / 512 / 2);
  assert.ok(
    Math.abs(loudest(ring, 0, -32_000, -30_000) + 31_234) <= 7.8125 / 2,
    'a bin, also of what was heard before',
  );
  assert.ok(Math.abs(loudest(ring, 1, 6000, 8000) - 7031) <= 7.8125 / 2);
});

test('groups stay where they are while what is shown is moved, so that a trace does not flicker', () => {
  const [here, there] = [groupsOf(1000, 9000, 512), groupsOf(1500, 9500, 512)];
  assert.equal(here.size, there.size);
  assert.equal((there.low - here.low) % here.size, 0);
  for (const { low, size, count } of [here, there]) assert.ok(count <= 514 && low % size === 0);
});

test('bins beyond what was heard are empty, and so is a gap in time', () => {
  const ring = new SpectrumRing(8);
  ring.append(wideRows(1, [40_000]));
  ring.append(wideRows(1.048, [40_000]));
  assert.equal(ring.end, 4);
  const groups = groupsOf(47_000, 50_000, 512);
  assert.ok(ring.read(0, 4, groups, new Uint8Array(4 * groups.count)).every((level) => level === 0));
  const whole = groupsOf(39_000, 41_000, 512);
  const levels = ring.read(0, 4, whole, new Uint8Array(4 * whole.count));
  const heard = [0, 1, 2, 3].map((column) => levels.subarray(column * whole.count).indexOf(200));
  assert.deepEqual(
    heard.map((at) => at >= 0 && at < whole.count),
    [true, false, false, true],
  );
});
