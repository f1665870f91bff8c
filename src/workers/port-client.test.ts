import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InferenceToReceiver, ReceiverToInference } from './inference-messages.js';
import { PortClient } from './port-client.js';

function connect() {
  const { port1, port2 } = new MessageChannel();
  const received: ReceiverToInference[] = [];
  port2.onmessage = (event: MessageEvent<ReceiverToInference>) => received.push(event.data);
  let time = 0;
  const client = new PortClient(1, port1, () => time);
  const answer = (message: InferenceToReceiver) => port2.postMessage(message);
  return { client, received, answer, port: port2, tick: (milliseconds: number) => (time += milliseconds) };
}
const batch = () => ({ lane: 'live', slots: [1], frames: 8, features: new Float32Array(8) }) as const;
const delivered = () => new Promise((resolve) => setTimeout(resolve, 20));

test('answers find their requests, in whatever order they come', async () => {
  const { client, answer, port } = connect();
  const [one, two] = [client.run(batch()), client.run(batch())];
  const result = { type: 'result', logProbs: new Float32Array(1), busy: 0.25, resetSlots: [] } as const;
  answer({ ...result, id: 2, key: Float32Array.of(2) });
  answer({ ...result, id: 1, key: Float32Array.of(1) });
  assert.deepEqual([(await one).key[0], (await two).key[0]], [1, 2]);
  assert.equal(client.busy, 0.25);
  port.close();
});

test('when the worker is lost nothing waits for ever', async () => {
  const { client, port } = connect();
  const waiting = [client.run(batch()), client.take(3)];
  client.lose('gone');
  for (const promise of waiting) await assert.rejects(promise, /gone/);
  await assert.rejects(client.run(batch()), /gone/);
  port.close();
});

test('a failed run rejects, and the time that a request has waited can be seen', async () => {
  const { client, answer, port, tick, received } = connect();
  const run = client.run(batch());
  tick(6000);
  assert.equal(client.waiting, 6000);
  await delivered();
  assert.equal(received[0]?.type, 'run');
  answer({ type: 'run-failed', id: 1, message: 'out of memory' });
  await assert.rejects(run, /out of memory/);
  assert.equal(client.waiting, 0);
  port.close();
});
