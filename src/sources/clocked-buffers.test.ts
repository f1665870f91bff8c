import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ClockedBuffers, clockTurn, TURN } from './clocked-buffers.js';

const LENGTH = 1000;
const turn = clockTurn();

/** A sound whose every sample tells its own number, from `from` on, and the clock that was recorded with it. */
const part = (from: number, length: number) => ({
  sound: Float32Array.from({ length }, (_, i) => from + i + 1),
  clock: Float32Array.from({ length }, (_, i) => turn[(from + i) % TURN] as number),
});

const join = (...parts: ReturnType<typeof part>[]) => ({
  sound: Float32Array.from(parts.flatMap(({ sound }) => [...sound])),
  clock: Float32Array.from(parts.flatMap(({ clock }) => [...clock])),
});

function heard(...buffers: ReturnType<typeof part>[]): number[] {
  const order = new ClockedBuffers();
  return buffers.flatMap(({ sound, clock }) => order.add(sound, clock).flatMap((piece) => [...piece]));
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i + 1);
const zeros = (length: number) => Array.from({ length }, () => 0);

describe('buffers of a ScriptProcessorNode', () => {
  test('that are read in time are given as they are, over the clock’s turn too', () => {
    const start = TURN - 1500;
    const buffers = [0, 1, 2].map((k) => part(start + k * LENGTH, LENGTH));
    assert.deepEqual(heard(...buffers), numbers(start, start + 3 * LENGTH));
  });

  test('what was heard before the clock runs is left out', () => {
    const still = { sound: new Float32Array(128).fill(9), clock: new Float32Array(128) };
    assert.deepEqual(heard(join(still, part(0, 872))), numbers(0, 872));
  });

  test('a page that was busy for three buffers loses what was overwritten, and its time stays', () => {
    // Buffers 1, 2 and 3 are read at once, when 3 has overwritten 1, and the beginning of 4 that of 2.
    const torn = join(part(4 * LENGTH, 300), part(2 * LENGTH + 300, 700));
    const late = [part(3 * LENGTH, LENGTH), torn, part(3 * LENGTH, LENGTH)];
    const read = heard(part(0, LENGTH), ...late, part(4 * LENGTH, LENGTH));
    assert.deepEqual(read, [...numbers(0, LENGTH), ...zeros(2 * LENGTH), ...numbers(3 * LENGTH, 5 * LENGTH)]);
  });

  test('a buffer that never came is a hole of its length', () => {
    const read = heard(part(0, LENGTH), part(2 * LENGTH, LENGTH));
    assert.deepEqual(read, [...numbers(0, LENGTH), ...zeros(LENGTH), ...numbers(2 * LENGTH, 3 * LENGTH)]);
  });
});
