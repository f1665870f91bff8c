import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoadGuard } from './load-guard.js';

test('a hiccup of a second stops no channel; being 3 s behind for more than 2 s stops as many as that takes to make up for', () => {
  const guard = new LoadGuard();
  const verdicts: string[] = [];
  for (let time = 0; time < 10; time += 0.25) {
    const lag = time < 1 ? 3 : time < 2 ? 0.1 : 3;
    const verdict = guard.update(time, lag, 1);
    if (verdict) verdicts.push(`${verdict.what} ${verdict.part} ${Math.floor(time)}`);
  }
  assert.deepEqual(verdicts, ['suspend 0.15 4', 'suspend 0.15 6', 'suspend 0.15 8']);
});

test('channels go on when there is room again, not while the workers are busy', () => {
  const guard = new LoadGuard();
  const at = (busy: number) =>
    Array.from({ length: 40 }, (_, i) => guard.update(100 + i / 4, 0.1, busy)).filter(Boolean);
  assert.deepEqual(at(0.7), []);
  assert.deepEqual(new LoadGuard().update(0, 0.1, 0.2), null);
  assert.deepEqual(at(0.2), [{ what: 'resume', part: 0.2 }]);
});

test('what falls back fast has as many channels stopped as are too many', () => {
  const stopped = (rate: number) => {
    const guard = new LoadGuard();
    const verdicts = Array.from({ length: 20 }, (_, i) => guard.update(i / 4, 3 + (i / 4) * rate, 1));
    return verdicts.find(Boolean)?.part ?? Number.NaN;
  };
  assert.ok(
    Math.abs(stopped(0.05) - 0.205) < 0.01,
    'a twentieth of what sounds is not read, and 3.1 s are to be made up for in 20',
  );
  assert.equal(stopped(3), 0.25, 'it may be a hiccup');
  assert.ok(Number.isNaN(stopped(-0.2)), 'it is made up for by itself');
  assert.equal(new LoadGuard().update(0, 9, 1), null, 'not at once');
});
