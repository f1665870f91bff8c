import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { decoderPage, waitForState, waitForStreamTime } from '../support/decoder-page.js';
import { assertReads, assertRefused, strictPage } from '../support/policy-page.js';
import { serveSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';
import { wavOf } from '../support/stations.js';

const TEXT = 'TEST DE OE1FRM';
const station = { frequency: 700, wpm: 28, snr: 20, text: TEXT, start: 0.5 };
const decoder = 'accurate-model="none" channels="0" frequency="700"';

describe('where a decoder can stand', { timeout: 240_000 }, () => {
  /** The receiver's page, and a club's that has it in a frame. */
  let site: TestServer;
  let club: TestServer;
  let samples: string;
  let browser: Browser;

  before(async () => {
    site = await TestServer.start({ cors: true });
    club = await TestServer.start();
    const band = synthesizeBand({ stations: [station], seconds: 8, sampleRate: 8000 });
    samples = serveSamples(site, '/samples', new Float32Array(band));
    site.answer('/station.wav', { body: wavOf({ stations: [station], seconds: 8 }) });
    browser = await launchChromium();
  });

  afterEach(async () => {
    for (const page of await browser.pages()) await page.close();
  });

  after(async () => {
    await browser?.close();
    await site?.close();
    await club?.close();
  });

  /** A page of the club with the receiver's page in a frame. */
  async function framed(path: string, attributes: string, of = ''): Promise<Frame> {
    const inner = site.page(path, strictPage(site.origin, of));
    const html = `<!doctype html><title>Club</title><iframe ${attributes} src="${inner}" width="700" height="500"></iframe>`;
    const { page } = await openPage(browser, club.page(path, html));
    const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
    assert.ok(frame);
    await frame.waitForSelector('#start');
    return frame;
  }

  test('a sandboxed frame, whose origin is none', async () => {
    const frame = await framed('/sandbox', 'sandbox="allow-scripts"');
    assert.equal(await frame.evaluate(() => origin), 'null');
    await assertReads(frame, samples, TEXT);
    const listener = await framed(
      '/sandboxed-listener',
      'sandbox="allow-scripts" allow="microphone"',
      'source="microphone"',
    );
    await listener.click('#start');
    await assertRefused(listener, 'permission-policy', /allow-same-origin/);
  });

  test('a page that is left and come back to goes on with what it played', async () => {
    const source = 'source="/station.wav" muted accurate-model="none" channels="0" frequency="700"';
    const { page } = await openPage(browser, site.page('/played', decoderPage({ decoder: source })));
    await page.click('#start');
    await waitForStreamTime(page, 1, 20_000);
    await page.evaluate(() => Object.assign(globalThis, { here: true }));
    await page.goto(club.page('/elsewhere', '<!doctype html><title>Elsewhere</title>'));
    await page.goBack();
    assert.equal(await page.evaluate('here'), true, 'the page was kept by the browser');
    await page.waitForFunction(
      (end) => document.querySelector<MorseDecoderElement>('#cw')?.text.endsWith(end),
      { timeout: 20_000 },
      TEXT.slice(-4),
    );
  });

  test('a frame of another origin: the microphone with allow="microphone", and the true cause without', async () => {
    const refused = await framed('/refused', '', 'source="microphone"');
    await refused.click('#start');
    await assertRefused(refused, 'permission-policy', /allow="microphone"/);
    const allowed = await framed('/allowed', 'allow="microphone"', 'source="microphone"');
    await allowed.click('#start');
    await waitForState(allowed, ['listening', 'decoding'], 15_000);
    await waitForStreamTime(allowed, 0.3, 10_000);
  });

  test('a page whose own header forbids the microphone', async () => {
    const headers = { 'permissions-policy': 'microphone=()' };
    const address = site.page('/header', strictPage(site.origin, 'source="microphone"'), headers);
    const { page } = await openPage(browser, address);
    await page.click('#start');
    await assertRefused(page, 'permission-policy', /microphone=\(\).*header/);
  });

  test('a page that is cross-origin isolated, with the library on another origin', async () => {
    const headers = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
    const address = club.page('/isolated', strictPage(site.origin, 'source="microphone"'), headers);
    const { page, complaints } = await openPage(browser, address);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await page.click('#start');
    await waitForState(page, ['listening', 'decoding'], 15_000);
    await assertReads(page, samples, TEXT);
    assert.deepEqual(complaints, []);
  });

  test('a page with another base for its addresses', async () => {
    const head = '<base href="https://elsewhere.example/deep/">';
    const { page } = await openPage(browser, club.page('/base', strictPage(site.origin, '', head)));
    await assertReads(page, samples, TEXT);
  });

  test('a shadow root, with its player, its views and its own ids', async () => {
    const { page } = await openPage(
      browser,
      site.page(
        '/shadow',
        '<!doctype html><title>Widget</title><my-receiver></my-receiver><button id="go">Go</button>',
      ),
    );
    await page.evaluate(async (attributes) => {
      const root = (document.querySelector('my-receiver') as Element).attachShadow({ mode: 'open' });
      root.innerHTML = `<audio id="player" src="/station.wav"></audio>
        <morse-decoder id="cw" source="#player" ${attributes}><i></i></morse-decoder>
        <morse-waterfall for="cw"></morse-waterfall><morse-channel for="cw" main></morse-channel>`;
      await import('/dist/morse-decoder.js' as string);
      document.querySelector('#go')?.addEventListener('click', async () => {
        await (root.querySelector('#cw') as MorseDecoderElement).start();
        await (root.querySelector('#player') as HTMLAudioElement).play();
      });
    }, decoder);
    await page.click('#go');
    await page.waitForFunction(
      (text) => {
        const channel = document.querySelector('my-receiver')?.shadowRoot?.querySelector('morse-channel');
        return channel?.shadowRoot?.textContent?.includes(text);
      },
      { timeout: 20_000 },
      TEXT.slice(-6),
    );
  });

  test('a decoder that is moved to a frame works there, and looks as before', async () => {
    const { page, complaints } = await openPage(
      browser,
      site.page('/moved', `${decoderPage({ decoder })}<iframe width="800" height="900"></iframe>`),
    );
    await assertReads(page, samples, TEXT);
    const before = await looks(page);
    await page.evaluate(() => {
      const frame = document.querySelector('iframe') as HTMLIFrameElement;
      frame.contentDocument?.body.append(document.querySelector('#cw') as Element);
    });
    const frame = await (await page.$('iframe'))?.contentFrame();
    assert.ok(frame);
    const read = await frame.$eval(
      '#cw',
      async (element, address) => {
        const moved = element as MorseDecoderElement;
        const sound = new Float32Array(await (await fetch(address)).arrayBuffer());
        const stream = new ReadableStream({
          start: (controller) => {
            controller.enqueue({ samples: sound, sampleRate: 8000 });
            controller.close();
          },
        });
        moved.sourceObject = stream;
        await moved.start();
        await new Promise<void>((resolve) => moved.store.subscribe(({ state }) => state === 'ended' && resolve()));
        return moved.text;
      },
      samples,
    );
    assert.equal(foldText(read), TEXT);
    assert.deepEqual(await looks(frame), before);
    assert.deepEqual(complaints, []);
  });
});

/** What style sheets give, in the panel and in an element within it, and what a view has measured. */
function looks(place: Page | Frame): Promise<readonly string[]> {
  return place.$eval('#cw', async (element) => {
    const panel = element.shadowRoot?.querySelector('.panel') as HTMLElement;
    const waterfall = element.shadowRoot?.querySelector('morse-waterfall') as HTMLElement;
    const label = () => waterfall.shadowRoot?.querySelector('.label') as HTMLElement;
    const canvas = waterfall.shadowRoot?.querySelector('canvas') as HTMLCanvasElement;
    panel.style.width = '700px';
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { backgroundColor, borderRadius } = getComputedStyle(panel);
    const { position, fontSize, translate } = getComputedStyle(label());
    return [backgroundColor, borderRadius, position, fontSize, translate, `${canvas.width} × ${canvas.height}`];
  });
}
