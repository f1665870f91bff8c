import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Random, seeded } from '../../test/support/signals.js';
import { LOG_FLOOR } from './frame.js';
import { PauseNoise } from './pause-noise.js';

/** Log power of a frame of noise of mean power `mean`: exponentially distributed. */
const noise = (mean: number, random: Random): number => Math.log(-mean * Math.log(1 - random()));

const DECIBEL = Math.LN10 / 10;

test('steady noise is told by both quantiles alike', () => {
  const [pauses, random] = [new PauseNoise(), seeded(1)];
  for (let i = 0; i < 1000; i++) pauses.pause(noise(3e-4, random));
  const { low, middle, frames } = pauses.pauses ?? assert.fail('nothing was heard');
  assert.equal(frames, 1000 - 16);
  for (const told of [low, middle]) assert.ok(Math.abs(told - Math.log(3e-4)) < DECIBEL, `${told}`);
});

test('of pauses that are filled three fifths of the time the low quantile tells the noise', () => {
  const [pauses, random] = [new PauseNoise(), seeded(2)];
  for (let i = 0; i < 2000; i++) pauses.pause(noise(i % 50 < 20 ? 1e-4 : 1e-1, random));
  const { low, middle } = pauses.pauses ?? assert.fail('nothing was heard');
  assert.ok(Math.abs(low - Math.log(1e-4)) < 6 * DECIBEL, `${low}`);
  assert.ok(middle > Math.log(1e-2), `${middle}`);
});

test('frames whose window a mark touches are none of a pause', () => {
  const pauses = new PauseNoise();
  for (let mark = 0; mark < 50; mark++) {
    pauses.mark();
    for (let i = 0; i < 16; i++) pauses.pause(0);
  }
  assert.equal(pauses.pauses?.frames, undefined);
  pauses.mark();
  for (let i = 0; i < 17; i++) pauses.pause(Math.log(0.25));
  assert.equal(pauses.pauses?.frames, 1);
});

test('of what was heard before the first mark the newest 0.4 s are kept', () => {
  const pauses = new PauseNoise();
  for (let i = 0; i < 1300; i++) pauses.pause(Math.log(i < 1200 ? 1 : 1e-3));
  pauses.mark();
  const lead = pauses.pauses ?? assert.fail('nothing was heard');
  assert.equal(lead.frames, 50);
  assert.ok(lead.low < Math.log(1e-2) && lead.middle < Math.log(1e-2), 'they are the newest');
  for (let i = 0; i < 40; i++) pauses.pause(Math.log(1e-3));
  pauses.mark();
  assert.equal(pauses.pauses?.frames, 74);
});

test('digital silence is told as the floor of the logarithm', () => {
  const pauses = new PauseNoise();
  for (let i = 0; i < 100; i++) pauses.pause(Math.log(LOG_FLOOR));
  assert.equal(pauses.pauses?.low, Math.log(LOG_FLOOR));
});
