import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { ERRORS, type ErrorCode } from '../../src/errors.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { decoderPage, snapshotOf, waitForState, waitForStreamTime, withDecoder } from '../support/decoder-page.js';
import { TestServer } from '../support/server.js';
import { wavOf } from '../support/stations.js';

const MODEL = '/dist/morse-live.onnx';

const station = { frequency: 700, wpm: 25, snr: 15, text: 'TEST DE OE9ERR', start: 0.5 };

describe('what bad input gets', { timeout: 180_000 }, () => {
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    server = await TestServer.start();
    server.answer('/good.wav', { body: wavOf({ stations: [station], seconds: 20 }) });
    browser = await launchChromium({ allow: false });
  });

  afterEach(async () => {
    for (const page of await browser.pages()) await page.close();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test('a microphone that the user refuses', async () => {
    const { page, complaints } = await openPage(
      browser,
      server.page('/denied', decoderPage({ decoder: 'source="microphone"' })),
    );
    const context = page.browserContext();
    await context.overridePermissions(server.origin, []);
    await page.click('#start');
    await assertFailure(page, 'permission-denied');
    await context.overridePermissions(server.origin, ['microphone']);
    await retry(page);
    assert.deepEqual(complaints, []);
  });

  test('an address where nothing is', async () => {
    const { page } = await openPage(browser, server.page('/missing', decoderPage({ decoder: 'source="/late.wav"' })));
    await page.click('#start');
    await assertFailure(page, 'url-not-found');
    server.answer('/late.wav', { body: wavOf({ stations: [station], seconds: 20 }) });
    await retry(page);
  });

  test('a file that is no audio', async () => {
    server.answer('/page.wav', { body: '<!doctype html><p>Please log in.' });
    const { page } = await openPage(browser, server.page('/not-audio', decoderPage({ decoder: 'source="/page.wav"' })));
    await page.click('#start');
    await assertFailure(page, 'not-audio');
    await withDecoder(page, (decoder) => decoder.setAttribute('source', '/good.wav'));
    await page.click('#start');
    await assertRunning(page);
  });

  test('a sound of another origin without CORS', async () => {
    const other = await TestServer.start();
    try {
      const address = other.answer('/far.wav', { body: wavOf({ stations: [station], seconds: 20 }) });
      const { page } = await openPage(browser, server.page('/cors', decoderPage({ decoder: `source="${address}"` })));
      await page.click('#start');
      await assertFailure(page, 'cors');
      other.answer('/far.wav', {
        body: wavOf({ stations: [station], seconds: 20 }),
        headers: { 'access-control-allow-origin': '*' },
      });
      await retry(page);
    } finally {
      await other.close();
    }
  });

  for (const [name, away, back] of [
    [
      'no network at the first visit',
      (page: Page) => page.setOfflineMode(true),
      (page: Page) => page.setOfflineMode(false),
    ],
    ['a server in trouble', () => void server.answer(MODEL, { status: 503 }), () => void server.answer(MODEL, null)],
  ] as const) {
    test(name, async () => {
      const visitor = await browser.createBrowserContext();
      try {
        const { page } = await openPage(visitor, server.page('/offline', decoderPage()));
        await away(page);
        await withDecoder(page, (decoder) => {
          setInterval(() => decoder.push(new Float32Array(800), 8000), 100);
        });
        await assertFailure(
          page,
          'network',
          name === 'a server in trouble' ? 'Start again in a few minutes.' : undefined,
        );
        await back(page);
        await retry(page);
      } finally {
        await visitor.close();
      }
    });
  }

  const indexPage = { body: '<!doctype html><title>Club</title>', headers: { 'content-type': 'text/html' } };
  for (const [name, file, code, reason, answer] of [
    ['a model that is missing', 'morse-live.onnx', 'assets-not-found', 'status 404', { status: 404 }],
    ['a model for which the index page comes', 'morse-live.json', 'assets-not-found', 'an HTML page', indexPage],
    ['a program for which it comes', 'ort-wasm-simd-threaded.wasm', 'assets-not-found', 'an HTML page', indexPage],
    ['a worker’s script for which it comes', 'morse-receiver-worker.js', 'assets-not-found', 'an HTML page', indexPage],
    ['a worklet that is missing', 'morse-capture-worklet.js', 'assets-not-found', 'status 404', { status: 404 }],
    ['a model that is damaged', 'morse-live.onnx', 'model-corrupt', ': 10 bytes, not ', { body: 'half a mod' }],
  ] as const) {
    test(name, async () => {
      const copy = await TestServer.start({ cors: true });
      // Of one who was here before, the browser has kept the file.
      const visitor = await browser.createBrowserContext();
      try {
        copy.answer(`/dist/${file}`, answer);
        const decoder = `source="/good.wav" asset-base="${copy.origin}/dist/"`;
        const { page } = await openPage(visitor, server.page(`/${code}`, decoderPage({ decoder })));
        await page.click('#start');
        await assertFailure(page, code);
        const { error } = await snapshotOf(page);
        assert.ok(error?.message.includes(`${copy.origin}/dist/${file}`), error?.message);
        assert.ok(error?.message.includes(reason), error?.message);
        copy.answer(`/dist/${file}`, null);
        await retry(page);
      } finally {
        await visitor.close();
        await copy.close();
      }
    });
  }
});

/** The state, the event's code, the sentence where the user reads it, and no rejection that nobody handles. */
async function assertFailure(page: Page, code: ErrorCode, action: string = ERRORS[code].action): Promise<void> {
  await waitForState(page, ['error'], 20_000);
  const { error } = await snapshotOf(page);
  assert.equal(error?.code, code);
  const { sentence } = ERRORS[code];
  // It stands there with the page's next picture.
  for (const words of [sentence, action]) {
    const told = words.replace(/\.$/, '');
    await page
      .waitForFunction(
        (text) => document.querySelector('#cw')?.shadowRoot?.textContent?.replaceAll(/\s+/g, ' ').includes(text),
        { polling: 50 },
        told,
      )
      .catch(async (reason: unknown) => {
        const shown = await page.$eval('#cw', (decoder) => decoder.shadowRoot?.textContent ?? '');
        throw new Error(`The panel does not say “${told}”: ${shown.replaceAll(/\s+/g, ' ')}`, { cause: reason });
      });
  }
}

/** The panel's own way to try again. */
async function retry(page: Page): Promise<void> {
  const button = await page.evaluateHandle(() => {
    const buttons = document.querySelector('#cw')?.shadowRoot?.querySelectorAll('button') ?? [];
    return [...buttons].find((candidate) => /again/i.test(candidate.textContent ?? '')) ?? null;
  });
  const element = button.asElement();
  assert.ok(element, 'the panel offers to try again');
  await (element as import('puppeteer-core').ElementHandle<Element>).click();
  await assertRunning(page);
}

async function assertRunning(page: Page): Promise<void> {
  await waitForState(page, ['listening', 'decoding'], 20_000);
  await waitForStreamTime(page, 1, 10_000);
  const { error, state } = await snapshotOf(page);
  assert.equal(error, null);
  assert.notEqual(state, 'error');
}
