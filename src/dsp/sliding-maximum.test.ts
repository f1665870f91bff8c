import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../test/support/signals.js';
import { SlidingMaximum } from './sliding-maximum.js';

test('the highest value up to six places away, for any number of values', () => {
  const random = seeded(5);
  const sliding = new SlidingMaximum(6, 100);
  for (let length = 0; length <= 100; length++) {
    const values = Float32Array.from({ length: 100 }, () => random() - 2);
    const maxima = new Float32Array(100);
    sliding.of(values, length, maxima);
    for (let i = 0; i < length; i++)
      assert.equal(maxima[i], Math.max(...values.subarray(Math.max(0, i - 6), Math.min(length, i + 7))));
  }
});
