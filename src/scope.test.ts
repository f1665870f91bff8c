import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scope } from './scope.js';

test('a removed element releases everything that it owned, newest first, once', () => {
  const released: string[] = [];
  const scope = new Scope();
  scope.add(() => released.push('context'));
  scope.add({ dispose: () => released.push('node') });
  scope.dispose();
  scope.dispose();
  assert.deepEqual(released, ['node', 'context']);
  assert.ok(scope.signal.aborted);
});

test('a microphone that is granted after the element was removed is released at once', () => {
  const scope = new Scope();
  scope.dispose();
  let released = false;
  scope.add(() => {
    released = true;
  });
  assert.ok(released);
});

test('a listener is silent after the scope has ended', () => {
  const target = new EventTarget();
  const scope = new Scope();
  let heard = 0;
  scope.listen(target, 'ended', () => heard++);
  target.dispatchEvent(new Event('ended'));
  scope.dispose();
  target.dispatchEvent(new Event('ended'));
  assert.equal(heard, 1);
});

test('a child scope ends with its parent, and can end before it without being kept', () => {
  const released: string[] = [];
  const parent = new Scope();
  const early = parent.child();
  early.add(() => released.push('early'));
  early.dispose();
  parent.child().add(() => released.push('late'));
  parent.dispose();
  assert.deepEqual(released, ['early', 'late']);
});

test('one owned thing that throws does not keep the others', (t) => {
  t.mock.method(console, 'error', () => {});
  let released = false;
  const scope = new Scope();
  scope.add(() => {
    released = true;
  });
  scope.add(() => {
    throw new Error('already closed');
  });
  scope.dispose();
  assert.ok(released);
});
