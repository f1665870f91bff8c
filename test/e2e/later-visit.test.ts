import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { decoderPage, snapshotOf, waitForState, waitForStreamTime, withDecoder } from '../support/decoder-page.js';
import { serveSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';

const RATE = 8000;
const TEXT = 'R DE OE1VIS';
const LIVE_FILES = [
  'morse-inference-worker.js',
  'morse-live.onnx',
  'morse-live.proven',
  'morse-receiver-worker.js',
  'ort-wasm-simd-threaded.wasm',
];

/** Sessions are not made until `release` is called, with a model that is none if the test wants that. */
const HELD = `<script>
  const post = Worker.prototype.postMessage;
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  Object.assign(globalThis, { held: 0, release });
  Worker.prototype.postMessage = function (message, transfer) {
    if (message?.type !== 'load') return post.call(this, message, transfer);
    held++;
    released.then((broken) => post.call(this, broken ? { ...message, model: new ArrayBuffer(64) } : message));
  };
</script>`;

describe('a later visit', { timeout: 180_000 }, () => {
  let server: TestServer;
  let browser: Browser;
  let visitor: BrowserContext;

  before(async () => {
    server = await TestServer.start();
    const decoder = 'accurate-model="none" frequency="700"';
    server.page('/held', HELD + decoderPage({ decoder }));
    server.page('/microphone', decoderPage({ decoder: `${decoder} source="microphone"` }));
    const station = { frequency: 700, wpm: 30, snr: 25, text: TEXT, start: 0.1 };
    serveSamples(
      server,
      '/samples',
      new Float32Array(synthesizeBand({ stations: [station], seconds: 8, sampleRate: RATE })),
    );
    browser = await launchChromium();
  });

  beforeEach(async () => {
    visitor = await browser.createBrowserContext();
  });

  afterEach(async () => {
    for (const file of ['morse-capture-worklet.js', ...LIVE_FILES]) server.answer(`/dist/${file}`, null);
    await visitor.close();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Pushes all of the sound at once; settles when all files are there and the session is about to be made. */
  async function pushAll(page: Page): Promise<void> {
    await withDecoder(
      page,
      async (decoder, rate) => {
        decoder.push(new Float32Array(await (await fetch('/samples')).arrayBuffer()), rate);
      },
      RATE,
    );
    await page.waitForFunction('held === 1');
  }

  /** What is kept, by name. */
  const kept = (page: Page, names: readonly string[]): Promise<unknown> =>
    page.waitForFunction(
      async (wanted) => {
        const requests = await (await caches.open('morse-decoder')).keys();
        const found = requests.map(({ url }) => new URL(url).pathname.split('/')[1]).sort();
        return JSON.stringify(found) === wanted;
      },
      { polling: 50 },
      JSON.stringify([...names].sort()),
    );

  const read = (page: Page): Promise<string> => withDecoder(page, ({ text }) => text);

  async function firstVisit(): Promise<void> {
    const { page } = await openPage(visitor, `${server.origin}/held`);
    await pushAll(page);
    assert.equal((await snapshotOf(page)).state, 'loading', 'nobody knows yet whether a session can be made here');
    await page.evaluate('release()');
    await waitForState(page, ['listening', 'decoding'], 20_000);
    await kept(page, LIVE_FILES);
    await page.close();
  }

  test('listens before its session is made: what is sent meanwhile is copied whole', async () => {
    await firstVisit();
    const { page, complaints } = await openPage(visitor, `${server.origin}/held`);
    await pushAll(page);
    await waitForState(page, ['listening'], 10_000);
    await waitForStreamTime(page, 7.5, 10_000);
    assert.equal(await read(page), '', 'no session, no text');
    await page.evaluate('release()');
    await page.waitForFunction(
      (last) => document.querySelector<MorseDecoderElement>('#cw')?.text.includes(last),
      { timeout: 20_000 },
      TEXT.slice(-3),
    );
    assert.equal(foldText(await read(page)), foldText(TEXT));
    assert.deepEqual(complaints, []);
  });

  test('tells when the session fails after all, and why', async () => {
    await firstVisit();
    const { page, complaints } = await openPage(visitor, `${server.origin}/held`);
    await withDecoder(page, (decoder) => {
      const told: string[] = [];
      Object.assign(globalThis, { told });
      decoder.addEventListener('morse-error', ({ code, message }) => told.push(code, message));
      decoder.addEventListener('morse-state', ({ state }) => told.push(state));
    });
    await pushAll(page);
    await waitForState(page, ['listening'], 10_000);
    await page.evaluate('release(true)');
    await waitForState(page, ['error'], 20_000);
    const told = await page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    assert.deepEqual(told.slice(0, 4), ['loading', 'listening', 'error', 'model-corrupt']);
    assert.match(told[4] ?? '', /protobuf|model|parse/i);
    assert.deepEqual(complaints, []);
  });

  test('hears the microphone when only the page and the script can be had', async () => {
    const first = await openPage(visitor, `${server.origin}/microphone`);
    await first.page.click('#start');
    await waitForState(first.page, ['listening', 'decoding'], 20_000);
    await kept(first.page, [...LIVE_FILES, 'morse-capture-worklet.js']);
    await first.page.close();

    for (const file of ['morse-capture-worklet.js', ...LIVE_FILES]) server.answer(`/dist/${file}`, { status: 503 });
    const { page } = await openPage(visitor, `${server.origin}/microphone`);
    await page.click('#start');
    await waitForState(page, ['listening', 'decoding'], 20_000);
    await waitForStreamTime(page, 0.5, 10_000);
  });

  test('and a first one gives no sound to a capture worklet that is not of its release', async () => {
    server.answer('/dist/morse-capture-worklet.js', { body: 'registerProcessor("other", class {})' });
    const { page } = await openPage(visitor, `${server.origin}/microphone`);
    await page.click('#start');
    await waitForState(page, ['error'], 20_000);
    const { error } = await snapshotOf(page);
    assert.equal(error?.code, 'worker-corrupt');
    assert.match(error?.message ?? '', /morse-capture-worklet\.js/);
  });
});
