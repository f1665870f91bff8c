import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InferenceBatch } from '../engine/inference.js';
import type { ModelContract } from '../engine/model-contract.js';
import { type BatchRunner, columns, InferenceCore, joinColumns } from './inference-core.js';

/** One feature, one token, one float of state: the sum of all features so far, which is also what it gives out. */
const CONTRACT = {
  stateSize: 1,
  stride: 2,
  shortOffsets: [0],
  longOffsets: [],
  tokens: [''],
} as unknown as ModelContract;

class Adder implements BatchRunner {
  readonly memory = 65_536;
  readonly runs: { frames: number; slots: number }[] = [];
  readonly aheads: (number | undefined)[] = [];
  overlapping = 0;
  #running = false;
  broken: Error | null = null;

  async run(features: Float32Array, frames: number, slots: number, states: Float32Array, ahead?: number) {
    this.aheads.push(ahead);
    if (this.#running) this.overlapping++;
    this.#running = true;
    await new Promise((resolve) => setImmediate(resolve));
    this.#running = false;
    if (this.broken) throw this.broken;
    this.runs.push({ frames, slots });
    const nextStates = states.slice();
    const logProbs = new Float32Array((frames / 2) * slots);
    for (let t = 0; t < frames; t++) {
      for (let n = 0; n < slots; n++) {
        nextStates[n] = (nextStates[n] as number) + (features[t * slots + n] as number);
        logProbs[Math.floor(t / 2) * slots + n] = nextStates[n] as number;
      }
    }
    return { logProbs, key: logProbs.slice(), nextStates, ms: 0 };
  }
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const batch = (slots: number[], values: number[], lane: InferenceBatch['lane'] = 'live'): InferenceBatch => ({
  lane,
  slots,
  frames: values.length / slots.length,
  features: Float32Array.from(values),
});
const setUp = () => {
  const session = new Adder();
  const core = new InferenceCore(session, CONTRACT, { now: () => performance.now(), breathe });
  return { session, core };
};

describe('an inference core', () => {
  test('keeps each slot’s state from run to run, whoever shares the run', async () => {
    const { session, core } = setUp();
    const one = core.connect();
    const two = core.connect();
    one.slots.open(1, null);
    one.slots.open(2, null);
    two.slots.open(1, null);
    const first = await Promise.all([one.run(batch([1, 2], [1, 10, 1, 10])), two.run(batch([1], [100, 100]))]);
    assert.deepEqual(
      first.map(({ logProbs }) => [...logProbs]),
      [[2, 20], [200]],
    );
    assert.deepEqual(session.runs, [{ frames: 2, slots: 3 }], 'both receivers in one run');
    const second = await Promise.all([one.run(batch([2, 1], [10, 1, 10, 1])), two.run(batch([1], [100, 100]))]);
    assert.deepEqual(
      second.map(({ key }) => [...key]),
      [[40, 4], [400]],
    );
  });

  test('never runs two batches at a time: the runtime would corrupt its memory', async () => {
    const { session, core } = setUp();
    const client = core.connect();
    for (const slot of [1, 2, 3]) client.slots.open(slot, null);
    await Promise.all([
      client.run(batch([1], [1, 1])),
      client.run(batch([2], [1, 1], 'past')),
      client.run(batch([3], [1, 1, 1, 1])),
    ]);
    assert.equal(session.overlapping, 0);
    assert.equal(core.stats.runs, 3);
  });

  test('hands the look-ahead of a chunk to the model', async () => {
    const { session, core } = setUp();
    const client = core.connect();
    client.slots.open(1, null);
    await client.run({ ...batch([1], [1, 1, 1, 1]), ahead: 1 });
    await client.run(batch([1], [1, 1]));
    assert.deepEqual(session.aheads, [1, undefined]);
  });

  test('a slot moves to another core with its state', async () => {
    const from = setUp().core.connect();
    const to = setUp().core.connect();
    from.slots.open(7, null);
    await from.run(batch([7], [1, 2]));
    const state = from.slots.take(7);
    assert.ok(state);
    to.slots.open(7, state);
    assert.deepEqual([...(await to.run(batch([7], [1, 1]))).logProbs], [5]);
    await assert.rejects(from.run(batch([7], [1, 1])), /not open/);
  });

  test('a slot that gives no numbers begins afresh, and its neighbours do not', async () => {
    const { core } = setUp();
    const client = core.connect();
    client.slots.open(1, null);
    client.slots.open(2, null);
    const { resetSlots } = await client.run(batch([1, 2], [Number.NaN, 1, 1, 1]));
    assert.deepEqual(resetSlots, [1]);
    assert.deepEqual([...(await client.run(batch([1, 2], [3, 3, 3, 3]))).logProbs], [6, 8]);
  });

  test('after a failed run everybody is told, then and later, so that a receiver can go elsewhere', async () => {
    const { session, core } = setUp();
    const client = core.connect();
    client.slots.open(1, null);
    session.broken = new Error('out of memory');
    await assert.rejects(client.run(batch([1], [1, 1])), /out of memory/);
    await assert.rejects(client.run(batch([1], [1, 1])), /out of memory/);
    assert.equal(core.failure, session.broken);
  });

  test('what waits for a client that disconnects is rejected', async () => {
    const { core } = setUp();
    const client = core.connect();
    client.slots.open(1, null);
    const waiting = client.run(batch([1], [1, 1]));
    client.disconnect();
    await assert.rejects(waiting, /disconnected/);
    assert.equal(core.stats.slots, 0);
  });
});

test('columns are joined and parted time-major', () => {
  const joined = joinColumns([Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6)], [2, 1], 2);
  assert.deepEqual([...joined], [1, 2, 5, 3, 4, 6]);
  assert.deepEqual([...columns(joined, 2, 3, 0, 2)], [1, 2, 3, 4]);
  assert.deepEqual([...columns(joined, 2, 3, 2, 1)], [5, 6]);
});
