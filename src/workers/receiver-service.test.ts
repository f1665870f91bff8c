import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offlineOptions } from '../engine/offline.js';
import type { ReceiverToPage } from './receiver-messages.js';
import { ReceiverService } from './receiver-service.js';

const CONTRACT = {
  ...{ stride: 2, keyDelay: 2.5, meanAlpha: 1 / 312.5, logFloor: 1e-10, shortOffsets: [0], longOffsets: [0] },
  ...{ tokens: ['', ' ', '.'], stateSize: 4 },
} as unknown as Parameters<ReceiverService['receive']>[0] extends infer M
  ? M extends { type: 'init'; contract: infer C }
    ? C
    : never
  : never;

/** A service whose turns the test takes, and what it has told of. */
function setUp() {
  const told: string[] = [];
  const due: (() => void)[] = [];
  const clock = { milliseconds: 0 };
  const tell = (message: ReceiverToPage) => {
    if (message.type === 'consumed') told.push(`consumed ${message.seconds.toFixed(0)}`);
    if (message.type !== 'events') return;
    for (const event of message.events) {
      if (event.type === 'channel-opened' && event.channel.role === 'pinned') told.push(event.type);
      if (event.type === 'status') told.push(`${event.status.lag.toFixed(0)} s behind`);
    }
  };
  const service = new ReceiverService(
    tell,
    () => clock.milliseconds,
    (turn) => () => due.push(turn),
    () => {},
  );
  service.receive({
    type: 'init',
    options: offlineOptions(700),
    contract: CONTRACT,
    patient: false,
    accurate: false,
    firstId: 1,
  });
  const hear = (seconds: number) =>
    service.receive({ type: 'audio', block: { samples: new Float32Array(8000 * seconds), sampleRate: 8000 } });
  const turn = async () => {
    due.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { service, told, due, clock, hear, turn };
}

test('sound that waits is taken in a block a task, and what is asked for meanwhile comes behind it', async () => {
  const { service, told, due, hear, turn } = setUp();
  const consumed = () => told.filter((one) => one.startsWith('consumed'));
  for (let i = 0; i < 3; i++) hear(1);
  service.receive({ type: 'request', request: { type: 'open', frequency: 900 } });
  assert.deepEqual([told, due.length], [[], 1]);
  await turn();
  assert.deepEqual(consumed(), ['consumed 1']);
  assert.equal(due.length, 1);
  await turn();
  await turn();
  assert.deepEqual([consumed(), due.length], [['consumed 1', 'consumed 2', 'consumed 3'], 1]);
  await turn();
  assert.deepEqual([told.slice(-1), due.length], [['channel-opened'], 0]);
});

test('sound that should have been taken already counts as time by which it is behind; what came before its time does not', async () => {
  const { told, clock, hear, turn } = setUp();
  const behind = () => told.filter((one) => one.endsWith('behind')).at(-1);
  for (let i = 0; i < 12; i++) hear(1);
  await turn();
  assert.equal(behind(), '0 s behind');
  clock.milliseconds = 12_000;
  await turn();
  assert.equal(behind(), '10 s behind');
  for (let i = 0; i < 10; i++) await turn();
  assert.equal(behind(), '0 s behind');
});

test('what is asked for while no sound waits is done at once', async () => {
  const { service, told, due } = setUp();
  service.receive({ type: 'request', request: { type: 'open', frequency: 900 } });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([told.slice(-1), due.length], [['channel-opened'], 0]);
});
