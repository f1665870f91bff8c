import type { CDPSession, Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { SEVENTEEN } from '../../test/support/stations.js';
import { namedWorkers } from '../../test/support/workers.js';
import { hearUntil, openListener } from '../lib/listener.js';
import type { Stage } from '../lib/stage.js';
import type { Row, Section } from '../lib/table.js';

const SECONDS = 60;
const MEGABYTE = 1e6;
/** Channels of two pages whose difference is what a channel needs, and seconds that they hear. */
const CROWDS = [17, 117] as const;
const CROWDED_SECONDS = 10;

/** After a minute of seventeen channels with the whole panel, garbage collected. */
export async function measureMemory(stage: Stage): Promise<Section[]> {
  const samples = synthesizeBand({ stations: SEVENTEEN, seconds: SECONDS, seed: 17 });
  const page = await openListener(stage, samples, { decoder: 'channels="16"', panel: true });
  await hearUntil(page, SECONDS);
  const rows: Row[] = [];
  for (const { name, worker } of await namedWorkers(page)) {
    const wasm = await wasmBytes(page, Number(/inference (\d+)/.exec(name)?.[1]));
    const note =
      wasm > 0 ? `of these ${(wasm / MEGABYTE).toFixed(0)} MB WebAssembly memory` : 'history and spectrogram';
    rows.push({ what: name, value: ((await heapBytes(worker.client)) + wasm) / MEGABYTE, unit: 'MB', note });
  }
  const session = await page.createCDPSession();
  const own = samples.byteLength;
  const heap = (await heapBytes(session)) - own;
  rows.push({
    what: 'page',
    value: heap / MEGABYTE,
    unit: 'MB',
    note: 'JavaScript and buffers, the bench’s samples not counted',
  });
  await page.close();
  rows.push(await perChannel(stage, samples));
  return [{ title: 'Memory, seventeen channels, 60 s of history', rows }];
}

/** What a channel more needs: its reader's frames, the model's state and its text, of workers and page together. */
async function perChannel(stage: Stage, samples: Float32Array): Promise<Row> {
  const totals: number[] = [];
  for (const channels of CROWDS) {
    const hold = Array.from({ length: channels - 1 }, (_, i) => 210 + (i * 2780) / channels);
    const decoder = 'channels="0" frequency="649" accurate-model="none"';
    const page = await openListener(stage, samples, { decoder, hold });
    await hearUntil(page, CROWDED_SECONDS);
    const clients = [await page.createCDPSession(), ...(await namedWorkers(page)).map(({ worker }) => worker.client)];
    let total = 0;
    for (const client of clients) total += await heapBytes(client);
    totals.push(total);
    await page.close();
  }
  const [few = 0, many = 0] = totals;
  const value = (many - few) / (CROWDS[1] - CROWDS[0]) / 1000;
  return { what: 'a channel more', value, unit: 'kB', note: `of ${CROWDS[1]}; without WebAssembly memory` };
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}

/** Of one inference worker, as the pool reports it; 0 when it has none of that number. */
const wasmBytes = (page: Page, id: number): Promise<number> =>
  page.$eval(
    '#cw',
    (element, wanted) =>
      (element as MorseDecoderElement).store.snapshot.pool.find((worker) => worker.id === wanted)?.memory ?? 0,
    id,
  );
