import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { openPage } from '../../test/support/chromium.js';
import type { Stage } from '../lib/stage.js';
import { median, type Row, type Section } from '../lib/table.js';

const ROUNDS = 5;
/** The store of the decoder's files in the Cache API, and how many of them the live model needs. */
const STORE = 'morse-decoder';
const FILES = 4;

/** Visits of one user, in the order in which each round makes them. */
const VISITS = ['first', 'later', 'offline', 'preloaded'] as const;

/**
 * From the start of the navigation to `listening`: the first time, with the files that the first visit has kept, the same
 * when the server has none of them any more, and, for a page with `preload="auto"`, from start() on.
 */
export async function measureStartUp({ browser, server }: Stage): Promise<Section[]> {
  const page = (attributes: string) => `<!doctype html><title>Bench</title>
    <script type="module" src="/dist/morse-decoder.js"></script>
    <morse-decoder id="cw" accurate-model="none" ${attributes}></morse-decoder>`;
  const plain = server.page('/start-up', page(''));
  const preloading = server.page('/start-up-preload', page('preload="auto"'));
  const times: Record<(typeof VISITS)[number], number[]> = { first: [], later: [], offline: [], preloaded: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const context = await freshContext(browser);
    times.first.push(await visit(context, plain, startAndKeep));
    times.later.push(await visit(context, plain, start));
    const files = [
      'ort-wasm-simd-threaded.wasm',
      'morse-inference-worker.js',
      'morse-receiver-worker.js',
      'morse-live.onnx',
    ];
    for (const file of files) server.answer(`/dist/${file}`, { status: 503 });
    times.offline.push(await visit(context, plain, start));
    for (const file of files) server.answer(`/dist/${file}`, null);
    await context.close();
    const other = await freshContext(browser);
    times.preloaded.push(await visit(other, preloading, startPreloaded));
    await other.close();
  }
  const first = median(times.first);
  const row = (what: string, values: readonly number[], note: string): Row => {
    const value = median(values);
    return { what, value, unit: 'ms', note: `${(value / first).toFixed(2)} × the first visit; ${note}` };
  };
  const rows: Row[] = [
    { what: 'first visit', value: first, unit: 'ms', note: 'files from a server on the same machine' },
    row('later visit', times.later, 'files that the first visit has kept'),
    row('later visit, no server', times.offline, 'only the page and the script can be had'),
    row('first visit, `preload="auto"`', times.preloaded, 'from start() on, after the page was idle'),
  ];
  return [{ title: 'From opening the page to listening', rows }];
}

const freshContext = (browser: Browser): Promise<BrowserContext> => browser.createBrowserContext();

async function visit(context: BrowserContext, address: string, act: (page: Page) => Promise<number>): Promise<number> {
  const { page } = await openPage(context, address);
  const milliseconds = await act(page);
  await page.close();
  return milliseconds;
}

/** Milliseconds from the navigation to listening. */
const start = (page: Page): Promise<number> => startFrom(page, 0);

async function startAndKeep(page: Page): Promise<number> {
  const milliseconds = await start(page);
  await allKept(page);
  return milliseconds;
}

async function startPreloaded(page: Page): Promise<number> {
  await allKept(page);
  return startFrom(page, await page.evaluate(() => performance.now()));
}

/** @param from milliseconds of the page's clock */
function startFrom(page: Page, from: number): Promise<number> {
  return page.$eval(
    '#cw',
    async (element, begin) => {
      await customElements.whenDefined('morse-decoder');
      const decoder = element as MorseDecoderElement;
      decoder.sourceObject = new ReadableStream({
        start: (controller) => controller.enqueue({ samples: new Float32Array(8000), sampleRate: 8000 }),
      });
      await decoder.start();
      return performance.now() - begin;
    },
    from,
  );
}

async function allKept(page: Page): Promise<void> {
  await page.waitForFunction(
    async (store, files) => (await (await caches.open(store)).keys()).length >= files,
    { polling: 50 },
    STORE,
    FILES,
  );
}
