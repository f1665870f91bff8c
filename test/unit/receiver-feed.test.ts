import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Feed } from '../../integrations/lib/feed.js';

const RATE = 12_000;

/** A feed with a clock of the test's own, and what it has said: seconds of gaps, samples of sound. */
function bench() {
  let now = 100;
  const alarms: { at: number; then: () => void }[] = [];
  const said: (number | Float32Array)[] = [];
  const listener = {
    push: (samples: Float32Array) => void said.push(samples),
    gap: (seconds: number) => void said.push(seconds),
  };
  const clock = {
    now: () => now,
    after: (seconds: number, then: () => void) => void alarms.push({ at: now + seconds, then }),
  };
  const wait = (seconds: number) => {
    now += seconds;
    for (const alarm of alarms.splice(0))
      if (alarm.at <= now + 1e-9) alarm.then();
      else alarms.push(alarm);
  };
  const feed = new Feed(listener, clock);
  const push = (seconds: number) => feed.push(new Int16Array(seconds * RATE).fill(16_384), { rate: RATE });
  const gaps = () => said.filter((what) => typeof what === 'number');
  const sound = () => said.reduce<number>((sum, what) => sum + (typeof what === 'number' ? 0 : what.length / RATE), 0);
  return { feed, said, wait, push, gaps, sound };
}

describe('sound of a receiver', () => {
  test('Int16 is ±1, only what belongs to the block, the mean of the channels', () => {
    const { feed, said } = bench();
    feed.push(Int16Array.of(16_384, 0, -32_768, -16_384, 999, 999), { rate: RATE, count: 4, channels: 2 });
    assert.deepEqual(said, [Float32Array.of(0.25, -0.75)]);
  });

  test('values with a gain of their own are brought back to full scale', () => {
    const { feed, said } = bench();
    feed.push(Float32Array.of(175, -87.5), { rate: RATE, scale: 1 / 175 });
    assert.deepEqual(said, [Float32Array.of(1, -0.5)]);
  });

  test('a receiver that sends nothing for 5 s leaves a gap of 5 s before what comes then', () => {
    const { push, wait, said, gaps, sound } = bench();
    for (let i = 0; i < 20; i++, wait(0.1)) push(0.1);
    wait(5);
    for (let i = 0; i < 10; i++, wait(0.1)) push(0.1);
    assert.equal(gaps().length, 1);
    assert.ok(Math.abs((gaps()[0] ?? 0) - 5) < 0.15, String(gaps()));
    assert.ok(Math.abs(sound() - 3) < 1e-6, 'nothing is lost');
    assert.equal(typeof said[20], 'number', 'between what was before and what came after');
  });

  test('blocks that were held up for 5 s and come all at once are no gap', () => {
    const { push, wait, gaps, sound } = bench();
    for (let i = 0; i < 20; i++, wait(0.1)) push(0.1);
    wait(5);
    for (let i = 0; i < 50; i++) push(0.1);
    for (let i = 0; i < 10; i++, wait(0.1)) push(0.1);
    assert.deepEqual(gaps(), []);
    assert.ok(Math.abs(sound() - 8) < 1e-6, 'nothing is lost');
  });

  test('what is left over when the sound stops again is heard all the same', () => {
    const { push, wait, gaps, sound } = bench();
    push(0.1);
    wait(10);
    push(0.1);
    wait(1);
    assert.equal(gaps().length, 1);
    assert.ok(Math.abs(sound() - 0.2) < 1e-6);
  });

  test('a rate that is measured over and over is one rate', () => {
    const rates: number[] = [];
    const feed = new Feed({ push: (_, rate) => void rates.push(rate), gap: () => {} });
    for (const rate of [12_001.135, 12_001.092, 20_250]) feed.push(new Int16Array(512), { rate });
    assert.deepEqual(rates, [12_001.135, 12_001.135, 20_250]);
  });
});
