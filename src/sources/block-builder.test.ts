import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockBuilder } from './block-builder.js';

const ramp = (from: number, length: number): Float32Array => Float32Array.from({ length }, (_, i) => from + i);

test('no sample is lost or doubled, whatever the length of the quantum', () => {
  for (const quantum of [1, 100, 128, 441, 2048]) {
    const builder = new BlockBuilder(1000);
    const heard: number[] = [];
    for (let from = 0; from < 5000; from += quantum) {
      for (const block of builder.add([ramp(from, quantum)], quantum)) heard.push(...block);
    }
    heard.push(...(builder.rest() ?? []));
    assert.deepEqual(heard, [...ramp(0, Math.ceil(5000 / quantum) * quantum)], `quantum ${quantum}`);
  }
});

test('a signal on one side of a stereo input is heard at half its amplitude, not lost', () => {
  const builder = new BlockBuilder(4);
  const [block] = builder.add([Float32Array.of(1, 1, -1, -1), new Float32Array(4)], 4);
  assert.deepEqual([...(block ?? [])], [0.5, 0.5, -0.5, -0.5]);
});

test('an inactive input keeps time as silence', () => {
  const builder = new BlockBuilder(256);
  const blocks = [...builder.add([], 128), ...builder.add([], 128)];
  assert.deepEqual(blocks, [new Float32Array(256)]);
});

test('the rest of a block is given once', () => {
  const builder = new BlockBuilder(8);
  builder.add([Float32Array.of(1, 2, 3)], 3);
  assert.deepEqual([...(builder.rest() ?? [])], [1, 2, 3]);
  assert.equal(builder.rest(), null);
});
