import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AudioHistory } from './audio-history.js';

const ramp = (from: number, length: number): Float32Array => Float32Array.from({ length }, (_, i) => from + i);

test('whatever the block sizes, a sample is found again under its absolute index', () => {
  const history = new AudioHistory(0.01);
  let written = 0;
  for (const size of [1, 7, 80, 33, 0, 200, 64, 79, 81]) {
    history.append(ramp(written, size));
    written += size;
    assert.equal(history.end, written);
    assert.equal(history.start, Math.max(0, written - 80));
    assert.deepEqual(history.read(history.start, history.end), ramp(history.start, history.end - history.start));
  }
});

test('what is gone or not yet there is refused, not read as silence', () => {
  const history = new AudioHistory(0.01);
  history.append(ramp(0, 100));
  assert.throws(() => history.read(19, 30), RangeError);
  assert.throws(() => history.read(90, 101), RangeError);
  assert.throws(() => history.read(60, 50), RangeError);
  assert.throws(() => history.read(20, 30, new Float32Array(9)), RangeError);
  assert.deepEqual(history.read(20, 30, new Float32Array(12)), ramp(20, 10));
});

test('a change of length keeps the newest samples and their indices', () => {
  const history = new AudioHistory(0.02);
  history.append(ramp(0, 250));
  history.resize(0.01);
  assert.equal(history.start, 170);
  assert.deepEqual(history.read(170, 250), ramp(170, 80));
  history.resize(0.05);
  history.append(ramp(250, 100));
  assert.deepEqual(history.read(170, 350), ramp(170, 180));
  assert.throws(() => history.resize(0), RangeError);
});
