import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { InferenceToReceiver, ReceiverToInference } from './inference-messages.js';
import { PortClient } from './port-client.js';

function connect(t: TestContext) {
  const { port1, port2 } = new MessageChannel();
  t.after(() => port2.close());
  const received = new Promise<ReceiverToInference>((resolve) => {
    port2.onmessage = (event: MessageEvent<ReceiverToInference>) => resolve(event.data);
  });
  let time = 0;
  const client = new PortClient(1, port1, () => time);
  const answer = (message: InferenceToReceiver) => port2.postMessage(message);
  return { client, received, answer, tick: (milliseconds: number) => (time += milliseconds) };
}
const batch = () => ({ lane: 'live', slots: [1], frames: 8, features: new Float32Array(8) }) as const;

test('answers find their requests, in whatever order they come', async (t) => {
  const { client, answer } = connect(t);
  const [one, two] = [client.run(batch()), client.run(batch())];
  const result = { type: 'result', logProbs: new Float32Array(1), busy: 0.25, shared: false, resetSlots: [] } as const;
  answer({ ...result, id: 2, key: Float32Array.of(2) });
  answer({ ...result, id: 1, key: Float32Array.of(1) });
  assert.deepEqual([(await one).key[0], (await two).key[0]], [1, 2]);
  assert.equal(client.busy, 0.25);
});

test('when the worker is lost nothing waits for ever', async (t) => {
  const { client } = connect(t);
  const waiting = [client.run(batch()), client.take(3)];
  client.lose('gone');
  for (const promise of waiting) await assert.rejects(promise, /gone/);
  await assert.rejects(client.run(batch()), /gone/);
});

test('a failed run rejects, and the time that a request has waited can be seen', async (t) => {
  const { client, answer, tick, received } = connect(t);
  const run = client.run(batch());
  tick(6000);
  assert.equal(client.waiting, 6000);
  assert.equal((await received).type, 'run');
  answer({ type: 'run-failed', id: 1, message: 'out of memory' });
  await assert.rejects(run, /out of memory/);
  assert.equal(client.waiting, 0);
});
