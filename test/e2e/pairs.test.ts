import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { type StationSpec, synthesizeBand, synthesizePairs } from '../../demo/simulator/band.js';
import { launchChromium, openPage } from '../support/chromium.js';
import {
  decoderPage,
  heardChannels,
  pushInRealTime,
  recordChannels,
  snapshotOf,
  waitForState,
  waitForStreamTime,
  withDecoder,
} from '../support/decoder-page.js';
import { serveSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';
import { compareBand, describeBand } from '../support/stations.js';
import { encodeWav } from '../support/wav.js';

const RATE = 48_000;
const SECONDS = 11;
const LIMIT = 25_000;
/** Below 0 Hz, above it, and where sound has long ended; a mix of both channels would lay each upon its mirror. */
const STATIONS: readonly StationSpec[] = [
  { frequency: 900, wpm: 25, snr: 25, start: 1, text: 'CQ DE OE1VIS K' },
  { frequency: -1500, wpm: 28, snr: 25, start: 1.3, text: 'TEST DL1ABC TEST' },
  { frequency: 17_400, wpm: 24, snr: 25, start: 0.8, text: 'CQ DE K2XYZ K' },
];
const TURNED = STATIONS.map((station) => ({ ...station, frequency: -station.frequency }));
const AUDIBLE: StationSpec = { frequency: 21_300, wpm: 25, snr: 25, start: 1, text: 'CQ DE W1AW K' };

describe('a whole band in a page', { timeout: 5 * LIMIT }, () => {
  let folder: string;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-e2e-'));
    server = await TestServer.start();
    const pairs = synthesizePairs({ stations: STATIONS, seconds: SECONDS, sampleRate: RATE, seed: 3 });
    const mono = synthesizeBand({ stations: [AUDIBLE], seconds: SECONDS, sampleRate: RATE, seed: 4 });
    const file = encodeWav(pairs, RATE, 2);
    await writeFile(join(folder, 'card.wav'), encodeWav(withSilence(pairs, 8), RATE, 2));
    server.answer('/band.wav', { body: file, headers: { 'content-type': 'audio/wav' } });
    server.answer('/mono.wav', { body: encodeWav(mono, RATE), headers: { 'content-type': 'audio/wav' } });
    serveSamples(server, '/pairs', pairs);
    serveSamples(server, '/mono', mono);
    serveSamples(server, '/twice', alike(mono.subarray(0, 5 * RATE)));
    browser = await launchChromium({ microphone: join(folder, 'card.wav') });
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(decoder: string): Promise<Page> {
    const html = decoderPage({ decoder: `accurate-model="none" ${decoder}` });
    const { page } = await openPage(browser, server.page('/page', html));
    await recordChannels(page);
    return page;
  }

  /** As fast as the receiver takes it. */
  const stream = (page: Page, path: string): Promise<void> =>
    withDecoder(
      page,
      async (decoder, address, rate) => {
        const samples = new Float32Array(await (await fetch(address)).arrayBuffer());
        let at = 0;
        const pull = (controller: ReadableStreamDefaultController) => {
          if (at >= samples.length) return controller.close();
          controller.enqueue({ samples: samples.slice(at, at + rate / 2), sampleRate: rate });
          at += rate / 2;
        };
        decoder.sourceObject = new ReadableStream({ pull }, { highWaterMark: 0 });
        await decoder.start();
      },
      path,
      RATE,
    );

  async function assertBand(page: Page, stations: readonly StationSpec[]): Promise<void> {
    const copy = compareBand(stations, await heardChannels(page));
    assert.ok(copy.errors.withBlanks <= 0.05 && copy.others.length === 0, describeBand(stations, copy));
  }

  async function becomes(holds: () => Promise<void>): Promise<void> {
    const until = Date.now() + LIMIT;
    while (Date.now() < until) {
      const done = await holds().then(
        () => true,
        () => false,
      );
      if (done) return;
      await setTimeout(250);
    }
    await holds();
  }

  test('a WAV file’s left and right are I and Q: the whole span is read and shown, signals below 0 Hz where they are', async () => {
    const page = await open('iq source="/band.wav"');
    await page.click('#start');
    await waitForState(page, ['ended', 'error'], LIMIT);
    await assertBand(page, STATIONS);
    const { band } = await snapshotOf(page);
    assert.ok(band.min < -20_000 && band.max > 20_000, `${band.min} to ${band.max} Hz`);
    await page.close();
  });

  test('with Q in the left channel instead, the band is turned round', async () => {
    const page = await open('iq="swapped" source="/band.wav"');
    await page.click('#start');
    await waitForState(page, ['ended', 'error'], LIMIT);
    await assertBand(page, TURNED);
    await page.close();
  });

  test('pairs that a page pushes, and those of a sound card, are read as they come', async () => {
    const pages = await Promise.all([open('iq'), open('iq source="microphone" frequency="-1500"')]);
    const [pushed, card] = pages;
    await card.click('#start');
    await pushInRealTime(pushed, '/pairs', RATE, 2);
    for (const page of pages) {
      await waitForStreamTime(page, SECONDS - 0.5, LIMIT);
      // On a busy machine the text comes later than the sound.
      await becomes(() => assertBand(page, STATIONS));
    }
    const { channels, mainId } = await snapshotOf(card);
    assert.equal(Math.round(channels.find(({ info }) => info.id === mainId)?.info.frequency ?? 0), -1500);
    for (const page of pages) await page.close();
  });

  test('a stream of pairs is read to its end, as fast as the receiver takes it', async () => {
    const page = await open('iq');
    await stream(page, '/pairs');
    await waitForState(page, ['ended', 'error'], LIMIT);
    await assertBand(page, STATIONS);
    await page.close();
  });

  test('mono sound of 48 kHz is read up to where it ends, if the page says so', async () => {
    const page = await open('min-frequency="200" max-frequency="24000"');
    await stream(page, '/mono');
    await waitForState(page, ['ended', 'error'], LIMIT);
    await assertBand(page, [AUDIBLE]);
    await page.close();
  });

  test('sound that is no I and Q is told: both channels alike, one channel, an odd number of values', async () => {
    const page = await open('iq source="/mono.wav"');
    await page.click('#start');
    await waitForState(page, ['error'], LIMIT);
    const { error } = await snapshotOf(page);
    assert.equal(error?.code, 'iq-not-pairs');
    assert.match(error?.message ?? '', /two channels; the WAV file has one/);
    const told = withDecoder(
      page,
      (decoder) =>
        new Promise<string>((resolve) => {
          decoder.addEventListener('morse-error', (event) => resolve(event.code));
        }),
    );
    await stream(page, '/twice');
    assert.equal(await told, 'iq-not-pairs');
    await withDecoder(page, (decoder) => decoder.push(new Float32Array(9), 8000));
    await waitForState(page, ['error'], LIMIT);
    assert.match((await snapshotOf(page)).error?.message ?? '', /an even number of values, not 9/);
    await page.close();
  });
});

/** Mono sound as a sound card gives it: in both channels. */
const alike = (mono: Float32Array): Float32Array =>
  Float32Array.from({ length: 2 * mono.length }, (_, i) => mono[i >> 1] as number);

/** So that the browser does not repeat the end of what is its microphone. */
function withSilence(pairs: Float32Array, seconds: number): Float32Array {
  const longer = new Float32Array(pairs.length + 2 * seconds * RATE);
  longer.set(pairs);
  return longer;
}
