import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scope } from '../scope.js';
import type { Capture } from './capture.js';
import { followContext } from './follow-context.js';
import type { SourceEnvironment } from './source.js';

/** A context of the page's, and what its decoder is told. */
function setUp(state: string, flush = (): Promise<void> => Promise.resolve()) {
  const context = Object.assign(new EventTarget(), { state });
  const told: string[] = [];
  const tell = (what: string) => () => told.push(what);
  const scope = new Scope();
  const environment = { scope, paused: tell('paused'), lull: tell('lull'), ended: tell('ended') };
  followContext(
    environment as unknown as SourceEnvironment,
    context as unknown as AudioContext,
    { flush } as unknown as Capture,
  );
  const become = (now: string) => {
    context.state = now;
    context.dispatchEvent(new Event('statechange'));
  };
  return { become, told, scope };
}

test('a suspended context is a paused player; what sounded before is read to its end, once', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { become, told, scope } = setUp('running');
  t.mock.timers.tick(9000);
  assert.deepEqual(told, []);
  become('suspended');
  t.mock.timers.tick(3500);
  become('running');
  t.mock.timers.tick(9000);
  assert.deepEqual(told, ['paused', 'paused', 'paused']);
  become('interrupted');
  t.mock.timers.tick(9000);
  assert.deepEqual(
    told.filter((what) => what !== 'paused'),
    ['lull'],
  );
  assert.equal(told.at(-1), 'paused');
  scope.dispose();
  const before = told.length;
  t.mock.timers.tick(9000);
  assert.equal(told.length, before);
});

test('a closed context is at its end when what was heard has been given, or its worklet does not answer', async () => {
  const flushes: string[] = [];
  const answers = async () => void flushes.push('flushed');
  const one = setUp('suspended', answers);
  one.become('closed');
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([flushes, one.told], [['flushed'], ['ended']]);
  const mute = setUp('closed', () => new Promise(() => {}));
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.deepEqual(mute.told, ['ended']);
});
