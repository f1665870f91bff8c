import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { distFolder } from '../../scripts/lib/build.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { decoderPage, waitForState, withDecoder } from '../support/decoder-page.js';
import { TestServer } from '../support/server.js';

const SCRIPT = '/dist/morse-decoder.js';
const WASM = '/dist/ort-wasm-simd-threaded.wasm';
const FIRST_START = [
  WASM,
  '/dist/morse-inference-worker.js',
  '/dist/morse-live.onnx',
  '/dist/morse-receiver-worker.js',
];
/** The files, and that a session was made of them. */
const KEPT = FIRST_START.length + 1;
const STORE = 'morse-decoder';

describe('visits of one page', { timeout: 240_000 }, () => {
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    server = await TestServer.start();
    server.page('/', decoderPage({ decoder: 'frequency="700"' }));
    server.page('/live', decoderPage({ decoder: 'accurate-model="none"' }));
    server.page('/preload', decoderPage({ decoder: 'accurate-model="none" preload="auto"' }));
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** What a visit asks the server for, sorted. */
  async function visit(context: BrowserContext, path: string, act: (page: Page) => Promise<void>): Promise<string[]> {
    const from = server.requests.length;
    const { page, complaints } = await openPage(context, server.origin + path);
    await act(page);
    await page.close();
    assert.deepEqual(complaints, []);
    return server.requests
      .slice(from)
      .filter((request) => request !== path)
      .sort();
  }

  /** Lets samples flow until the decoder listens. */
  async function listen(page: Page): Promise<void> {
    await withDecoder(page, (decoder) => decoder.push(new Float32Array(8000), 8000));
    await waitForState(page, ['listening', 'decoding'], 30_000);
  }

  /** Waits until all of the files are kept. */
  const kept = (page: Page, files: number): Promise<unknown> =>
    page.waitForFunction(
      async (store, count) => (await (await caches.open(store)).keys()).length === count,
      { polling: 50 },
      STORE,
      files,
    );

  test('a decoder that is not started costs the script alone; with preload="auto" the rest comes, and a start costs nothing', async () => {
    const context = await browser.createBrowserContext();
    const idle = async (page: Page): Promise<void> => {
      await page.waitForNetworkIdle({ idleTime: 700 });
    };
    assert.deepEqual(await visit(context, '/', idle), [SCRIPT]);
    const preloaded = await visit(context, '/preload', async (page) => {
      await kept(page, KEPT);
      assert.equal(await withDecoder(page, ({ state }) => state), 'idle');
      const before = server.requests.length;
      await listen(page);
      assert.deepEqual(server.requests.slice(before), [], 'everything is there');
    });
    assert.deepEqual(preloaded, [...FIRST_START, SCRIPT].sort());
    await context.close();
  });

  /** Bytes of a first start. */
  const total = 14_239_900 + 1_976_190 + 81_400 + 193_000;

  test('how much there is to come is known when the answer for most of it never comes', async () => {
    const context = await browser.createBrowserContext();
    let release = (): void => {};
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.answer(WASM, { body: '-', hold });
    const { page } = await openPage(context, `${server.origin}/live`);
    const told = await withDecoder(page, (decoder) => {
      const totals: number[] = [];
      decoder.push(new Float32Array(8000), 8000);
      return new Promise<number[]>((resolve) => {
        decoder.addEventListener('morse-download', ({ loaded, total }) => {
          totals.push(total);
          if (loaded > 2_000_000) resolve(totals);
        });
      });
    });
    assert.ok(told.length > 1 && new Set(told).size === 1, `${told}`);
    assert.ok(Math.abs((told[0] ?? 0) - total) < 20_000, `${told[0]}`);
    await context.close();
    release();
    server.answer(WASM, null);
  });

  test('the panel says how much of how much has come, and so do the property and the event', async () => {
    const context = await browser.createBrowserContext();
    let release = (): void => {};
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.answer(WASM, { file: WASM, hold });
    const { page } = await openPage(context, `${server.origin}/`);
    await withDecoder(page, (decoder) => {
      const told: { model: string; loaded: number; total: number }[] = [];
      Object.assign(globalThis, { told });
      decoder.addEventListener('morse-download', ({ model, loaded, total }) => told.push({ model, loaded, total }));
      decoder.push(new Float32Array(8000), 8000);
    });
    await page.waitForFunction(() => {
      const download = document.querySelector<MorseDecoderElement>('morse-decoder')?.downloads.live;
      return download && download.loaded > 9_000_000;
    });
    const shown = await withDecoder(page, async (decoder) => {
      await decoder.updateComplete;
      const bar = decoder.shadowRoot?.querySelector('progress');
      return { text: bar?.parentElement?.innerText ?? '', part: bar?.position ?? 0, download: decoder.downloads.live };
    });
    assert.match(shown.text.replace(/\s+/g, ' '), /^Fetching the decoder 9\.\d of 16\.5 MB$/);
    assert.ok(Math.abs((shown.download?.total ?? 0) - total) < 20_000, 'the sizes that the build knows');
    assert.ok(shown.part > 0.5 && shown.part < 0.6, `half of the program, and the model: ${shown.part}`);

    release();
    await waitForState(page, ['listening', 'decoding'], 30_000);
    await page.waitForFunction(() => {
      const { told } = globalThis as unknown as { told: { model: string; loaded: number; total: number }[] };
      return told.some(({ model, loaded, total }) => model === 'accurate' && loaded === total);
    });
    const told = await page.evaluate(
      () => (globalThis as unknown as { told: { model: string; loaded: number }[] }).told,
    );
    const live = told.filter(({ model }) => model === 'live').map(({ loaded }) => loaded);
    assert.deepEqual(
      live,
      [...live].sort((a, b) => a - b),
      'it never goes back',
    );
    await page.waitForFunction(() => {
      const downloads = document.querySelector<MorseDecoderElement>('morse-decoder')?.downloads;
      return downloads?.live === null && downloads.accurate === null;
    });
    server.answer(WASM, null);
    await context.close();
  });

  test('a later visit fetches nothing, and works when the files are gone; what is damaged is fetched again, old versions go', async () => {
    const context = await browser.createBrowserContext();
    const first = await visit(context, '/live', async (page) => {
      await listen(page);
      await kept(page, KEPT);
    });
    assert.deepEqual(first, [...FIRST_START, SCRIPT].sort());

    for (const file of FIRST_START) server.answer(file, { status: 503 });
    assert.deepEqual(await visit(context, '/live', listen), [SCRIPT], 'the server is not even asked');
    for (const file of FIRST_START) server.answer(file, null);

    const third = await visit(context, '/live', async (page) => {
      await page.evaluate(async (name) => {
        const store = await caches.open(name);
        const wasm = (await store.keys()).find(({ url }) => url.includes('.wasm'));
        if (!wasm) throw new Error('The program is not kept.');
        const bytes = new Uint8Array(await ((await store.match(wasm)) as Response).arrayBuffer());
        bytes[1000] = (bytes[1000] ?? 0) ^ 1;
        await store.put(wasm, new Response(bytes));
        await store.put(wasm.url.replace(/[0-9a-f]{64}/, '0'.repeat(64)), new Response('the one before'));
      }, STORE);
      await listen(page);
      await kept(page, KEPT);
    });
    assert.deepEqual(third, [SCRIPT, WASM].sort(), 'only what was damaged');
    assert.deepEqual(await visit(context, '/live', listen), [SCRIPT]);
    await context.close();
  });

  test('a new release at the old addresses: what the browser has in its own cache for a year is not what is used', async () => {
    const context = await browser.createBrowserContext();
    const headers = { 'content-type': 'text/javascript', 'cache-control': 'max-age=31536000, immutable' };
    const worker = '/dist/morse-receiver-worker.js';
    server.answer(worker, { body: '// of an earlier release', headers });
    const requests = await visit(context, '/live', async (page) => {
      const earlier = await page.evaluate(async (path) => (await fetch(path)).text(), worker);
      assert.match(earlier, /earlier/);
      server.answer(worker, null);
      await listen(page);
    });
    assert.deepEqual(requests, [...FIRST_START, SCRIPT, worker].sort(), 'asked for once more, past the cache');

    const contract = '/dist/morse-live.json';
    const text = await readFile(join(distFolder, 'morse-live.json'), 'utf8');
    const body = JSON.stringify({ ...JSON.parse(text), sha256: '0'.repeat(64) });
    server.answer(contract, { body, headers: { ...headers, 'content-type': 'application/json' } });
    server.page('/named', decoderPage({ decoder: 'accurate-model="none" asset-base="/dist"' }));
    await visit(context, '/named', async (page) => {
      await page.evaluate(async (path) => void (await (await fetch(path)).text()), contract);
      server.answer(contract, null);
      await listen(page);
    });
    await context.close();
  });

  test('a folder named by asset-base is kept too: its server may be gone', async () => {
    const context = await browser.createBrowserContext();
    const library = await TestServer.start({ cors: true });
    server.page('/far', decoderPage({ decoder: `accurate-model="none" asset-base="${library.origin}/dist"` }));
    await visit(context, '/far', async (page) => {
      await listen(page);
      await kept(page, KEPT + 1);
    });
    await library.close();
    const { page } = await openPage(context, `${server.origin}/far`);
    await listen(page);
    await context.close();
  });

  test('without a Cache API, and without room in it, the decoder starts as well', async () => {
    const context = await browser.createBrowserContext();
    const refused = `Object.defineProperty(globalThis, 'caches', { get() { throw new DOMException('', 'SecurityError') } })`;
    const full = `Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'))`;
    for (const change of [refused, full]) {
      server.page('/without', `<script>${change}</script>${decoderPage({ decoder: 'accurate-model="none"' })}`);
      for (const _ of ['first', 'later']) {
        assert.deepEqual(await visit(context, '/without', listen), [...FIRST_START, SCRIPT].sort());
      }
    }
    await context.close();
  });
});
