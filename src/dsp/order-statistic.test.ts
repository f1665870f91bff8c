import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../demo/simulator/random.js';
import { orderStatistic } from './order-statistic.js';

test('every place has the value that it has when all are sorted, equal ones too', () => {
  const random = new Random(5);
  for (const length of [1, 2, 3, 20, 100]) {
    for (const round of [0, 1, 2]) {
      const values = Float32Array.from({ length }, () =>
        round === 0 ? 7 : round === 1 ? random.whole(0, 9) : random.next(),
      );
      const sorted = values.toSorted();
      for (let place = 0; place < length; place++) {
        assert.equal(orderStatistic(values.slice(), place), sorted[place]);
      }
    }
  }
});

test('two places are found one after the other, the second among the greater ones', () => {
  const random = new Random(6);
  const values = Float32Array.from({ length: 100 }, () => random.next());
  const sorted = values.toSorted();
  assert.equal(orderStatistic(values, 30), sorted[30]);
  assert.equal(orderStatistic(values, 85, 31), sorted[85]);
});
