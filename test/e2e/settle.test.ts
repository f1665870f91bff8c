import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { MorseTextEvent } from '../../src/page/events.js';
import { errorRate, foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import {
  allFinal,
  decoderPage,
  mainCopy,
  waitForState,
  waitForStreamTime,
  withDecoder,
} from '../support/decoder-page.js';
import { TestServer } from '../support/server.js';
import { MICROPHONE_TAIL, wavOf } from '../support/stations.js';
import { textFor } from '../support/texts.js';

const WPM = 24;
const SECONDS = 32;
const STATION = { frequency: 723, wpm: WPM, snr: 15, text: textFor(7, WPM, SECONDS - 5), start: 1 };
/** Seconds from a character's last mark until it has to be final: 10, and what a busy machine may be behind. */
const FINAL = 13;

/** What the page has seen of the main channel's characters. */
interface Seen {
  /** Seconds of stream from a character's end to its being final, the longest. */
  longest: number;
  provisional: number;
  final: number;
}

describe('the main channel’s text', { timeout: 240_000 }, () => {
  let folder: string;
  let server: TestServer;
  const file = () => join(folder, 'station.wav');

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-e2e-'));
    await writeFile(file(), wavOf({ stations: [STATION], seconds: SECONDS + MICROPHONE_TAIL, seed: 6 }));
    server = await TestServer.start();
  });

  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('comes at once, may change for a while, is final soon, and is all final after a stop', async (t) => {
    const browser = await launchChromium({ microphone: file() });
    try {
      const html = decoderPage({
        decoder: 'source="microphone" channels="0" frequency="723"',
        commands: ['start', 'stop'],
      });
      const { page, complaints } = await openPage(browser, server.page('/settle', html));
      await watch(page);
      await page.click('#start');
      await waitForState(page, ['listening', 'decoding'], 15_000);
      await waitForStreamTime(page, SECONDS, 60_000);
      await page.click('#stop');
      await waitForState(page, ['paused'], 5000);
      const stopped = performance.now();
      while (!(await allFinal(page)) && performance.now() - stopped < 10_000);
      const seen = (await page.evaluate('seen')) as Seen;
      t.diagnostic(`provisional ${seen.provisional}, final ${seen.final}, ${seen.longest.toFixed(1)} s after at most`);
      assert.ok(seen.provisional > 20, 'text comes before the accurate model has gone over it');
      assert.ok(seen.longest < FINAL, `final after ${seen.longest} s`);
      assert.ok(await allFinal(page));
      const { text } = await mainCopy(page);
      assert.ok(errorRate(text, STATION.text).withoutBlanks <= 0.03, foldText(text));
      assert.ok(server.requests.includes('/dist/morse-accurate.onnx'));
      assert.ok(server.requests.includes('/dist/morse-language.bin'));
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
    }
  });
});

const watch = (page: Page): Promise<void> =>
  withDecoder(page, (decoder) => {
    const seen: Seen = { longest: 0, provisional: 0, final: 0 };
    Object.assign(globalThis, { seen });
    decoder.addEventListener('morse-text', ({ characters }: MorseTextEvent) => {
      for (const { final, end } of characters) {
        if (final) seen.longest = Math.max(seen.longest, decoder.store.snapshot.newest - end);
        seen[final ? 'final' : 'provisional']++;
      }
    });
  });
