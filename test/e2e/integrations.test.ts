import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { root } from '../../scripts/lib/root.mjs';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { DECODER, openDecoder, panelButton, serveReceivers } from '../support/receiver-pages.js';
import { TestServer } from '../support/server.js';

const HOST = 'receiver.test';
const CLOSE = panelButton('Close');
const LOW = 610;
const HIGH = 1130;
const FIRST = [
  { frequency: LOW, text: 'CQ DE OE1AAA' },
  { frequency: HIGH, text: 'TEST DL2BBB' },
];
const SECOND = [
  { frequency: LOW, text: 'HB9CCC K' },
  { frequency: HIGH, text: 'UR 599 TU' },
];
const BOTH = FIRST.map(({ frequency, text }, i) => ({ frequency, text: `${text} ${SECOND[i]?.text}` }));

/** What the imitated pages keep of themselves (test/e2e/hosts/stub.js). */
interface Stub {
  readonly played: { readonly blocks: number; readonly samples: number; readonly last: unknown };
  readonly tuned: readonly unknown[];
  readonly send: () => Promise<void>;
}

interface Station {
  readonly frequency: number;
  readonly text: string;
}

function band(stations: readonly Station[], sampleRate: number, seed: number): Uint8Array {
  const keyed = stations.map((station) => ({ ...station, wpm: 30, snr: 20, start: 1 }));
  return new Uint8Array(synthesizeBand({ stations: keyed, seconds: 9, sampleRate, seed }).buffer);
}

describe('on the pages of receivers, over plain http', { timeout: 290_000 }, () => {
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    server = await TestServer.start({ cors: true });
    await serveReceivers(server);
    const bands: readonly [string, readonly Station[], number][] = [
      ['first-12000', FIRST, 12_000],
      ['second-12000', SECOND, 12_000],
      ['second-20250', SECOND, 20_250],
      ['second-24000', SECOND, 24_000],
      ['second-48000', SECOND, 48_000],
      ['left-12000', FIRST.slice(0, 1), 12_000],
      ['right-12000', FIRST.slice(1), 12_000],
    ];
    for (const [i, [name, stations, rate]] of bands.entries())
      server.answer(`/bands/${name}`, { body: band(stations, rate, i + 1) });
    browser = await launchChromium({ args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`] });
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const addressOf = (path: string) => `${server.origin.replace('127.0.0.1', HOST)}${path}`;

  /** Opens an imitated page as a visitor does, and the decoder in it. */
  async function visit(path: string): Promise<Visit> {
    const opened = await openPage(browser, addressOf(path));
    await openDecoder(opened.page);
    return { ...opened, frame: opened.page.mainFrame() };
  }

  test('OpenWebRX+: a plugin; blocks of any length, narrow and wide sound, a new audio engine', async () => {
    const { page, frame, complaints } = await visit('/hosts/openwebrx.html');
    await hears(frame);
    assert.equal(await attribute(frame, 'dial'), '7034', 'center_freq and the offset of the demodulator');
    assert.equal(await attribute(frame, 'sideband'), 'usb');
    await send(frame);
    await reads(frame, BOTH);
    await frame.evaluate('quiet()');
    assert.deepEqual(
      await page.evaluate('Plugins.loaded'),
      { init: true, css: false },
      'what the page asks of a plugin',
    );
    const { played } = await stubOf(frame);
    assert.ok(played.samples >= 9 * 12_000 + 9 * 48_000, 'the page plays all of it');
    assert.equal(played.last, 'Float32Array', 'the page gets what its resampler returns');
    assert.ok(
      await page.$('#openwebrx-panels-container-left > .morse-decoder-launcher'),
      'among the panels of the page',
    );

    assert.deepEqual(await clickOn(frame, 7035.3), [7_034_600 - 7_030_000], 'USB: the signal is heard at 700 Hz');
    await page.evaluate("Object.assign(demodulator, { modulation: 'cw', low_cut: 700, high_cut: 900, offset: 3300 })");
    await page.evaluate('audioEngine.pushAudio(new Int16Array(512).buffer)');
    assert.equal(await attribute(frame, 'dial'), '7033.3');
    assert.deepEqual(
      (await clickOn(frame, 7035.3)).slice(1),
      [7_034_500 - 7_030_000],
      'CW: in the middle of the filter',
    );
    await page.evaluate("demodulator.modulation = 'nfm'; audioEngine.pushAudio(new Int16Array(512).buffer)");
    assert.equal(await attribute(frame, 'dial'), null, 'FM has no dial');

    await page.click(CLOSE);
    assert.equal(
      await page.evaluate("Object.hasOwn(audioEngine.resampler, 'process')"),
      false,
      'closed, nothing is left behind',
    );
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('KiwiSDR: a line in the head; one array for all packets, squelch, lost packets, stereo, reconnect, another rate', async () => {
    const { page, frame, complaints } = await visit('/hosts/kiwisdr.html');
    await hears(frame);
    assert.equal((await page.$$(DECODER)).length, 1, 'loaded twice, it is there once');
    assert.equal(await attribute(frame, 'dial'), '7029.5', 'the carrier, not the frequency that the page shows in CW');
    assert.equal(await attribute(frame, 'sideband'), 'usb');
    await noteGaps(frame);
    await send(frame);
    await reads(frame, BOTH);
    await frame.evaluate('quiet()');
    // On a busy machine, the clock finds gaps of its own.
    const packet = 1024 / 12_001.135;
    const gaps = (await gapsOf(frame))
      .map((seconds) => seconds / packet)
      .filter((n) => Math.abs(n - Math.round(n)) < 1e-6);
    const packets = Math.round(gaps.reduce((sum, n) => sum + n, 0));
    assert.equal(packets, 18 * 2 + 10 * 2 + 12, 'squelch, lost packets and stereo are gaps, in packets of 1024');
    const { played } = await stubOf(frame);
    assert.ok(played.samples >= 9 * 12_000 + 9 * 20_250, 'the page plays all of it');
    assert.equal((played.last as unknown[])[0], true, 'with the page’s own this');

    assert.deepEqual(await clickOn(frame, 7030.2), [[7030.2, 'cw', 4]], 'CW: the frequency that the page shows');
    await page.evaluate(
      "Object.assign(kiwi, { mode: 'lsb', carrier: 7031000, offset: 100000, pb: { low: -2700, high: -300 } })",
    );
    await page.evaluate('audio_recv(new Float32Array(512).fill(0.1))');
    assert.deepEqual(
      [await attribute(frame, 'dial'), await attribute(frame, 'sideband')],
      ['107031', 'lsb'],
      'with its transverter',
    );
    assert.deepEqual((await clickOn(frame, 107_030)).slice(1), [[107_030.7, 'lsb', 4]]);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('PhantomSDR-Plus: both codecs, two channels, filters that work in place, a new audio object', async () => {
    const { page, frame, complaints } = await visit('/hosts/phantomsdr.html');
    await hears(frame);
    assert.equal(Number(await attribute(frame, 'dial')).toFixed(3), '7034.000');
    await send(frame);
    await reads(frame, BOTH);
    await frame.evaluate('quiet()');
    assert.deepEqual((await stubOf(frame)).played.last, [true, true, true], 'the page gets its arguments and its this');
    assert.deepEqual(await clickOn(frame, 7035.3), [7_034_600]);
    await page.evaluate(
      "audio.demodulation = 'CW'; audio.playAudio(new Float32Array(512).fill(0.1), new Float32Array(512))",
    );
    assert.equal(Number(await attribute(frame, 'dial')).toFixed(2), '7033.25', 'CW is heard at 750 Hz');
    assert.deepEqual((await clickOn(frame, 7035.3)).slice(1), [7_035_300]);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('UberSDR: the port of its bridge, before it has started, after it has started anew, at another rate', async () => {
    const { page, frame, complaints } = await visit('/hosts/ubersdr.html');
    await uber(frame);
    await page.evaluate("retune({ frequency: 7034000, mode: 'cwl' }); sound(new Float32Array(446).fill(0.1))");
    await frame.waitForSelector(`${DECODER}[dial="7034.5"]`);
    assert.equal(await attribute(frame, 'sideband'), 'lsb');
    assert.deepEqual((await clickOn(frame, 7035.3)).slice(1), [{ frequency: 7_035_300 }]);
    await page.click(CLOSE);
    await page.waitForFunction('port === null');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('UberSDR: a panel in a frame with an opaque origin', async () => {
    server.page(
      '/panels',
      '<!doctype html><iframe sandbox="allow-scripts" width="700" height="500" src="/hosts/ubersdr.html#panel"></iframe>',
    );
    const { page, complaints } = await openPage(browser, addressOf('/panels'));
    const handle = await page.waitForSelector('iframe');
    const frame = await handle?.contentFrame();
    assert.ok(frame);
    await frame.waitForSelector(DECODER);
    await uber(frame);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('any page: nodes that are heard are summed, each once; as a line in the head', async () => {
    const html = await readFile(join(root, 'test/e2e/hosts/any-page.html'), 'utf8');
    const line = '<script src="/integrations/any-page/any-page.js"></script>';
    await anyPage(await visitHere('/early', html.replace('<!--head-->', line)));
  });

  test('any page: as a bookmarklet, before the sound starts; until then it says what to do', async () => {
    const html = await readFile(join(root, 'test/e2e/hosts/any-page.html'), 'utf8');
    const readme = await readFile(join(root, 'integrations/any-page/README.md'), 'utf8');
    const bookmarklet = /^javascript:(.*)$/m.exec(readme)?.[1];
    assert.ok(bookmarklet, 'the README has it');
    server.page('/late', html);
    const { page, complaints } = await openPage(browser, addressOf('/late'));
    await page.evaluate(bookmarklet.replace('https://cdn.jsdelivr.net/npm/morse-decoder-element@0', addressOf('')));
    await openDecoder(page);
    const note = "document.querySelector('.morse-decoder-receiver').shadowRoot.querySelector('.note').textContent";
    await page.waitForFunction(`/start it again/.test(${note})`);
    await anyPage({ page, frame: page.mainFrame(), complaints });
  });

  async function visitHere(path: string, html: string): Promise<Visit> {
    server.page(path, html);
    const opened = await openPage(browser, addressOf(path));
    await openDecoder(opened.page);
    return { ...opened, frame: opened.page.mainFrame() };
  }

  async function anyPage({ page, frame, complaints }: Visit): Promise<void> {
    await page.waitForFunction("customElements.get('morse-decoder')");
    await page.click('#play');
    await reads(frame, FIRST);
    assert.deepEqual((await stubOf(frame)).played.last, true, 'connect() answers as ever');
    assert.deepEqual(complaints, []);
    await page.close();
  }

  async function uber(frame: Frame): Promise<void> {
    await hears(frame);
    assert.equal(await attribute(frame, 'dial'), '7034');
    await send(frame);
    await reads(frame, BOTH);
    await frame.evaluate('quiet()');
    assert.deepEqual(await clickOn(frame, 7035.3), [{ frequency: 7_034_600 }]);
  }
});

interface Visit {
  readonly page: Page;
  readonly frame: Frame;
  readonly complaints: readonly string[];
}

/** Waits until the decoder gets what the receiver always sends. */
async function hears(frame: Frame): Promise<void> {
  await frame.waitForFunction(
    () => {
      const { shadowRoot } = document.querySelector('.morse-decoder-receiver') ?? {};
      const state = shadowRoot?.querySelector<MorseDecoderElement>('morse-decoder')?.state;
      return state === 'listening' || state === 'decoding';
    },
    { timeout: 30_000 },
  );
}

const send = (frame: Frame): Promise<void> => frame.evaluate('send()') as Promise<void>;

const stubOf = (frame: Frame): Promise<Stub> => frame.evaluate('({ played, tuned })') as Promise<Stub>;

const attribute = (frame: Frame, name: string): Promise<string | null> =>
  frame.$eval(DECODER, (decoder, key) => decoder.getAttribute(key), name);

/** The user wants the receiver on a signal; answers with everything that the page has been tuned to by now. */
async function clickOn(frame: Frame, radioFrequency: number): Promise<readonly unknown[]> {
  await frame.$eval(
    DECODER,
    (decoder, kilohertz) => {
      const event = new Event('morse-tune', { bubbles: true, composed: true });
      decoder.dispatchEvent(Object.assign(event, { frequency: 700, radioFrequency: kilohertz }));
    },
    radioFrequency,
  );
  return (await stubOf(frame)).tuned;
}

/** Waits until the channel at each station’s frequency has its text, words apart. */
async function reads(frame: Frame, stations: readonly Station[]): Promise<void> {
  const copyOf = () =>
    frame.$eval(
      DECODER,
      (decoder, frequencies) =>
        frequencies.map((frequency) =>
          (decoder as MorseDecoderElement).store.snapshot.channels
            .filter(({ info }) => Math.abs(info.frequency - frequency) < 15)
            .map(({ characters }) => characters.map(({ text }) => text).join(''))
            .join('|'),
        ),
      stations.map(({ frequency }) => frequency),
    );
  const wanted = stations.map(({ text }) => text);
  const until = performance.now() + 40_000;
  let read = (await copyOf()).map((text) => foldText(text));
  while (performance.now() < until && read.join() !== wanted.join()) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    read = (await copyOf()).map((text) => foldText(text));
  }
  const heard = await frame.$eval(DECODER, (decoder) => (decoder as MorseDecoderElement).store.snapshot.newest);
  assert.deepEqual(read, wanted, `after ${heard} s of sound`);
}

const noteGaps = (frame: Frame): Promise<void> =>
  frame.$eval(DECODER, (element) => {
    const decoder = element as MorseDecoderElement;
    const gaps: number[] = [];
    const { gap } = decoder;
    decoder.gap = (seconds) => {
      gaps.push(seconds);
      gap.call(decoder, seconds);
    };
    Object.assign(globalThis, { gaps });
  });

const gapsOf = (frame: Frame): Promise<number[]> => frame.evaluate('gaps') as Promise<number[]>;
