import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TimeUnit } from './time-unit.js';

const RATE = 12_000;
/** What is said of blocks of 0.1 s with these times, in order. */
function doubts(times: readonly (number | undefined)[]): string[] {
  const unit = new TimeUnit();
  const samples = new Float32Array(RATE / 10);
  const said = times.map((time) => unit.doubt({ samples, sampleRate: RATE, ...(time !== undefined && { time }) }));
  return said.flatMap((error) => (error ? [`${error.code}: ${error.message} ${error.action}`] : []));
}
const blocks = (count: number, time: (i: number) => number) => Array.from({ length: count }, (_, i) => time(i));

describe('times that are no seconds', () => {
  for (const [name, divisor, time] of [
    ['milliseconds', 1000, (i: number) => 1.7e12 + 100 * i],
    // As Date.now() tells it when the block arrives.
    ['milliseconds', 1000, (i: number) => 1.7e12 + 100 * i + ((7 * i) % 40)],
    ['a count of samples', RATE, (i: number) => 1200 * i],
  ] as const) {
    test(`${name}: told once, with what to do`, () => {
      const [said, ...more] = doubts(blocks(50, time));
      assert.match(
        said ?? '',
        new RegExp(`^bad-time: .*0\\.40 s of sound: it looks like ${name}.* time / ${divisor} `),
      );
      assert.deepEqual(more, []);
    });
  }
  test('seconds are left alone, whatever is lost of the sound', () => {
    assert.deepEqual(doubts(blocks(50, (i) => 500 + i / 10)), []);
    // Only every hundredth packet gets through, then a squelch opens for a packet now and then.
    assert.deepEqual(doubts(blocks(50, (i) => 10 * i)), []);
    assert.deepEqual(doubts(blocks(50, (i) => 700 * i + (i % 3) * 150)), []);
    assert.deepEqual(doubts([1, 1.1, 101, 101.1, 101.2, 301, 301.1, undefined, 900, 1000]), []);
  });
});
