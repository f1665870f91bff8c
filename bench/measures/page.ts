import { launchChromium } from '../../test/support/chromium.js';
import { snapshotOf, waitForStreamTime } from '../../test/support/decoder-page.js';
import { listenToBand, openChannels, serveDemo } from '../lib/demo.js';
import type { Row, Section } from '../lib/table.js';
import { type Duties, spentBetween, ThreadMeter } from '../lib/thread-meter.js';

const STATIONS = 17;
/** Seconds of stream in which the stations are found, and then those that are measured. */
const WARM_UP = 25;
const SECONDS = 30;

/** What a page pays: the demo with its panel in sight, drawn without graphics hardware, with nothing beside it. */
export async function measurePage(): Promise<Section[]> {
  const demo = await serveDemo();
  const browser = await launchChromium();
  try {
    const meter = ThreadMeter.of(browser.process()?.pid);
    if (!meter) return [];
    const page = await listenToBand(browser, demo.address, STATIONS);
    await waitForStreamTime(page, WARM_UP, 4 * 1000 * WARM_UP);
    const { newest } = await snapshotOf(page);
    const before = meter.read();
    await waitForStreamTime(page, newest + SECONDS, 4 * 1000 * SECONDS);
    const after = await snapshotOf(page);
    const spent = spentBetween(before, meter.read());
    const batches = after.pool.map(({ meanBatch }) => meanBatch.toFixed(1)).join(', ');
    return [
      {
        title: `The demo with ${STATIONS} stations, its panel in sight: for 1 s of audio`,
        rows: rowsOf(
          spent,
          after.newest - newest,
          `${await openChannels(page)} channels; ${batches} of them in a run, mean`,
        ),
      },
    ];
  } finally {
    await browser.close();
    await demo.close();
  }
}

function rowsOf(spent: Duties, seconds: number, read: string): readonly Row[] {
  const percent = (value: number): number => (100 * value) / seconds;
  const unit = '% of a core';
  const drawing = `the page’s main thread ${percent(spent['main thread']).toFixed(1)}, compositing ${percent(spent.compositing).toFixed(1)}`;
  return [
    { what: 'workers', value: percent(spent.workers), unit, note: read },
    { what: 'drawing', value: percent(spent['main thread'] + spent.compositing), unit, note: drawing },
    { what: 'sound', value: percent(spent.audio), unit, note: 'the simulator and the capture' },
  ];
}
