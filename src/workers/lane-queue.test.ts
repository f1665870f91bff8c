import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lane } from '../engine/lane.js';
import { LaneQueue } from './lane-queue.js';

interface Job {
  readonly name: string;
  readonly lane: Lane;
  readonly frames: number;
  readonly ahead?: number;
  readonly slots: readonly object[];
}

const job = (name: string, lane: Lane, frames = 8, slots: readonly object[] = [{}]): Job => ({
  name,
  lane,
  frames,
  slots,
});
const slots = (count: number) => Array.from({ length: count }, () => ({}));

function queueOf(...jobs: Job[]): LaneQueue<Job> {
  const queue = new LaneQueue<Job>();
  for (const one of jobs) queue.push(one);
  return queue;
}
const names = (jobs: readonly Job[]) => jobs.map(({ name }) => name).join(' ');

test('what the operator waits for goes before live side channels, and those before a past', () => {
  const queue = queueOf(job('past', 'past'), job('side', 'live'), job('main', 'main'));
  assert.deepEqual([names(queue.next()), names(queue.next()), names(queue.next())], ['main', 'side', 'past']);
  assert.deepEqual(queue.next(), []);
});

test('equal chunks of several receivers share one run; chunks of another length wait for theirs', () => {
  const queue = queueOf(job('a', 'live'), job('b', 'live', 16), job('c', 'live'));
  assert.equal(names(queue.next()), 'a c');
  assert.equal(names(queue.next()), 'b');
});

test('a run holds 64 slots at most, so that a crowd does not delay the main channel', () => {
  const queue = queueOf(job('a', 'live', 8, slots(40)), job('b', 'live', 8, slots(40)), job('c', 'live', 8, slots(24)));
  assert.equal(names(queue.next()), 'a c');
  assert.equal(names(queue.next()), 'b');
});

test('chunks with another look-ahead, and more frames than a run may take, wait for a run of their own', () => {
  const queue = new LaneQueue<Job>(2048);
  for (const name of ['a', 'b', 'c']) queue.push({ ...job(name, 'past', 896), ahead: 256 });
  queue.push({ ...job('last', 'past', 896), ahead: 1 });
  assert.deepEqual([names(queue.next()), names(queue.next()), names(queue.next())], ['a b', 'c', 'last']);
  queue.push(job('long', 'past', 4096));
  assert.equal(names(queue.next()), 'long');
});

test('a batch that is larger by itself is still run', () => {
  assert.equal(names(queueOf(job('a', 'live', 8, slots(100))).next()), 'a');
});

test('two chunks of one slot never share a run and never change places', () => {
  const shared = slots(1);
  const queue = queueOf(job('first', 'live', 8, shared), job('second', 'live', 8, shared));
  assert.equal(names(queue.next()), 'first');
  assert.equal(names(queue.next()), 'second');
  const long = queueOf(job('x', 'live', 8), job('one', 'live', 16, shared), job('two', 'live', 8, shared));
  assert.deepEqual([names(long.next()), names(long.next()), names(long.next())], ['x', 'one', 'two']);
});

test('a re-decode that always has more to do does not starve live channels, nor those a past', () => {
  const queue = queueOf(job('side', 'live'), job('past', 'past'));
  const served: string[] = [];
  for (let i = 0; i < 14; i++) {
    queue.push(job('main', 'main'));
    served.push(names(queue.next()).split(' ')[0] ?? '');
    if (served.at(-1) === 'side') queue.push(job('side', 'live'));
  }
  assert.ok(served.indexOf('side') <= 2, served.join());
  assert.ok(served.includes('past'), served.join());
});

test('jobs of a receiver that has gone are taken out', () => {
  const queue = queueOf(job('keep', 'live'), job('drop', 'past'));
  assert.equal(names(queue.remove(({ name }) => name === 'drop')), 'drop');
  assert.equal(queue.length, 1);
});
