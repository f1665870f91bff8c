import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedCursor } from './tuning.js';

const band = { min: 200, max: 3000 };
const press = (key: string, cursor: number, shiftKey = false, traces: readonly number[] = []) =>
  movedCursor({ key, shiftKey }, cursor, band, traces);

test('arrows move by 10 Hz onto the grid, page keys by 100 Hz', () => {
  assert.equal(press('ArrowUp', 700), 710);
  assert.equal(press('ArrowDown', 704), 690);
  assert.equal(press('PageUp', 700), 800);
  assert.equal(press('PageDown', 700), 600);
});

test('the cursor stays in the band', () => {
  assert.equal(press('ArrowDown', 200), 200);
  assert.equal(press('PageUp', 2980), 3000);
  assert.equal(press('Home', 700), 200);
  assert.equal(press('End', 700), 3000);
});

test('Shift goes from trace to trace, and to the end of the band after the last', () => {
  const traces = [1400, 650, 712];
  assert.equal(press('ArrowUp', 650, true, traces), 712);
  assert.equal(press('ArrowDown', 712, true, traces), 650);
  assert.equal(press('ArrowUp', 1400, true, traces), 3000);
});

test('other keys are left to the page', () => {
  for (const key of ['Tab', 'a', ' ', 'Enter', 'Escape']) assert.equal(press(key, 700), null);
});

test('in the lower sideband up is a higher radio frequency, lower audio', () => {
  const lower = (key: string, cursor: number, shiftKey = false, traces: readonly number[] = []) =>
    movedCursor({ key, shiftKey }, cursor, { ...band, sideband: 'lsb' }, traces);
  assert.equal(lower('ArrowUp', 700), 690);
  assert.equal(lower('PageDown', 700), 800);
  assert.equal(lower('End', 700), 200);
  assert.equal(lower('ArrowUp', 1400, true, [650, 712, 2000]), 712);
});
