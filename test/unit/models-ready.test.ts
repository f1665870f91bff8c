import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModels, runModels } from '../../src/node/models.js';

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('while models are made ready the process has something to wait for: an empty loop can stand still in Node 20', async () => {
  const models = await loadModels({ live: true });
  const before = timers();
  const coming = runModels(models);
  assert.ok(timers() > before);
  for (const { session } of await coming) await session.release();
  assert.equal(timers(), before);
});
