import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seeded } from '../../test/support/signals.js';
import { AudioHistory } from '../dsp/audio-history.js';
import { HOP, WINDOW } from '../dsp/frame.js';
import { FrameStore } from '../dsp/frame-store.js';
import type { DecodedToken } from '../morse/ctc.js';
import { AccurateDesk, type AccurateJob } from './accurate-desk.js';
import { AccurateReader, planChunk } from './accurate-reader.js';
import { FrequencyTrack } from './frequency-track.js';
import type { InferenceBatch, InferenceClient, InferenceResult } from './inference.js';
import type { ModelContract } from './model-contract.js';

const LOOKAHEAD = 64;
const CONTRACT = {
  stride: 2,
  keyDelay: 2.5,
  meanAlpha: 1 / 312.5,
  logFloor: 1e-10,
  shortOffsets: [0],
  longOffsets: [0],
  tokens: ['', ' ', '.', '-'],
  lookahead: LOOKAHEAD,
} as unknown as ModelContract;

/** A model that hears the past in its state and as much of the future as its look-ahead; it answers when the test says so. */
class Oracle implements InferenceClient {
  readonly id: number;
  busy = 0;
  shared = false;
  readonly runs: InferenceBatch[] = [];
  readonly waiting: { answer(): void; fail(): void }[] = [];
  readonly #states = new Map<number, number>();

  constructor(id: number) {
    this.id = id;
  }

  open(slot: number): void {
    this.#states.set(slot, 0);
  }

  close(slot: number): void {
    this.#states.delete(slot);
  }

  take(): Promise<Float32Array> {
    return Promise.reject(new Error('never moved'));
  }

  run(batch: InferenceBatch): Promise<InferenceResult> {
    this.runs.push(batch);
    return new Promise((resolve, reject) => {
      this.waiting.push({
        answer: () => resolve(this.#answer(batch)),
        fail: () => reject(new Error('lost')),
      });
    });
  }

  async settle(how: 'answer' | 'fail' = 'answer'): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      next[how]();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  #answer({ slots, frames, features, ahead = 0 }: InferenceBatch): InferenceResult {
    const [slot = 0] = slots;
    const outputs = frames / 2;
    const logProbs = new Float32Array(outputs * 4).fill(-20);
    let state = this.#states.get(slot) ?? Number.NaN;
    for (let j = 0; j < outputs; j++) {
      for (const t of [2 * j, 2 * j + 1]) state = 0.9 * state + (features[2 * t] as number);
      let future = 0;
      for (let t = 2 * j + 2; t < Math.min(frames, 2 * j + 2 + LOOKAHEAD); t++) future += features[2 * t + 1] as number;
      logProbs[4 * j + (Math.floor(Math.abs(3 * state + future)) % 4)] = 0;
      if (j === outputs - ahead - 1) this.#states.set(slot, state);
    }
    return { logProbs, key: new Float32Array(outputs), resetSlots: [] };
  }
}

class Job implements AccurateJob {
  readonly lane = 'main';
  readonly track = new FrequencyTrack();
  step = 32;
  goal = { until: 0, last: false };
  readonly reader: AccurateReader;
  readonly found: DecodedToken[] = [];
  readonly skips: number[] = [];

  constructor(slot: number, frame = 0) {
    this.reader = new AccurateReader(CONTRACT, slot, frame);
    this.track.add(0, 80);
    this.track.add(700, 84);
  }

  read(tokens: readonly DecodedToken[]): void {
    this.found.push(...tokens);
  }

  lost(): number {
    return this.reader.origin;
  }

  skipped(frame: number): void {
    this.skips.push(frame);
  }
}

function setUp(seconds = 60) {
  const random = seeded(3);
  const history = new AudioHistory(seconds);
  const store = new FrameStore(history);
  let allowed = true;
  const desk: AccurateDesk = new AccurateDesk(CONTRACT, store, {
    mayRun: () => allowed,
    onRead: () => desk.pump(),
  });
  const hear = (frames: number) => {
    const length = (frames - 1) * HOP + WINDOW - history.end;
    history.append(Float32Array.from({ length: Math.max(0, length) }, () => random() - 0.5));
    store.advance();
  };
  const allow = (on: boolean) => {
    allowed = on;
  };
  return { desk, hear, allow };
}

/** Frames and codes that one chunk over everything gives. */
async function whole(frames: number): Promise<DecodedToken[]> {
  const { desk, hear } = setUp();
  const [client, job] = [new Oracle(1), new Job(1)];
  desk.addClient(client);
  hear(frames);
  job.goal = { until: frames, last: true };
  desk.add(job);
  desk.pump();
  await client.settle();
  assert.equal(client.runs.length, 1);
  return job.found;
}

describe('accurate readers', () => {
  test('read the same in whatever chunks the audio comes', async () => {
    const all = await whole(2000);
    assert.ok(all.length > 200);
    for (let seed = 1; seed <= 12; seed++) {
      const random = seeded(seed);
      const { desk, hear } = setUp();
      const [client, job] = [new Oracle(1), new Job(1)];
      desk.addClient(client);
      desk.add(job);
      desk.longest = 100 + 2 * Math.floor(400 * random());
      job.step = 2 + Math.floor(30 * random());
      for (let frames = 8; frames < 2000; frames += 8 * Math.ceil(40 * random())) {
        hear(frames);
        job.goal = { until: frames, last: false };
        desk.pump();
        if (random() < 0.7) await client.settle();
      }
      hear(2000);
      job.goal = { until: 2000, last: true };
      desk.pump();
      await client.settle();
      assert.deepEqual(job.found, all, `seed ${seed}: ${client.runs.map(({ frames }) => frames).join(' ')}`);
      assert.ok(desk.isIdle(job));
    }
  });

  test('one chunk is under way at a time, with the whole look-ahead, and shorter beside a live model', async () => {
    const { desk, hear } = setUp();
    const [client, job] = [new Oracle(1), new Job(1)];
    desk.addClient(client);
    desk.add(job);
    hear(4000);
    job.goal = { until: 4000, last: false };
    client.shared = true;
    for (let i = 0; i < 5; i++) desk.pump();
    assert.deepEqual(
      client.runs.map(({ frames, ahead }) => [frames, ahead]),
      [[1024, LOOKAHEAD / 2]],
    );
    client.shared = false;
    await client.settle();
    assert.equal(client.runs[1]?.frames, 2048);
    assert.equal(job.reader.done, 4000 - LOOKAHEAD, 'all but the look-ahead is read');
  });

  test('wait while a live channel is late', async () => {
    const { desk, hear, allow } = setUp();
    const [client, job] = [new Oracle(1), new Job(1)];
    desk.addClient(client);
    desk.add(job);
    hear(400);
    job.goal = { until: 400, last: false };
    allow(false);
    desk.pump();
    assert.equal(client.runs.length, 0);
    allow(true);
    desk.pump();
    assert.equal(client.runs.length, 1);
  });

  test('begin again on another worker when theirs is lost, in the middle of a run too', async () => {
    const all = await whole(1200);
    const { desk, hear } = setUp();
    const [first, second, job] = [new Oracle(1), new Oracle(2), new Job(1)];
    desk.addClient(first);
    desk.add(job);
    hear(1200);
    job.goal = { until: 600, last: false };
    desk.pump();
    await first.settle();
    job.goal = { until: 1200, last: true };
    desk.pump();
    job.found.length = 0;
    await first.settle('fail');
    assert.ok(!desk.hasClients);
    desk.addClient(second);
    desk.pump();
    await second.settle();
    assert.deepEqual(job.found, all);
  });

  test('a result that comes after its job was removed is not read', async () => {
    const { desk, hear } = setUp();
    const [client, job] = [new Oracle(1), new Job(1)];
    desk.addClient(client);
    desk.add(job);
    hear(400);
    job.goal = { until: 400, last: false };
    desk.pump();
    desk.remove(job);
    await client.settle();
    assert.deepEqual(job.found, []);
  });

  test('what has left the history is passed over, and said so', async () => {
    const { desk, hear } = setUp(10);
    const [client, job] = [new Oracle(1), new Job(1)];
    desk.add(job);
    for (let frames = 100; frames <= 3000; frames += 100) hear(frames);
    job.goal = { until: 3000, last: false };
    desk.addClient(client);
    desk.pump();
    await client.settle();
    assert.equal(job.skips.length, 1);
    assert.ok((job.skips[0] ?? 0) > 3000 - 10 * 125);
    assert.equal(job.reader.done, 3000 - LOOKAHEAD);
  });

  test('readers share the workers', async () => {
    const { desk, hear } = setUp();
    const [one, two] = [new Oracle(1), new Oracle(2)];
    desk.addClient(one);
    desk.addClient(two);
    hear(400);
    for (const slot of [1, 2, 3, 4]) {
      const job = new Job(slot);
      job.goal = { until: 400, last: true };
      desk.add(job);
    }
    desk.pump();
    assert.deepEqual([one.runs.length, two.runs.length], [2, 2]);
  });
});

test('a chunk is planned only where it is worth a run, and the end is read whole', () => {
  const needs = { available: 600, last: false, step: 384, longest: 2048 };
  const contract = { ...CONTRACT, lookahead: 512 };
  assert.equal(planChunk(needs, contract), null);
  assert.deepEqual(planChunk({ ...needs, available: 897 }, contract), { frames: 896, ahead: 256 });
  assert.deepEqual(planChunk({ ...needs, available: 9000 }, contract), { frames: 2048, ahead: 256 });
  assert.deepEqual(planChunk({ ...needs, last: true }, contract), { frames: 600, ahead: 1 });
  assert.equal(planChunk({ ...needs, available: 2, last: true }, contract), null, 'what is never read');
  assert.equal(planChunk({ ...needs, available: -8, last: true }, contract), null);
});
