import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import type { ErrorCode } from '../../src/errors.js';
import { launchChromium } from '../support/chromium.js';
import { snapshotOf, waitForState, waitForStreamTime, withDecoder } from '../support/decoder-page.js';
import { differingPixels } from '../support/pictures.js';
import { assertReads, assertRefused, openStrict, policyOfReadme, strictPage } from '../support/policy-page.js';
import { serveSamples, streamSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';
import { wavOf } from '../support/stations.js';

const TEXT = 'TEST DE OE1CSP';
const station = { frequency: 700, wpm: 28, snr: 20, text: TEXT, start: 0.5 };

describe('a page with a policy, the library on another origin', { timeout: 290_000 }, () => {
  let site: TestServer;
  let library: TestServer;
  let cdn: string;
  let samples: string;
  let browser: Browser;

  before(async () => {
    site = await TestServer.start();
    library = await TestServer.start({ cors: true });
    cdn = library.origin;
    const band = synthesizeBand({ stations: [station], seconds: 8, sampleRate: 8000 });
    samples = serveSamples(library, '/samples', new Float32Array(band));
    library.answer('/station.wav', { body: wavOf({ stations: [station], seconds: 8 }) });
    browser = await launchChromium();
  });

  afterEach(async () => {
    for (const page of await browser.pages()) await page.close();
  });

  after(async () => {
    await browser?.close();
    await site?.close();
    await library?.close();
  });

  const open = (path: string, policy: string, decoder = '') =>
    openStrict(browser, site.page(path, strictPage(cdn, decoder), { 'content-security-policy': policy }));

  test('the policy of the README suffices, as it is written: samples, files and the microphone, and nothing is refused', async () => {
    const { page, complaints, refused } = await open('/', await policyOfReadme(cdn), 'source="microphone" muted');
    await page.click('#start');
    await waitForState(page, ['listening', 'decoding'], 15_000);
    await waitForStreamTime(page, 0.3, 10_000);
    await assertReads(page, samples, TEXT);
    await withDecoder(
      page,
      async (decoder, address) => {
        decoder.sourceObject = await (await fetch(address)).blob();
        await decoder.start();
      },
      `${cdn}/station.wav`,
    );
    await waitForStreamTime(page, 0.3, 10_000);
    assert.deepEqual(await refused(), []);
    assert.deepEqual(complaints, []);
  });

  test('the panel looks the same with the policy and without', { timeout: 200_000 }, async () => {
    // What comes late on a busy machine (a letter's confidence, a line of the picture) may differ once, a style always.
    let differing = Number.POSITIVE_INFINITY;
    for (let attempt = 0; differing > 0 && attempt < 3; attempt++) {
      const pictures: Uint8Array[] = [];
      for (const policy of ['', await policyOfReadme(cdn)]) {
        const { page } = await open('/look', policy);
        pictures.push(await pictureOf(page));
        await page.close();
      }
      const [without, withPolicy] = pictures as [Uint8Array, Uint8Array];
      differing = await differingPixels(await browser.newPage(), without, withPolicy);
    }
    assert.equal(differing, 0);
  });

  async function pictureOf(page: Page): Promise<Uint8Array> {
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await assertReads(page, samples, TEXT);
    // What the workers do is another each time.
    await withDecoder(page, async (decoder) => {
      await decoder.updateComplete;
      for (const words of decoder.shadowRoot?.querySelectorAll<HTMLElement>('.status > span:not(.level)') ?? [])
        words.style.display = 'none';
      // So does the noise that was known when a mark was measured: sound is pushed as fast as it can be read.
      const channel = decoder.shadowRoot?.querySelector('morse-channel')?.shadowRoot;
      const snr = channel?.querySelector<HTMLElement>('[title^="Signal over noise"]');
      if (!snr) throw new Error('The panel shows no SNR.');
      snr.style.visibility = 'hidden';
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    const label = await page.$eval('#cw', (decoder) => {
      const waterfall = decoder.shadowRoot?.querySelector('morse-waterfall')?.shadowRoot;
      return getComputedStyle(waterfall?.querySelector('.label') as Element).translate;
    });
    assert.match(label, /^0px [1-9]/, 'the label stands beside its trace');
    return atRest(page);
  }

  /** The panel once nothing in it changes any more. */
  async function atRest(page: Page): Promise<Uint8Array> {
    const picture = () => page.$('#cw').then((panel) => panel?.screenshot() as Promise<Uint8Array>);
    let last = await picture();
    for (let tries = 0; tries < 40; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      const next = await picture();
      if (Buffer.compare(last, next) === 0) return next;
      last = next;
    }
    throw new Error('The panel never came to rest');
  }

  const sources = (worker: string, more = '') =>
    `script-src ${cdn} 'wasm-unsafe-eval'; connect-src ${cdn}; worker-src ${worker}; ${more}`;
  const refusals: readonly [name: string, policy: () => string, code: ErrorCode, action: RegExp][] = [
    ['no workers', () => sources("'none'"), 'worker-blocked', /blob: to worker-src .*worker-url/],
    ['no wasm', () => `script-src ${cdn}; worker-src blob:`, 'wasm-blocked', /'wasm-unsafe-eval' to script-src/],
    ['no fetch', () => `script-src ${cdn}; connect-src 'none'`, 'connect-blocked', /Add http:\S+ to connect-src/],
    [
      'Trusted Types that are not ours',
      () => sources('blob:', "require-trusted-types-for 'script'; trusted-types lit-html"),
      'trusted-types-blocked',
      /morse-decoder to trusted-types/,
    ],
    ['no sound', () => sources('blob:', "media-src 'none'"), 'media-blocked', /Add http:\S+ to media-src/],
  ];
  for (const [name, policy, code, action] of refusals) {
    test(`what is refused is told by its cause: ${name}`, async () => {
      const { page } = await open(`/${code}`, policy(), `source="${cdn}/station.wav" muted`);
      // Files of an earlier visit need no fetch.
      await page.evaluate(async () => {
        for (const name of await caches.keys()) await caches.delete(name);
      });
      await page.click('#start');
      await assertRefused(page, code, action);
    });
  }

  test('what is refused is told by its cause: a worklet that is not in script-src', async () => {
    const policy = `script-src 'nonce-once' 'wasm-unsafe-eval'; worker-src blob:`;
    const { page } = await open('/worklet', policy, 'source="microphone"');
    await page.click('#start');
    await assertRefused(page, 'worklet-blocked', /Add http:\S+ to script-src/);
  });

  test('without blob:, the page’s own copies of the workers run, and all else comes from the CDN', async () => {
    const files = ['morse-receiver-worker.js', 'morse-inference-worker.js', 'morse-capture-worklet.js'];
    for (const file of files) site.answer(`/morse/${file}`, { file: `/dist/${file}` });
    const policy = `script-src ${cdn} 'self' 'wasm-unsafe-eval'; connect-src ${cdn}; worker-src 'self'`;
    const own = 'source="microphone" worker-url="/morse"';
    const { page, complaints, refused } = await open('/own', policy, own);
    await page.click('#start');
    await waitForState(page, ['listening', 'decoding'], 15_000);
    await waitForStreamTime(page, 0.3, 10_000);
    await assertReads(page, samples, TEXT);
    assert.deepEqual(await refused(), []);
    assert.deepEqual(complaints, []);
    const asked = site.requests.filter((path) => path.startsWith('/morse/')).map((path) => path.slice(7));
    assert.deepEqual([...new Set(asked)].sort(), [...files].sort());
  });

  test('copies that are not there, of another release, or on another origin are told as that', async () => {
    const old = `postMessage({ type: 'started', version: '0.0.1' })`;
    site.answer('/old/morse-receiver-worker.js', { body: old });
    // Both workers start at once: whichever is missed first is told.
    site.answer('/old/morse-inference-worker.js', { file: '/dist/morse-inference-worker.js' });
    for (const file of ['receiver', 'inference']) site.answer(`/busy/morse-${file}-worker.js`, { status: 503 });
    const cases: readonly [folder: string, code: ErrorCode, message: RegExp, action?: RegExp][] = [
      ['/nowhere/', 'assets-not-found', /\/nowhere\/morse-(?:receiver|inference)-worker\.js: status 404/],
      ['/old/', 'worker-corrupt', /of release 0\.0\.1/],
      ['/busy/', 'network', /\/busy\/morse-(?:receiver|inference)-worker\.js: status 503/, /few minutes/],
      [`${cdn}/dist/`, 'assets-not-found', /morse-(?:receiver|inference)-worker\.js/],
    ];
    const { page } = await open('/copies', '');
    for (const [folder, code, message, action = /worker-url/] of cases) {
      await withDecoder(page, (decoder, value) => decoder.setAttribute('worker-url', value), folder);
      await streamSamples(page, '#cw', samples).catch(() => {});
      await assertRefused(page, code, action);
      assert.match((await snapshotOf(page)).error?.message ?? '', message);
    }
  });
});
