import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Scope } from '../scope.js';
import { LullWatch } from './lull-watch.js';

describe('a source that does not go on', () => {
  let scope: Scope;
  let lulls: number;
  let watch: LullWatch;
  let now: number;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    scope = new Scope();
    lulls = 0;
    now = 0;
    watch = new LullWatch(
      scope,
      () => lulls++,
      () => now,
    );
  });
  afterEach(() => mock.timers.reset());

  const pass = (seconds: number) => {
    for (let i = 0; i < 10 * seconds; i++) {
      now += 100;
      mock.timers.tick(100);
    }
  };
  const come = (seconds: number) => {
    watch.came(seconds);
    watch.wait();
  };

  test('is noticed once after some seconds, and again after it has gone on', () => {
    for (let i = 0; i < 30; i++, pass(0.1)) come(0.1);
    pass(7);
    assert.equal(lulls, 0, 'a network may hold some back');
    pass(2);
    assert.equal(lulls, 1);
    pass(100);
    assert.equal(lulls, 1);
    come(0.1);
    pass(9);
    assert.equal(lulls, 2);
  });
  test('long blocks that come one after the other are no lull, whatever their length', () => {
    for (let i = 0; i < 10; i++, pass(5)) come(5);
    assert.equal(lulls, 0);
    for (let i = 0; i < 5; i++, pass(30)) come(30);
    assert.ok(lulls <= 1, 'but for the first one, of which nobody can know');
  });
  test('a recording that was given at once is read to its end before it could have been heard', () => {
    come(600);
    pass(13);
    assert.equal(lulls, 1);
  });
  test('many blocks that come faster than they sound may stall for as long as those that come in time', () => {
    for (let i = 0; i < 20; i++) come(0.1);
    pass(7);
    assert.equal(lulls, 0);
    pass(2);
    assert.equal(lulls, 1);
  });
  test('a stream that is not asked for more is none', () => {
    watch.came(0.1);
    pass(60);
    assert.equal(lulls, 0);
  });
  test('what came while the page was busy counts, though the clock is told first', () => {
    come(0.1);
    mock.timers.tick(4000);
    come(0.1);
    mock.timers.tick(3900);
    assert.equal(lulls, 0);
  });
  test('nothing is told after the run has ended', () => {
    come(0.1);
    scope.dispose();
    pass(60);
    assert.equal(lulls, 0);
  });
});
