import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourTable, PALETTE_NAMES } from './palette.js';

/** Relative luminance, WCAG 2. */
function luminance(pixel: number): number {
  const [red, green, blue] = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

test('a stronger signal is never darker (on paper: never brighter) than a weaker one', () => {
  for (const name of PALETTE_NAMES) {
    const lights = [...colourTable(name, { floor: 60, top: 200 })].map(luminance);
    const rising = name !== 'paper';
    for (let i = 1; i < 256; i++) {
      const step = (lights[i] ?? 0) - (lights[i - 1] ?? 0);
      assert.ok(rising ? step >= -1e-3 : step <= 1e-3, `${name} at ${i}`);
    }
  }
});

test('everything under the floor has the colour of the ground, everything over the top the last one', () => {
  const table = colourTable('night', { floor: 60, top: 120 });
  assert.equal(new Set(table.subarray(0, 61)).size, 1);
  assert.equal(new Set(table.subarray(120)).size, 1);
  assert.notEqual(table[60], table[120]);
});

test('a mark is seen on noise: contrast of at least 7 to 1 from end to end', () => {
  for (const name of PALETTE_NAMES) {
    const table = colourTable(name, { floor: 0, top: 255 });
    const [low = 0, high = 0] = [luminance(table[0] ?? 0), luminance(table[255] ?? 0)].sort((a, b) => a - b);
    assert.ok((high + 0.05) / (low + 0.05) >= 7, name);
  }
});
