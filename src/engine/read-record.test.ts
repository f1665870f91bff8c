import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadRecord } from './read-record.js';

test('what a channel has read at a frequency is read there and right beside it, and 25 Hz away it is not', () => {
  const record = new ReadRecord();
  record.mark(700, 1000);
  record.mark(700, 800);
  assert.deepEqual(
    [700, 706, 694].map((hertz) => record.until(hertz)),
    [1000, 1000, 1000],
  );
  assert.deepEqual(
    [725, 675].map((hertz) => record.until(hertz)),
    [0, 0],
  );
});
