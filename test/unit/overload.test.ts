import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AudioHistory } from '../../src/dsp/audio-history.js';
import { FRAME_RATE, HOP, WINDOW } from '../../src/dsp/frame.js';
import { FrameStore } from '../../src/dsp/frame-store.js';
import { LoadGuard } from '../../src/engine/load-guard.js';
import type { ModelContract } from '../../src/engine/model-contract.js';
import { Reader } from '../../src/engine/reader.js';
import { Scheduler, TICK } from '../../src/engine/scheduler.js';
import { resumeStrongest, suspendWeakest } from '../../src/engine/shedding.js';
import { InferenceCore } from '../../src/workers/inference-core.js';
import { LocalClient } from '../../src/workers/local-client.js';
import type { SessionOutput } from '../../src/workers/session.js';
import { turn } from '../support/local-model.js';

const CONTRACT = {
  ...{ stride: 2, keyDelay: 2.5, meanAlpha: 1 / 312.5, logFloor: 1e-10, shortOffsets: [0], longOffsets: [0] },
  ...{ tokens: ['', ' ', '.'], stateSize: 4 },
} as unknown as ModelContract;
/** Milliseconds of a run as a laptop takes them: so much by itself, and for each frame, and for each of a slot. */
const COST = { run: 0.5, frame: 0.08, slot: 0.055 } as const;
/** Milliseconds of the simulated clock from one look to the next; frames of a tick come each 64. */
const STEP = 4;
/** Frames of a station's past that is read first. */
const PAST = 3 * FRAME_RATE;

interface Outcome {
  readonly running: number;
  /** Seconds by which the running ones are behind at the end: half of them more, and the one that is it most. */
  readonly median: number;
  readonly most: number;
  /** Seconds by which the main channel is behind: mean, and at worst. */
  readonly main: number;
  readonly worst: number;
}

/**
 * Scheduler, queue, and what stops channels, on a simulated machine that is `slow` times slower than a laptop.
 *
 * @param foundAt second at which the nth station is found
 */
async function listen(
  stations: number,
  slow: number,
  seconds: number,
  foundAt: (n: number) => number,
): Promise<Outcome> {
  let now = 0;
  let running: { readonly until: number; readonly land: () => void } | null = null;
  const run = (_: Float32Array, frames: number, slots: number, nextStates: Float32Array) =>
    new Promise<SessionOutput>((resolve) => {
      const ms = slow * (COST.run + frames * (COST.frame + COST.slot * slots));
      const values = (frames / CONTRACT.stride) * slots;
      const output = {
        logProbs: new Float32Array(3 * values),
        key: new Float32Array(values).fill(0.5),
        nextStates,
        ms,
      };
      running = { until: now + ms, land: () => resolve(output) };
    });
  const core = new InferenceCore({ memory: 0, run }, CONTRACT, { now: () => now, breathe: turn });
  const history = new AudioHistory(60);
  const store = new FrameStore(history);
  const scheduler = new Scheduler(CONTRACT, store, { read: () => {}, restarted: () => {} });
  scheduler.addClient(new LocalClient(1, core));
  const main = new Reader(CONTRACT, 1, 80, 0);
  main.urgent = true;
  scheduler.add(main);
  const channels: { role: 'automatic'; snr: number; reader: Reader }[] = [];
  const guard = new LoadGuard();
  const late: number[] = [];
  let frames = 0;
  for (; now < 1000 * seconds; now += STEP) {
    for (let runs = 0; runs < 6; runs++) {
      const { until, land }: { until: number; land: () => void } = running ?? { until: Infinity, land: () => {} };
      if (until > now) break;
      running = null;
      land();
      for (let i = 0; i < 4; i++) await turn();
    }
    if (now % ((1000 * TICK) / FRAME_RATE) !== 0) continue;
    frames += TICK;
    history.append(new Float32Array(Math.max(0, (frames - 1) * HOP + WINDOW - history.end)));
    store.advance();
    while (channels.length < stations && foundAt(channels.length) <= frames / FRAME_RATE) {
      const begin = Math.max(0, Math.floor((frames - PAST) / TICK) * TICK);
      const reader = new Reader(CONTRACT, 2 + channels.length, 80, begin);
      channels.push({ role: 'automatic', snr: -channels.length, reader });
      scheduler.add(reader);
    }
    scheduler.pump();
    await turn();
    late.push((frames - main.done) / FRAME_RATE);
    const verdict = frames % 32 === 0 ? guard.update(frames / FRAME_RATE, scheduler.lag, scheduler.busy) : null;
    if (verdict?.what === 'suspend') suspendWeakest(channels, verdict.part);
    if (verdict?.what === 'resume') resumeStrongest(channels, verdict.part);
  }
  const on = channels.filter(({ reader }) => !reader.stopped);
  const behind = on.map(({ reader }) => (frames - reader.done) / FRAME_RATE).sort((a, b) => a - b);
  return {
    running: on.length,
    median: behind[behind.length >> 1] ?? 0,
    most: behind.at(-1) ?? 0,
    main: late.reduce((sum, one) => sum + one, 0) / late.length,
    worst: Math.max(...late),
  };
}

describe('on a simulated machine', { timeout: 500_000 }, () => {
  test('that is fast enough every station is read, in time', async () => {
    const { running, most, worst } = await listen(60, 1, 20, (n) => 1 + n / 6);
    assert.equal(running, 60);
    assert.ok(most < 0.6 && worst < 0.4, `${most} s, main channel ${worst} s`);
  });

  test('that is three times too slow the strongest are, and the main channel all the time', async (t) => {
    for (const [name, foundAt] of [
      ['found one after the other', (n: number) => 1 + n / 6],
      ['found all at once', () => 2],
    ] as const) {
      const { running, median, main, worst } = await listen(120, 3, 45, foundAt);
      t.diagnostic(
        `${name}: ${running} of 120 run, ${median.toFixed(1)} s behind; main channel ${main.toFixed(2)}, at worst ${worst.toFixed(2)} s`,
      );
      assert.ok(running > 20 && running < 50, `${name}: ${running} run`);
      assert.ok(median < 1, `${name}: ${median} s`);
      assert.ok(main < 0.7 && worst < 2.5, `${name}: main channel ${main} s, at worst ${worst} s`);
    }
  });
});
