import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { keyText } from '../../demo/simulator/keyer.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import {
  assertFinalCopy,
  decoderPage,
  mainCopy,
  pushInRealTime,
  snapshotOf,
  waitForState,
  waitForStreamTime,
} from '../support/decoder-page.js';
import { TestServer } from '../support/server.js';
import { textFor } from '../support/texts.js';

const WPM = 24;
/** Seconds from the start of the file to the first mark. */
const START = 1;
/** Seconds for which the station has been sending when the operator does something. */
const BEFORE = 20;
const SENDING = 38;
const text = textFor(11, WPM, SENDING);
const keying = keyText(text, { wpm: WPM });
const STATION = { frequency: 723, wpm: WPM, snr: 15, text, start: START };
const END = START + keying.seconds + 2;
/** Seconds of noise after it, in which text becomes final. */
const TAIL = 10;
const SOUND = '/station.f32';
const RATE = 44100;

/** What had been sent at that time of the stream, seconds. */
const sentUntil = (time: number): string => {
  const count = keying.characters.filter(({ end }) => START + end <= time).length;
  let left = count;
  return text.replaceAll(/\S/g, (letter) => (left-- > 0 ? letter : '')).trim();
};

describe('a station whose past the operator wants', { timeout: 290_000 }, () => {
  let server: TestServer;

  before(async () => {
    server = await TestServer.start();
    const samples = synthesizeBand({ stations: [STATION], seconds: END + TAIL, sampleRate: RATE, seed: 5 });
    server.answer(SOUND, { body: Buffer.from(samples.buffer) });
  });

  after(() => server?.close());

  test('a click on its trace gives all that it has sent, and then all that follows', async (t) => {
    const browser = await launchChromium();
    try {
      // The main channel stands elsewhere: nothing has decoded the station before the click.
      const decoder = 'channels="0" frequency="2400"';
      const inside = '<morse-waterfall style="height: 400px"></morse-waterfall><morse-channel main></morse-channel>';
      const { page, complaints } = await openPage(browser, server.page('/click', decoderPage({ decoder, inside })));
      await pushInRealTime(page, SOUND, RATE);
      await waitForState(page, ['listening', 'decoding'], 15_000);
      await waitForStreamTime(page, START + BEFORE, 40_000);
      assert.equal((await mainCopy(page)).text.trim(), '', 'nothing has been read yet');

      const clickedAt = (await mainCopy(page)).newest;
      const clicked = performance.now();
      await clickTrace(page, STATION.frequency);
      const past = foldText(sentUntil(clickedAt));
      assert.ok(past.length > 35, `the past is worth a click: ${past}`);
      let read = '';
      while (performance.now() - clicked < 40_000 && !foldText(read).startsWith(past)) {
        await sleep(20);
        read = (await mainCopy(page)).text;
      }
      const seconds = (performance.now() - clicked) / 1000;
      t.diagnostic(`${past.length} characters of the past ${seconds.toFixed(2)} s after the click: ${foldText(read)}`);
      assert.ok(foldText(read).startsWith(past), `the past is there\nsent ${past}\nread ${foldText(read)}`);

      await waitForStreamTime(page, END, 60_000);
      await assertFinalCopy(page, text, 'nothing is lost or doubled where past and present meet');
      const { channels } = await snapshotOf(page);
      assert.equal(channels.length, 1, 'the click moves the main channel and opens no other');
      assert.ok(Math.abs((channels[0]?.info.frequency ?? 0) - STATION.frequency) <= 10);
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
    }
  });

  test('--re-decode replaces what has been read and goes on, nothing lost and nothing doubled', async (t) => {
    const browser = await launchChromium();
    try {
      const decoder = 'channels="0" frequency="723"';
      const html = decoderPage({ decoder, commands: ['re-decode'] });
      const { page, complaints } = await openPage(browser, server.page('/re-decode', html));
      await pushInRealTime(page, SOUND, RATE);
      await waitForState(page, ['listening', 'decoding'], 15_000);
      await waitForStreamTime(page, START + BEFORE, 40_000);

      const before = await mainCopy(page);
      assert.ok(foldText(text).startsWith(foldText(before.text)), `right before: ${before.text}`);
      const clicked = performance.now();
      await page.click('#re-decode');
      const during: string[] = [];
      let copy = await mainCopy(page);
      while (performance.now() - clicked < 120_000 && (copy.reDecoding || performance.now() - clicked < 1000)) {
        during.push(foldText(copy.text));
        await sleep(20);
        copy = await mainCopy(page);
      }
      t.diagnostic(`read again in ${((performance.now() - clicked) / 1000).toFixed(2)} s: ${foldText(copy.text)}`);
      assert.ok(!copy.reDecoding, 're-decoding comes to its end');
      for (const seen of new Set(during)) {
        assert.ok(seen.length >= foldText(before.text).length, `no text is taken away meanwhile: ${seen}`);
      }
      assert.ok(foldText(text).startsWith(foldText(copy.text)), `right after: ${copy.text}`);

      await waitForStreamTime(page, END, 60_000);
      await assertFinalCopy(page, text, 'the whole text stands there once');
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
    }
  });
});

/** A real click in the waterfall's picture, at the height of that frequency and where the newest rows are. */
async function clickTrace(page: Page, frequency: number): Promise<void> {
  const { band } = await snapshotOf(page);
  const box = await page.$eval('morse-waterfall', (waterfall) => {
    const { x, y, width, height } = (
      waterfall.shadowRoot?.querySelector('canvas') ?? waterfall
    ).getBoundingClientRect();
    return { x, y, width, height };
  });
  await page.mouse.click(
    box.x + box.width * 0.8,
    box.y + ((band.max - frequency) / (band.max - band.min)) * box.height,
  );
}
