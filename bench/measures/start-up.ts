import type { Browser, BrowserContext } from 'puppeteer-core';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { openPage } from '../../test/support/chromium.js';
import type { Stage } from '../lib/stage.js';
import { median, type Section } from '../lib/table.js';

const ROUNDS = 3;

/** From the start of the navigation to `listening`, the first time and with everything in the browser's cache. */
export async function measureStartUp({ browser, server }: Stage): Promise<Section[]> {
  const html = `<!doctype html><title>Bench</title>
    <script type="module" src="/dist/morse-decoder.js"></script>
    <morse-decoder id="cw"></morse-decoder>`;
  const address = server.page('/start-up', html);
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await freshContext(browser);
    first.push(await startIn(context, address));
    again.push(await startIn(context, address));
    await context.close();
  }
  const rows = [
    { what: 'first visit', value: median(first), unit: 'ms', note: 'files from a server on the same machine' },
    { what: 'later visit', value: median(again), unit: 'ms', note: 'files from the browser’s cache' },
  ];
  return [{ title: 'From opening the page to listening', rows }];
}

const freshContext = (browser: Browser): Promise<BrowserContext> => browser.createBrowserContext();

async function startIn(context: BrowserContext, address: string): Promise<number> {
  const { page } = await openPage(context, address);
  const milliseconds = await page.$eval('#cw', async (element) => {
    await customElements.whenDefined('morse-decoder');
    const decoder = element as MorseDecoderElement;
    decoder.sourceObject = new ReadableStream({
      start: (controller) => controller.enqueue({ samples: new Float32Array(8000), sampleRate: 8000 }),
    });
    await decoder.start();
    return performance.now();
  });
  await page.close();
  return milliseconds;
}
