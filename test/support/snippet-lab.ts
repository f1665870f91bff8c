import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { synthesizeBand, synthesizePairs } from '../../demo/simulator/band.js';
import type { Snippet } from '../../scripts/site/snippets.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { launchChromium, openPage } from './chromium.js';
import { TestServer } from './server.js';
import { wavOf } from './stations.js';
import { encodeWav } from './wav.js';

/** What the two stations of the recording send. */
export const LOW = { frequency: 500, text: 'CQ DE OZ1ABC K' };
export const HIGH = { frequency: 800, text: 'DE DL9XYZ K' };
/** What a station of the band in I and Q sends. */
export const BELOW = { frequency: -6200, text: 'CQ DE PA3XYZ K' };
/** Pairs a second. */
const BAND_RATE = 48_000;
/** Seconds of the recording, a pause at the end included. */
const SECONDS = 7;
/** Hz of the packets that a web receiver sends. */
const PACKET_RATE = 12_000;
/** Bytes before the samples. */
const WAV_HEADER = 44;
/** Milliseconds that a page has to read all of it: the machine may be busy. */
const PATIENCE = 45_000;

/** Clicks and waits of one page. */
export interface LabPage {
  readonly page: Page;
  /** Errors and lines of console.error so far. */
  readonly complaints: readonly string[];
}

export interface PageOptions {
  /** HTML before that of the snippets: what their text takes to be there. */
  readonly before?: string;
  /** Script that the page runs before everything else. */
  readonly prelude?: string;
  /** JavaScript behind that of the snippets, in the same module. */
  readonly look?: string;
  /** Host and port of the page; default that of the server. */
  readonly origin?: string;
  /** The decoder's script is not there from the start: a click brings it. */
  readonly later?: boolean;
  /** Runs instead of the snippets' own scripts: what a framework's compiler made of them. */
  readonly compiled?: string;
}

/** Runs the blocks of one name, and fails when they do not do what the text says. */
export type Check = (snippets: readonly Snippet[], lab: SnippetLab) => Promise<void>;

/** One Chromium, a server for pages and one for the library, and a recording that pages and the microphone play. */
export class SnippetLab {
  readonly site: TestServer;
  readonly library: TestServer;
  readonly recording: Buffer;
  readonly folder: string;
  readonly #browser: Browser;

  private constructor(site: TestServer, library: TestServer, recording: Buffer, folder: string, browser: Browser) {
    this.site = site;
    this.library = library;
    this.recording = recording;
    this.folder = folder;
    this.#browser = browser;
  }

  static async start(): Promise<SnippetLab> {
    const folder = await mkdtemp(join(tmpdir(), 'morse-snippets-'));
    const stations = [
      { ...LOW, wpm: 35, snr: 26, start: 0.8 },
      { ...HIGH, wpm: 32, snr: 22, start: 1 },
    ];
    const recording = wavOf({ stations, seconds: SECONDS });
    await writeFile(join(folder, 'recording.wav'), recording);
    const packets = encodeWav(synthesizeBand({ stations, seconds: SECONDS, sampleRate: PACKET_RATE }), PACKET_RATE);
    await writeFile(join(folder, 'packets.raw'), packets.subarray(WAV_HEADER));
    const microphone = join(folder, 'microphone.wav');
    await writeFile(
      microphone,
      wavOf({ stations: [{ ...LOW, wpm: 35, snr: 26, start: 1.5, repeat: 1.5 }], seconds: 90 }),
    );
    const site = await TestServer.start();
    // Visits share one cache, as those of one user do.
    const library = await TestServer.start({ cors: true, headers: { 'cache-control': 'max-age=600' } });
    const audio = { body: recording, headers: { 'content-type': 'audio/wav' } };
    site.answer('/recording.wav', audio);
    const band = synthesizePairs({
      stations: [{ ...BELOW, wpm: 30, snr: 25, start: 0.8 }],
      ...{ seconds: SECONDS, sampleRate: BAND_RATE },
    });
    site.answer('/band.wav', { body: encodeWav(band, BAND_RATE, 2), headers: { 'content-type': 'audio/wav' } });
    site.answer('/packets', { body: packets.subarray(WAV_HEADER) });
    library.answer('/stream.mp3', audio);
    library.answer('/dist/invokers-polyfill/invoker.min.js', { file: 'node_modules/invokers-polyfill/invoker.min.js' });
    const browser = await launchChromium({ microphone, args: ['--host-resolver-rules=MAP receiver.test 127.0.0.1'] });
    return new SnippetLab(site, library, recording, folder, browser);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.site.close();
    await this.library.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A page made of all the blocks of one name, in a window of its own; closed when `visit` is done. */
  async visit(
    snippets: readonly Snippet[],
    options: PageOptions,
    visit: (page: LabPage) => Promise<void>,
  ): Promise<void> {
    const address = this.#serve(snippets, options);
    const { page, complaints } = await openPage(this.#browser, address, { type: 'window' });
    try {
      page.setDefaultTimeout(PATIENCE);
      if (!options.later)
        await page.waitForFunction(() => customElements.get('morse-decoder') !== undefined, { polling: 50 });
      await visit({ page, complaints });
    } finally {
      await page.close();
    }
  }

  /** The addresses that the texts use, as those of the test's servers. */
  localised(code: string): string {
    return code
      .replaceAll('https://cdn.example/', `${this.library.origin}/dist/`)
      .replaceAll('https://cdn.example', this.library.origin)
      .replaceAll('https://cdn.jsdelivr.net/npm/morse-decoder-element@0', this.library.origin)
      .replaceAll('…/integrations/', `${this.library.origin}/integrations/`)
      .replaceAll('https://radio.example/', `${this.library.origin}/`);
  }

  #serve(
    snippets: readonly Snippet[],
    { before = '', prelude = '', look = '', origin, compiled }: PageOptions,
  ): string {
    const of = (...langs: string[]) => snippets.filter(({ lang }) => langs.includes(lang)).map(({ code }) => code);
    const script = compiled ?? of('js').join('\n');
    const imports = { imports: { 'morse-decoder-element': 'https://cdn.example/morse-decoder.js' } };
    const parts = [
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Snippet</title><link rel="icon" href="data:,">',
      prelude && `<script>${prelude}</script>`,
      script.includes('morse-decoder-element') ? `<script type="importmap">${JSON.stringify(imports)}</script>` : '',
      of('css').map((code) => `<style>${code}</style>`),
      before,
      of('html').join('\n'),
      script && `<script type="module">${script}\n${look}</script>`,
    ];
    const [first] = snippets;
    const path = `/${(first?.file ?? '').replaceAll(/\W/g, '-')}-${first?.name}.html`;
    const address = this.site.page(path, this.localised(parts.flat().join('\n')), this.#headers(of('http')));
    return origin ? address.replace('127.0.0.1', origin) : address;
  }

  #headers(blocks: readonly string[]): Record<string, string> {
    const lines = blocks.flatMap((block) => block.trim().split('\n'));
    return Object.fromEntries(
      lines.map((line) => {
        const [, name = '', value = ''] = /^([\w-]+): (.*)$/.exec(this.localised(line)) ?? [];
        return [name.toLowerCase(), value];
      }),
    );
  }
}

type Decoder = HTMLElement & Pick<MorseDecoderElement, 'store' | 'text'>;

/** Waits until a channel near that frequency has read just this, all of it final. */
export async function assertReads(page: Page, { frequency, text }: typeof LOW): Promise<void> {
  const read = () => finalTexts(page, frequency);
  await waitUntil(
    page,
    async () => (await read()).includes(text),
    async () => `${text}, read ${await read()}`,
  );
}

/** Waits until this is found in the main channel's text, be it final or not. */
export async function assertHears(page: Page, text: string): Promise<void> {
  const read = () => page.$eval('morse-decoder', (decoder) => (decoder as Decoder).text);
  await waitUntil(
    page,
    async () => (await read()).includes(text),
    async () => `${text}, heard ${await read()}`,
  );
}

async function waitUntil(page: Page, done: () => Promise<boolean>, found: () => Promise<string>): Promise<void> {
  const until = performance.now() + PATIENCE;
  // Nothing comes after the end: what was asked just before may have been a moment too early, no more.
  for (let ended = 0; ended < 5 && performance.now() < until; ) {
    if (await done()) return;
    if (await page.$('morse-decoder:state(ended)')) ended += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const state = await page.$eval('morse-decoder', (element) => {
    const { state, error } = (element as Decoder).store.snapshot;
    return `${state} ${JSON.stringify(error)}`;
  });
  assert.fail(`sent ${await found()}; the decoder is ${state}`);
}

/** Texts of the channels near a frequency; a character that may still change is shown as a question mark. */
const finalTexts = (page: Page, frequency: number): Promise<string[]> =>
  page.evaluate((hertz) => {
    const decoder = document.querySelector<Decoder>('morse-decoder');
    const near = decoder?.store.snapshot.channels.filter(({ info }) => Math.abs(info.frequency - hertz) < 15) ?? [];
    return near.map(({ characters }) =>
      characters
        .map(({ final, text }) => (final ? text : '?'))
        .join('')
        .trim(),
    );
  }, frequency);

/** Waits until an element's text matches. */
export async function assertShows(page: Page, selector: string, pattern: RegExp): Promise<void> {
  await page
    .waitForFunction(
      (where, source, flags) => new RegExp(source, flags).test(document.querySelector(where)?.textContent ?? ''),
      { polling: 100 },
      selector,
      pattern.source,
      pattern.flags,
    )
    .catch(async () => {
      const shown = await page.$eval(selector, (element) => element.textContent);
      assert.match(shown ?? '', pattern);
    });
}

/** Presses the panel's own start button, as a user who has no other. */
export async function pressStart(page: Page): Promise<void> {
  const button = await page.waitForSelector('morse-decoder >>> button.primary');
  await button?.click();
}

export const press = (page: Page, command: string): Promise<void> => page.click(`[command="${command}"]`);
