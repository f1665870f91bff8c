import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlayoutClock } from './playout-clock.js';

test('batches of 128 ms become even motion that never runs ahead and never falls behind', () => {
  const clock = new PlayoutClock();
  const steps: number[] = [];
  let known = 0;
  let last = 0;
  for (let frame = 0; frame < 600; frame++) {
    const now = (frame * 1000) / 60;
    known = Math.floor(now / 128) * 0.128;
    clock.know(known);
    const shown = clock.advance(now, true);
    assert.ok(shown <= known);
    if (frame > 120) {
      steps.push(shown - last);
      assert.ok(known - shown < 0.3);
    }
    last = shown;
  }
  // A row of 16 ms is one pixel: more than two at once would be seen as a jerk.
  assert.ok(Math.max(...steps) < 0.033, `largest step ${Math.max(...steps)}`);
});

test('after a pause of the page it goes straight to now', () => {
  const clock = new PlayoutClock();
  clock.know(1);
  clock.advance(0, true);
  clock.know(40);
  assert.equal(clock.advance(39000, true), 40);
});

test('without smoothing it shows what is known', () => {
  const clock = new PlayoutClock();
  clock.know(1);
  clock.advance(0, false);
  clock.know(1.128);
  assert.equal(clock.advance(1, false), 1.128);
});
