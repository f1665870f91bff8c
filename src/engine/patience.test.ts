import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAME_RATE } from '../dsp/frame.js';
import { Patience } from './patience.js';

const at = (seconds: number) => seconds * FRAME_RATE;

test('nothing is gone over while a live channel is late, until it is well in time again', () => {
  let lag = 0.1;
  const patience = new Patience(false, () => lag);
  const seen = [0.1, 0.9, 1.2, 0.6, 0.3].map((seconds, i) => {
    lag = seconds;
    patience.update(at(i), true, true);
    return patience.allows;
  });
  assert.deepEqual(seen, [true, true, false, false, true]);
});

test('text that waited for half a minute in vain is given up, until there is time again', () => {
  let lag = 5;
  const patience = new Patience(false, () => lag);
  const resting = (seconds: number, able = true) => {
    patience.update(at(seconds), true, able);
    return patience.resting;
  };
  assert.equal(resting(0), false);
  assert.equal(resting(29), false);
  assert.equal(resting(31), true);
  lag = 0.1;
  assert.equal(resting(40, false), true, 'not while the model is away');
  assert.equal(resting(41), false);
  assert.equal(patience.rested, at(41), 'what is older stays as it is');
  assert.equal(resting(70), false);
});

test('what is gone over, or nothing to go over, starts the half minute anew', () => {
  const patience = new Patience(false, () => 0);
  patience.update(at(25), true, true);
  patience.moved(at(25));
  patience.update(at(50), true, true);
  assert.equal(patience.resting, false);
  patience.update(at(54), false, true);
  patience.update(at(83), true, true);
  assert.equal(patience.resting, false);
  patience.update(at(85), true, true);
  assert.equal(patience.resting, true);
});

test('a recording waits', () => {
  const patience = new Patience(true, () => 60);
  patience.update(at(600), true, false);
  assert.deepEqual([patience.allows, patience.resting], [true, false]);
});
