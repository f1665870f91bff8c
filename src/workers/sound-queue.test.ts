import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AudioBlock, secondsOf } from '../engine/audio-block.js';
import { SoundQueue } from './sound-queue.js';

const RATE = 1000;
const soundOf = (seconds: number, more: Partial<AudioBlock> = {}): AudioBlock => ({
  samples: new Float32Array(RATE * seconds),
  sampleRate: RATE,
  ...more,
});

/** A queue on a machine whose readers read when the test says so. */
function setUp() {
  const taken: AudioBlock[] = [];
  const turns: (() => void)[] = [];
  const looks: (() => void)[] = [];
  const machine = { milliseconds: 0, backlog: 0 };
  const queue = new SoundQueue({
    push: (block) => {
      taken.push(block);
      machine.backlog += secondsOf(block);
    },
    backlog: () => machine.backlog,
    now: () => machine.milliseconds,
    turns: (turn) => () => turns.push(turn),
    later: (act) => looks.push(act),
  });
  const run = () => {
    while (turns.length > 0) turns.shift()?.();
    return taken.reduce((sum, { samples }) => sum + samples.length, 0) / RATE;
  };
  const read = () => {
    machine.backlog = 0;
    queue.wake();
  };
  return { queue, taken, machine, looks, run, read };
}

test('sound that comes faster than it sounds waits for those who read it, a second at a time, and all of it comes', () => {
  const { queue, machine, run, read } = setUp();
  queue.add(soundOf(600));
  assert.equal(run(), 3, 'until they are more than two seconds behind');
  assert.equal(queue.waiting, -3, 'none of it is due yet');
  machine.backlog = 2.5;
  queue.wake();
  assert.equal(run(), 3);
  for (let i = 1; i < 200; i++) {
    read();
    assert.equal(run(), 3 * (i + 1));
  }
});

test('sound that is due is taken, however far they are behind', () => {
  const { queue, machine, looks, run } = setUp();
  machine.backlog = 30;
  queue.add(soundOf(1));
  assert.equal(run(), 0);
  machine.milliseconds += 1000;
  looks.shift()?.();
  assert.equal(run(), 1);
  for (let i = 0; i < 5; i++) {
    queue.add(soundOf(1));
    machine.milliseconds += 1000;
  }
  queue.add(soundOf(1));
  assert.equal(run(), 6);
  assert.equal(queue.waiting, 0);
});

test('what a connection has held back is due as it would have sounded', () => {
  const { queue, machine, looks, run } = setUp();
  queue.add(soundOf(1));
  run();
  machine.milliseconds = 9000;
  machine.backlog = 30;
  queue.add(soundOf(8));
  assert.equal(run(), 1);
  machine.milliseconds += 2500;
  looks.shift()?.();
  assert.equal(run(), 3, 'two of the eight seconds would be over');
  assert.equal(queue.waiting, 6 - 5.5);
});

test('what is asked for comes behind the sound, at once while none waits; nothing is taken twice', () => {
  const { queue, machine, run, read } = setUp();
  const done: string[] = [];
  queue.behind(() => done.push('before'));
  assert.deepEqual(done, ['before']);
  machine.backlog = 10;
  queue.add(soundOf(2));
  queue.behind(() => done.push('behind'));
  queue.add(soundOf(1));
  run();
  assert.deepEqual(done, ['before']);
  read();
  assert.equal(run(), 3);
  assert.deepEqual(done, ['before', 'behind']);
  read();
  assert.equal(run(), 3);
});

test('pairs are not torn apart, and the time of a long block, or the gap before it, is that of its first second', () => {
  const { queue, taken, run, read } = setUp();
  const samples = Float32Array.from({ length: 5000 }, (_, i) => i);
  queue.add({ samples, sampleRate: 1000, pairs: 'iq', time: 7 });
  queue.add({ samples: new Float32Array(0), sampleRate: 1000, gap: 3 });
  run();
  read();
  run();
  assert.deepEqual(
    taken.map(({ samples, time, gap, pairs }) => [samples.length, samples[0], time, gap, pairs]),
    [
      [2000, 0, 7, undefined, 'iq'],
      [2000, 2000, undefined, undefined, 'iq'],
      [1000, 4000, undefined, undefined, 'iq'],
      [0, undefined, undefined, 3, undefined],
    ],
  );
});

test('no more waits than a page can hold: then it is taken although nobody has read it', () => {
  const { queue, machine, run } = setUp();
  machine.backlog = 30;
  for (let i = 0; i < 30; i++) queue.add({ samples: new Float32Array(2_000_000), sampleRate: 192_000 });
  const values = run() * RATE;
  assert.ok(values >= 10_000_000 - 192_000 && values <= 10_000_000 + 192_000, `${values} of 60 million`);
});

test('a source that has gone is left out when its turn comes; what has been cleared does not come', () => {
  const { queue, machine, run, read } = setUp();
  let wanted = true;
  machine.backlog = 10;
  queue.add(soundOf(1), () => wanted);
  wanted = false;
  read();
  assert.equal(run(), 0);
  machine.backlog = 10;
  queue.add(soundOf(1));
  queue.clear();
  read();
  assert.equal(run(), 0);
});
