import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { keyText } from '../../demo/simulator/keyer.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import {
  assertFinalCopy,
  decoderPage,
  heardChannels,
  recordChannels,
  snapshotOf,
  waitForState,
  waitForStreamTime,
} from '../support/decoder-page.js';
import { serveSamples, streamSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';
import { MICROPHONE_TAIL, wavOf } from '../support/stations.js';
import { textFor } from '../support/texts.js';
import { inferenceWorkers } from '../support/workers.js';

const WPM = 26;
const START = 1;
const text = textFor(7, WPM, 26);
const END = START + keyText(text, { wpm: WPM }).seconds + 2;
const STATION = { frequency: 812, wpm: WPM, snr: 15, text, start: START };

/** Characters that two minutes of noise may print. */
const PHANTOMS = 2;

describe('when things go badly', { timeout: 290_000 }, () => {
  let folder: string;
  let server: TestServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-e2e-'));
    await writeFile(
      join(folder, 'station.wav'),
      wavOf({ stations: [STATION], seconds: END + MICROPHONE_TAIL, seed: 9 }),
    );
    server = await TestServer.start();
  });

  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Listens to the station from a microphone to its end, and does something to the page meanwhile. */
  async function copyWhile(trouble: (page: Page) => Promise<void>): Promise<Page> {
    const browser = await launchChromium({ microphone: join(folder, 'station.wav') });
    try {
      const decoder = 'source="microphone" channels="0" frequency="812"';
      const { page, complaints } = await openPage(browser, server.page('/station', decoderPage({ decoder })));
      await page.click('#start');
      await waitForState(page, ['listening', 'decoding'], 15_000);
      await trouble(page);
      await waitForStreamTime(page, END, 60_000);
      await assertFinalCopy(page, text, 'nothing is lost');
      assert.deepEqual(complaints, []);
      return page;
    } finally {
      await browser.close();
    }
  }

  test('a page that hangs for 2 s again and again loses no character', async () => {
    await copyWhile(async (page) => {
      await page.evaluate(() => {
        const hang = () => {
          const until = performance.now() + 2000;
          while (performance.now() < until);
          setTimeout(hang, 400);
        };
        setTimeout(hang, 400);
      });
    });
  });

  test('an inference worker that dies leaves no hole in the text', async (t) => {
    await copyWhile(async (page) => {
      await waitForStreamTime(page, 12, 30_000);
      const workers = await inferenceWorkers(page);
      assert.ok(workers.length > 0, 'there is a worker to lose');
      for (const worker of workers) await worker.close();
      await waitForStreamTime(page, 22, 30_000);
      const replaced = await inferenceWorkers(page);
      t.diagnostic(`${workers.length} lost, ${replaced.length} there 10 s later`);
      assert.ok(replaced.length > 0, 'the lost worker is replaced');
      assert.notEqual((await snapshotOf(page)).state, 'error');
    });
  });

  test('two minutes of noise print at most two characters', async (t) => {
    await assertSilent(t, '/white', synthesizeBand({ stations: [], seconds: 120, seed: 3 }));
  });

  test('two minutes of a receiver’s filtered noise print at most two characters', async (t) => {
    await assertSilent(t, '/filtered', synthesizeBand({ stations: [], seconds: 120, seed: 4, passband: [400, 1100] }));
  });

  async function assertSilent(t: TestContext, path: string, samples: Float32Array): Promise<void> {
    const browser = await launchChromium();
    try {
      const { page, complaints } = await openPage(browser, server.page(`${path}.html`, decoderPage()));
      await recordChannels(page);
      await streamSamples(page, '#cw', serveSamples(server, path, samples));
      await waitForState(page, ['ended', 'error'], 90_000);
      const heard = await heardChannels(page);
      const printed = heard.map((channel) => foldText(channel.text, false)).join('');
      t.diagnostic(`${heard.length} channels opened, printed “${printed}”`);
      assert.ok((await snapshotOf(page)).newest >= 119, 'all of the noise has been heard');
      assert.ok(printed.length <= PHANTOMS, `“${printed}” is at most ${PHANTOMS} characters`);
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
    }
  }
});
