import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, MorseDecoderError, toDecoderError } from './errors.js';

test('an error that came from a worker, or from another copy of the script, says its sentence once and keeps its advice', () => {
  const action = 'Add https://cdn.example to connect-src in the page’s Content-Security-Policy.';
  const first = new MorseDecoderError('connect-blocked', 'connect-src does not allow https://cdn.example', { action });
  const { code, message } = first;
  const again = toDecoderError({ code, message, action }, 'internal');
  assert.equal(again.message, first.message);
  assert.equal(again.message.split(ERRORS['connect-blocked'].sentence).length, 2);
  assert.equal(again.action, action);
});

test('an error of anything else has the advice of its code', () => {
  assert.equal(toDecoderError(new Error('boom'), 'worker-lost').action, ERRORS['worker-lost'].action);
  const foreign = Object.assign(new Error('boom'), { action: 'Buy something.' });
  assert.equal(toDecoderError(foreign).action, ERRORS.internal.action);
});
