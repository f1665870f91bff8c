import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { root } from '../../scripts/lib/root.mjs';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { decoderPage, snapshotOf, waitForState, withDecoder } from '../support/decoder-page.js';
import { serveSamples, streamSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';
import { wavOf } from '../support/stations.js';

/** Six sounds are played live at once; where a busy machine drops a block of one, its call is read the next time. */
const CALL = 'OE1HTTP';
const TEXT = `${CALL} ${CALL} ${CALL}`;
const station = { frequency: 700, wpm: 28, snr: 20, text: TEXT, start: 1 };
const SECONDS = 11;

/** What each source needs is set up by `playOnClick`. With a child of its own a decoder shows nothing, and the page is not busy. */
const SOURCES = ['player', 'stream', 'node', 'buffer', 'blob', 'url'] as const;
const attributes = 'frequency="700" channels="0" accurate-model="none" muted';
const page = `<!doctype html><html lang="en"><title>Receiver</title>
<script type="module" src="/dist/morse-decoder.js"></script>
<audio id="player" src="/station.wav"></audio>
${SOURCES.map((name) => `<morse-decoder id="${name}-decoder" ${attributes}><i></i></morse-decoder>`).join('\n')}
<button type="button" id="go">Go</button></html>`;

describe('a receiver’s page over plain http', { timeout: 180_000 }, () => {
  let server: TestServer;
  let origin: string;
  let browser: Browser;

  before(async () => {
    server = await TestServer.start();
    origin = server.origin.replace('127.0.0.1', 'receiver.test');
    server.answer('/station.wav', { body: wavOf({ stations: [station], seconds: SECONDS }) });
    const samples = synthesizeBand({ stations: [station], seconds: SECONDS, sampleRate: 8000 });
    serveSamples(server, '/samples', new Float32Array(samples));
    browser = await launchChromium({ args: ['--host-resolver-rules=MAP receiver.test 127.0.0.1'] });
  });

  afterEach(async () => {
    for (const page of await browser.pages()) await page.close();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const open = (path: string, html: string) => {
    server.page(path, html);
    return openPage(browser, origin + path);
  };

  test('every sound of the page itself is read, without AudioWorklet', async () => {
    const { page: tab, complaints } = await open('/', page);
    assert.deepEqual(await tab.evaluate(() => [isSecureContext, 'AudioWorklet' in globalThis]), [false, false]);
    await tab.evaluate(playOnClick);
    await tab.click('#go');
    const read = await tab.evaluate(() => (globalThis as unknown as { read: Promise<Record<string, string>> }).read);
    assert.deepEqual(Object.keys(read), [...SOURCES]);
    for (const [name, text] of Object.entries(read)) assert.ok(text.includes(CALL), `${name} reads ${text}`);
    assert.deepEqual(complaints, []);
  });

  test('the microphone and shared tabs say that the page is not secure', async () => {
    for (const source of ['microphone', 'display']) {
      const { page: tab } = await open(`/${source}`, decoderPage({ decoder: `source="${source}"` }));
      await tab.click('#start');
      await waitForState(tab, ['error'], 10_000);
      const { error } = await snapshotOf(tab);
      assert.equal(error?.code, 'insecure-page');
      assert.match(error?.action ?? '', /https/);
    }
  });

  test('text is copied, and a damaged model is found by its checksum', async () => {
    const { page: tab } = await open('/copy', `${decoderPage({ decoder: attributes })}<textarea id="log"></textarea>`);
    await streamSamples(tab, '#cw', `${origin}/samples`);
    await waitForState(tab, ['ended'], 20_000);
    await press(tab, 'Copy text');
    await tab.focus('#log');
    await tab.keyboard.down('Control');
    await tab.keyboard.press('KeyV');
    await tab.keyboard.up('Control');
    const pasted = await tab.$eval('#log', (area) => (area as HTMLTextAreaElement).value);
    assert.equal(foldText(pasted), TEXT);

    const model = await readFile(join(root, 'dist/morse-live.onnx'));
    model[model.length >> 1] = (model[model.length >> 1] ?? 0) ^ 1;
    server.answer('/dist/morse-live.onnx', { body: model });
    try {
      const again = await open('/damaged', decoderPage({ decoder: attributes }));
      await streamSamples(again.page, '#cw', `${origin}/samples`).catch(() => {});
      assert.equal((await snapshotOf(again.page)).error?.code, 'model-corrupt');
    } finally {
      server.answer('/dist/morse-live.onnx', null);
    }
  });
});

/** Clicks a button of the main channel, in the panel's shadow trees, as a user does. */
async function press(page: Page, label: string): Promise<void> {
  const button = await withDecoder(page, () => null).then(() =>
    page.evaluateHandle((wanted) => {
      const channel = document.querySelector('#cw')?.shadowRoot?.querySelector('morse-channel[main]');
      const buttons = [...(channel?.shadowRoot?.querySelectorAll('button') ?? [])];
      return buttons.find((one) => (one.ariaLabel ?? one.title ?? '').startsWith(wanted)) ?? null;
    }, label),
  );
  const element = button.asElement();
  assert.ok(element, `the channel has a button “${label}”`);
  await (element as import('puppeteer-core').ElementHandle<Element>).click();
}

/** In the page: once it is clicked, gives each decoder its source; `read` then has the texts. */
async function playOnClick(): Promise<void> {
  await customElements.whenDefined('morse-decoder');
  const decoder = (name: string) => document.querySelector(`#${name}-decoder`) as MorseDecoderElement;
  const bytes = await (await fetch('/station.wav')).arrayBuffer();
  const until = (one: MorseDecoderElement, done: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (one.state === 'error') reject(new Error(`${one.id}: ${one.error?.message}`));
        if (done()) resolve();
      };
      one.store.subscribe(check);
      check();
    });
  const play = async () => {
    const context = new AudioContext();
    const buffer = await context.decodeAudioData(bytes.slice(0));
    const player = () => new AudioBufferSourceNode(context, { buffer });
    const [live, sent] = [player(), player()];
    const out = new MediaStreamAudioDestinationNode(context);
    sent.connect(out);
    decoder('player').source = '#player';
    decoder('stream').sourceObject = out.stream;
    decoder('node').sourceObject = live;
    decoder('buffer').sourceObject = buffer;
    decoder('blob').sourceObject = new Blob([bytes], { type: 'audio/wav' });
    decoder('url').source = '/station.wav';
    const all = [...document.querySelectorAll('morse-decoder')] as MorseDecoderElement[];
    await Promise.all(all.map((one) => one.start()));
    live.start();
    sent.start();
    await (document.querySelector('#player') as HTMLAudioElement).play();
    // A stream has no end; when the player has ended, all of it has been sent.
    sent.onended = () =>
      setTimeout(
        () =>
          out.stream.getTracks().forEach((track) => {
            track.stop();
            track.dispatchEvent(new Event('ended'));
          }),
        500,
      );
    await Promise.all(all.map((one) => until(one, () => one.state === 'ended')));
    return Object.fromEntries(all.map((one) => [one.id.replace('-decoder', ''), one.text]));
  };
  const read = new Promise((resolve, reject) => {
    document.querySelector('#go')?.addEventListener('click', () => void play().then(resolve, reject), { once: true });
  });
  Object.assign(globalThis, { read });
}
