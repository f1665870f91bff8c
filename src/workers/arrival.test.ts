import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arrival, type Download, readBody, sumOfDownloads } from './arrival.js';

/** A body of pieces of 10 bytes each, which come when they are asked for. */
const bodyOf = (pieces: number): Response =>
  new Response(
    new ReadableStream({
      pull(controller) {
        if (pieces-- > 0) controller.enqueue(new Uint8Array(10).fill(7));
        else controller.close();
      },
    }),
  );

test('a body is read whole, and each piece of it is told with the size that was expected', async () => {
  const told: Download[] = [];
  const bytes = await readBody(bodyOf(3), 30, (download) => told.push(download));
  assert.deepEqual(new Uint8Array(bytes), new Uint8Array(30).fill(7));
  assert.deepEqual(
    told.map(({ loaded, total }) => `${loaded}/${total}`),
    ['0/30', '10/30', '20/30', '30/30', '30/30'],
  );
});

test('a body that is longer or shorter than expected ends with all of it', async () => {
  for (const size of [10, 50, -1, 1e15]) {
    const told: Download[] = [];
    assert.equal((await readBody(bodyOf(2), size, (download) => told.push(download))).byteLength, 20);
    assert.deepEqual(told.at(-1), { loaded: 20, total: 20 });
    assert.ok(told.every(({ loaded, total }) => loaded <= total));
  }
});

test('several who wait hear of one download; the newest piece is told even when no other follows', async () => {
  let report = (_: Download): void => {};
  let finish = (): void => {};
  const arrival = new Arrival<void>((tell) => {
    report = tell;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  const heard: (Download | null)[] = [];
  const last = new Promise<void>((resolve) => {
    arrival.watch(() => {
      heard.push(sumOfDownloads([arrival]));
      if (arrival.download?.loaded === 30) resolve();
    });
  });
  for (const loaded of [10, 20, 30]) report({ loaded, total: 40 });
  await last;
  assert.deepEqual(heard, [
    { loaded: 10, total: 40 },
    { loaded: 30, total: 40 },
  ]);
  finish();
  await arrival.done;
  assert.equal(arrival.settled, true);
});

test('what is at hand is no download', () => {
  const there = new Arrival(async () => 1);
  assert.equal(sumOfDownloads([there]), null);
});

test('the sum is told when it is known of all, also before anything has come, and does not grow', () => {
  const reports: ((download: Download) => void)[] = [];
  const arrivals = [1, 2, 3].map(() => new Arrival<void>((tell) => new Promise(() => reports.push(tell))));
  const sums = [
    [0, { loaded: 0, total: 30 }],
    [1, { loaded: 0, total: 0 }],
    [0, { loaded: 30, total: 30 }],
    [2, { loaded: 0, total: 500 }],
  ].map(([which, download]) => {
    reports[which as number]?.(download as Download);
    return sumOfDownloads(arrivals);
  });
  assert.deepEqual(sums, [null, null, null, { loaded: 30, total: 530 }]);
});
