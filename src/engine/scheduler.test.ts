import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AudioHistory } from '../dsp/audio-history.js';
import { HOP, SAMPLE_RATE, WINDOW } from '../dsp/frame.js';
import { FrameStore } from '../dsp/frame-store.js';
import type { InferenceBatch, InferenceClient, InferenceResult } from './inference.js';
import type { ModelContract } from './model-contract.js';
import { Reader } from './reader.js';
import { Scheduler } from './scheduler.js';

const CONTRACT = {
  stride: 2,
  keyDelay: 2.5,
  meanAlpha: 1 / 312.5,
  logFloor: 1e-10,
  shortOffsets: [0],
  longOffsets: [0],
  tokens: ['', ' ', '.'],
} as unknown as ModelContract;

interface Pending extends InferenceBatch {
  answer(): Promise<void>;
  fail(): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A client that answers when the test says so, with blanks. */
class FakeClient implements InferenceClient {
  readonly id: number;
  busy = 0;
  readonly shared = false;
  readonly opened: number[] = [];
  readonly closed: number[] = [];
  readonly pending: Pending[] = [];
  readonly all: InferenceBatch[] = [];

  constructor(id: number) {
    this.id = id;
  }

  open(slot: number): void {
    this.opened.push(slot);
  }

  close(slot: number): void {
    this.closed.push(slot);
  }

  take(): Promise<Float32Array> {
    return Promise.resolve(new Float32Array(1));
  }

  run(batch: InferenceBatch): Promise<InferenceResult> {
    this.all.push(batch);
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        this.pending.splice(this.pending.indexOf(pending), 1);
        settle();
        return settled();
      };
      const outputs = (batch.frames / CONTRACT.stride) * batch.slots.length;
      const result = { logProbs: new Float32Array(outputs * 3), key: new Float32Array(outputs), resetSlots: [] };
      const pending = {
        ...batch,
        answer: () => finish(() => resolve(result)),
        fail: () => finish(() => reject(new Error('lost'))),
      };
      this.pending.push(pending);
    });
  }

  async answerAll(): Promise<void> {
    while (this.pending.length > 0) await this.pending[0]?.answer();
  }
}

function setUp(seconds = 60) {
  const history = new AudioHistory(seconds);
  const store = new FrameStore(history);
  const restarts: { slot: number; from: number; stopped: number }[] = [];
  const read = new Map<number, number[]>();
  const scheduler = new Scheduler(CONTRACT, store, {
    read: (reader) => read.set(reader.slot, [...(read.get(reader.slot) ?? []), reader.done]),
    restarted: (reader, stopped) => restarts.push({ slot: reader.slot, from: reader.origin, stopped }),
  });
  /** Audio until there are `frames` frames. */
  const hear = (frames: number) => {
    history.append(new Float32Array(Math.max(0, (frames - 1) * HOP + WINDOW - history.end)));
    store.advance();
    scheduler.pump();
  };
  const open = (slot: number, cursor: number, urgent = false) => {
    const reader = new Reader(CONTRACT, slot, 80, cursor);
    reader.urgent = urgent;
    scheduler.add(reader);
    return reader;
  };
  return { scheduler, store, hear, open, restarts, read };
}

const shape = ({ lane, slots, frames }: InferenceBatch) => `${lane} ${slots.join('+')} ${frames}`;

describe('the scheduler', () => {
  test('puts all side channels into one batch a tick and the main channel into its own', async () => {
    const { scheduler, hear, open } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    open(1, 0, true);
    for (const slot of [2, 3, 4]) open(slot, 0);
    hear(8);
    await client.answerAll();
    client.all.length = 0;
    hear(16);
    assert.deepEqual(client.all.map(shape).sort(), ['live 2+3+4 8', 'main 1 8']);
  });

  test('when results are late the next chunk is longer, up to a second, and nothing queues', async () => {
    const { scheduler, hear, open } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    open(1, 0);
    open(2, 0);
    hear(8);
    await client.answerAll();
    for (let frames = 16; frames <= 480; frames += 8) hear(frames);
    assert.deepEqual(client.pending.map(shape), ['live 1+2 8'], 'one batch under way');
    await client.pending[0]?.answer();
    assert.deepEqual(client.pending.map(shape), ['live 1+2 128']);
  });

  test('a past is read in bounded chunks beside the live channels and then joins them, without a seam', async () => {
    const { scheduler, hear, open, read } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    open(1, 0);
    hear(1000);
    await client.answerAll();
    open(2, 0);
    hear(1008);
    assert.deepEqual(client.pending.map(shape).sort(), ['live 1 8', 'past 2 256']);
    await client.answerAll();
    hear(1016);
    await client.answerAll();
    client.all.length = 0;
    hear(1024);
    assert.deepEqual(client.all.map(shape), ['live 1+2 8']);
    await client.answerAll();
    const ends = read.get(2) ?? [];
    assert.deepEqual(
      ends,
      [...ends].sort((a, b) => a - b),
    );
    assert.equal(ends.at(-1), 1024);
  });

  test('pasts that are read no faster than sound comes are read on together, and are late', async () => {
    const { scheduler, hear, open } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    for (const slot of [1, 2, 3, 4, 5]) open(slot, 0);
    hear(256);
    assert.deepEqual(
      client.pending.map(shape),
      [1, 2, 3, 4, 5].map((slot) => `past ${slot} 256`),
    );
    hear(344);
    assert.equal(scheduler.lag, 0.704, 'by so much they have fallen back');
    await client.pending[0]?.answer();
    assert.equal(client.pending.length, 4, 'the first waits for those that come to where it is');
    for (let i = 0; i < 4; i++) await client.pending[0]?.answer();
    assert.deepEqual(client.pending.map(shape).slice(0, 1), ['live 1+2+3 88']);
    assert.equal(scheduler.lag, 0.704);
    await client.answerAll();
    assert.equal(scheduler.lag, 0);
  });

  test('many that are a little behind one do not wait for more sound: that one waits for them', async () => {
    const { scheduler, hear, open } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    const readers = [1, 2, 3, 4, 5].map((slot) => open(slot, 0));
    hear(256);
    await client.answerAll();
    // Its station has begun to send again, and it has passed over what lies before.
    readers[4]?.pass(280);
    hear(512);
    assert.deepEqual(client.pending.map(shape), ['live 1+2+3+4 24']);
    await client.answerAll();
    assert.equal(scheduler.backlog, 0);
  });

  test('a batch of very many is no longer than others can wait for', async () => {
    const { scheduler, hear, open } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    for (let slot = 1; slot <= 100; slot++) open(slot, 0);
    hear(8);
    await client.answerAll();
    hear(40);
    for (let frames = 48; frames <= 800; frames += 8) hear(frames);
    await client.pending[0]?.answer();
    assert.deepEqual(
      client.pending.map(({ frames, slots }) => [frames, slots.length]),
      [[40, 100]],
    );
  });

  test('what the operator waits for is read in chunks of a second at most', async () => {
    const { scheduler, hear, open } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    hear(1000);
    open(1, 0, true);
    hear(1008);
    assert.deepEqual(client.pending.map(shape), ['main 1 128', 'main 1 128'], 'one is cut while the other is read');
  });

  test('a worker that fails costs nothing: its channels go back 8 s on another one, and read on without a gap', async () => {
    const { scheduler, hear, open, restarts, read } = setUp();
    const [first, second] = [new FakeClient(1), new FakeClient(2)];
    scheduler.addClient(first);
    open(1, 0, true);
    hear(2000);
    await first.answerAll();
    hear(2008);
    await first.pending[0]?.fail();
    assert.deepEqual(restarts, [{ slot: 1, from: 1000, stopped: 2000 }]);
    hear(2016);
    scheduler.addClient(second);
    assert.deepEqual(second.opened, [1]);
    await second.answerAll();
    assert.equal(read.get(1)?.at(-1), 2016);
    assert.equal(
      second.all.reduce((sum, { frames }) => sum + frames, 0),
      1016,
    );
  });

  test('a result that comes after its client was taken away is not read twice', async () => {
    const { scheduler, hear, open, read } = setUp();
    const [first, second] = [new FakeClient(1), new FakeClient(2)];
    scheduler.addClient(first);
    open(1, 0, true);
    hear(8);
    scheduler.addClient(second);
    scheduler.removeClient(1);
    await second.answerAll();
    await first.pending[0]?.answer();
    assert.deepEqual(read.get(1), [8]);
  });

  test('a crowd of side channels waits a quarter of a second to be read together, the main channel never', async () => {
    const { scheduler, hear, open } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    open(1, 0, true);
    for (const slot of [2, 3, 4, 5]) open(slot, 0);
    hear(8);
    await client.answerAll();
    client.all.length = 0;
    for (const frames of [16, 24, 32, 40]) {
      hear(frames);
      await client.answerAll();
    }
    assert.deepEqual(client.all.map(shape), ['main 1 8', 'main 1 8', 'main 1 8', 'live 2+3+4+5 32', 'main 1 8']);
    hear(48);
    scheduler.hurry = true;
    scheduler.pump();
    assert.equal(shape(client.pending.at(-1) as InferenceBatch), 'live 2+3+4+5 8');
    scheduler.hurry = false;
    scheduler.eager = true;
    await client.answerAll();
    hear(56);
    assert.ok(client.pending.map(shape).includes('live 2+3+4+5 8'), 'unless they are told not to');
  });

  test('slots are spread when a second worker comes', async () => {
    const { scheduler, hear, open } = setUp();
    const [first, second] = [new FakeClient(1), new FakeClient(2)];
    scheduler.addClient(first);
    for (let slot = 1; slot <= 10; slot++) open(slot, 0);
    hear(32);
    await first.answerAll();
    scheduler.addClient(second);
    await settled();
    hear(64);
    const on = (client: FakeClient) => new Set(client.pending.flatMap(({ slots }) => slots)).size;
    assert.ok(Math.abs(on(first) - on(second)) <= 2, `${on(first)} and ${on(second)}`);
    assert.equal(on(first) + on(second), 10);
  });

  test('a closed channel lets its slot go, also while a batch is under way', async () => {
    const { scheduler, hear, open, read } = setUp();
    const client = new FakeClient(1);
    scheduler.addClient(client);
    const reader = open(1, 0);
    hear(8);
    scheduler.remove(reader);
    assert.deepEqual(client.closed, [1]);
    await client.answerAll();
    assert.equal(read.size, 0);
  });

  test('a past that has left the history is passed over', async () => {
    const { scheduler, store, hear, open } = setUp(10);
    const client = new FakeClient(1);
    const reader = open(1, 0);
    for (let frames = 100; frames <= 3000; frames += 100) hear(frames);
    scheduler.addClient(client);
    await client.answerAll();
    assert.equal(reader.done, store.end);
    assert.ok(client.all.reduce((sum, { frames }) => sum + frames, 0) <= (10 * SAMPLE_RATE) / HOP);
  });

  test('side channels go to the smaller model when it comes, hear themselves in, and come back as main channels', async () => {
    const { scheduler, hear, open, restarts } = setUp();
    const [large, small] = [new FakeClient(1), new FakeClient(2)];
    scheduler.addClient(large);
    const [main, side] = [open(1, 0, true), open(2, 0)];
    side.small = true;
    for (let frames = 128; frames <= 2560; frames += 128) {
      hear(frames);
      await large.answerAll();
    }
    assert.equal(side.client?.id, 1, 'the large one reads for all while there is no other');
    scheduler.addClient(small, { ...CONTRACT, name: 'small' });
    assert.deepEqual([main.client?.id, side.client?.id], [1, 2]);
    assert.deepEqual(large.closed, [2]);
    assert.deepEqual(restarts, [{ slot: 2, from: 2184, stopped: 2560 }], 'from 3 s before');
    hear(2688);
    await Promise.all([large.answerAll(), small.answerAll()]);
    assert.deepEqual([main.done, side.done], [2688, 2688]);
    side.small = false;
    side.urgent = true;
    hear(2816);
    assert.equal(side.client?.id, 1);
    assert.deepEqual(small.closed, [2]);
  });

  test('when the smaller model is lost, the large one reads on', async () => {
    const { scheduler, hear, open } = setUp();
    const [large, small] = [new FakeClient(1), new FakeClient(2)];
    scheduler.addClient(large);
    scheduler.addClient(small, { ...CONTRACT, name: 'small' });
    const side = open(1, 0);
    side.small = true;
    hear(128);
    assert.equal(side.client?.id, 2);
    await small.answerAll();
    scheduler.removeClient(2);
    hear(256);
    assert.equal(side.client?.id, 1);
    await large.answerAll();
    assert.equal(side.done, 256);
  });
});
