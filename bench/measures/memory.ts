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
  return [{ title: 'Memory, seventeen channels, 60 s of history', rows }];
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
