import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AudioBlock } from '../engine/audio-block.js';
import { CaptureCore } from './capture-core.js';

const RATE = 8000;

/** A capture, and the samples that it has given to the receiver, with the seconds of each gap before them. */
function setUp() {
  const given: (number | string)[] = [];
  const take = (message: AudioBlock | 'flush'): void => {
    if (message === 'flush') return;
    if (message.gap) given.push(`gap ${message.gap}`);
    given.push(...message.samples);
  };
  const core = new CaptureCore(RATE, () => {});
  core.take({ type: 'port', port: { postMessage: take, close: () => {} } as unknown as MessagePort });
  const hear = (value: number, samples: number) => core.hear([new Float32Array(samples).fill(value)], samples);
  /** All that was heard has been given. */
  const rest = () => {
    core.take({ type: 'close' });
    return given;
  };
  return { core, hear, rest };
}

/** Runs of equal values. */
function runs(given: readonly (number | string)[]): string[] {
  const found: [value: number | string, count: number][] = [];
  for (const value of given) {
    const last = found.at(-1);
    if (last && last[0] === value && typeof value === 'number') last[1]++;
    else found.push([value, 1]);
  }
  return found.map(([value, count]) => (typeof value === 'number' ? `${count} × ${value}` : value));
}

test('a paused player’s silence is left out, also until it sounds again, and nothing that sounds is', () => {
  const { core, hear, rest } = setUp();
  hear(1, 1000);
  core.take({ type: 'hold', on: true });
  hear(1, 24);
  for (let i = 0; i < 100; i++) hear(0, 128);
  core.hear([], 128);
  core.take({ type: 'hold', on: false });
  for (let i = 0; i < 10; i++) hear(0, 128);
  hear(2, 128);
  hear(0, 300);
  hear(2, 100);
  assert.deepEqual(runs(rest()), ['1024 × 1', '128 × 2', '300 × 0', '100 × 2']);
});

test('of a long buffer the part that sounds is given', () => {
  const { core, rest } = setUp();
  core.take({ type: 'hold', on: true });
  const buffer = new Float32Array(4 * 128);
  buffer.fill(1, 200, 300);
  core.hear([buffer], buffer.length);
  assert.deepEqual(runs(rest()), ['72 × 0', '100 × 1', '84 × 0']);
});

test('a second after the pause, silence is a part of the sound', () => {
  const { core, hear, rest } = setUp();
  hear(1, 128);
  core.take({ type: 'hold', on: true });
  for (let i = 0; i < 100; i++) hear(0, 128);
  core.take({ type: 'hold', on: false });
  for (let i = 0; i < 70; i++) hear(0, 128);
  assert.deepEqual(runs(rest()), ['128 × 1', `${7 * 128} × 0`]);
});

test('behind a jump there is a gap, one for several of them, and none at the beginning', () => {
  const { core, hear, rest } = setUp();
  const jump = () => core.take({ type: 'gap', seconds: 2 });
  jump();
  hear(1, 300);
  jump();
  jump();
  hear(2, 300);
  assert.deepEqual(runs(rest()), ['300 × 1', 'gap 2', '300 × 2']);
});

test('behind the end nothing is given until it plays again', () => {
  const { core, hear, rest } = setUp();
  hear(1, 100);
  core.take({ type: 'flush' });
  core.take({ type: 'hold', on: true });
  hear(3, 100);
  core.take({ type: 'hold', on: false });
  hear(2, 100);
  assert.deepEqual(runs(rest()), ['100 × 1', '100 × 2']);
});
