import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { errorRateOf, foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import {
  decoderPage,
  heardChannels,
  recordChannels,
  snapshotOf,
  waitForState,
  waitForStreamTime,
  withDecoder,
} from '../support/decoder-page.js';
import { TestServer } from '../support/server.js';
import {
  type BandCopy,
  compareBand,
  describeBand,
  type HeardChannel,
  MICROPHONE_TAIL,
  percent,
  SEVENTEEN,
  SEVENTEEN_SECONDS,
  wavOf,
} from '../support/stations.js';

/** The requirement: at most 4 % of the characters wrong, blanks counted. */
const WORST_CER = 0.04;
/** Characters that a channel on no station may print. */
const GHOST = 3;

/** Milliseconds after the sound until the text must be there. */
const LATE = 45_000;
/** “The same text”: at most this share of the characters differs between two ways to hear one file. */
const SAME = 0.01;

/** What the operator sees: one found for each station, its text right, and nothing from nowhere. */
function assertBand(copy: BandCopy): void {
  const missing = SEVENTEEN.filter((_, i) => !copy.channels[i]).map(({ frequency }) => Math.round(frequency));
  assert.deepEqual(missing, [], 'every station has a channel within ±10 Hz');
  const ghosts = copy.others.filter(({ text }) => foldText(text).length > GHOST);
  assert.deepEqual(ghosts, [], 'no channel reads what nobody sent');
  const { withBlanks } = copy.errors;
  assert.ok(withBlanks <= WORST_CER, `CER ${percent(withBlanks)} is at most ${percent(WORST_CER)}`);
}

describe('seventeen stations at once', { timeout: 290_000 }, () => {
  let folder: string;
  let server: TestServer;
  const read: Partial<Record<'microphone' | 'url', BandCopy>> = {};

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-e2e-'));
    const band = { stations: SEVENTEEN, seed: 17 };
    const withTail = wavOf({ ...band, seconds: SEVENTEEN_SECONDS + MICROPHONE_TAIL });
    await writeFile(join(folder, 'band.wav'), withTail);
    server = await TestServer.start();
    server.answer('/band.wav', { body: wavOf({ ...band, seconds: SEVENTEEN_SECONDS }) });
  });

  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe('in real time', { concurrency: true }, () => {
    test('are found and read from a microphone by one plain element and one plain button', async (t) => {
      const browser = await launchChromium({ microphone: join(folder, 'band.wav') });
      try {
        const address = server.page('/microphone', decoderPage({ decoder: 'source="microphone"' }));
        const { page, complaints } = await openPage(browser, address);
        await recordChannels(page);
        await page.click('#start');
        await waitForState(page, ['listening', 'decoding'], 15_000);
        await waitForStreamTime(page, SEVENTEEN_SECONDS, 100_000);
        // On a slow machine stations rest while there is no room, and are read when there is.
        const until = performance.now() + LATE;
        do {
          await setTimeout(500);
          read.microphone = compareBand(SEVENTEEN, await heardChannels(page));
        } while (read.microphone.errors.withBlanks > WORST_CER && performance.now() < until);
        t.diagnostic(describeBand(SEVENTEEN, read.microphone));
        const { source } = await snapshotOf(page);
        assert.equal(source?.processing?.noiseSuppression, false, 'the browser leaves the sound as it is');
        assert.deepEqual(complaints, []);
        assertBand(read.microphone);
      } finally {
        await browser.close();
      }
    });

    test('give the same text from the same file by its address', async (t) => {
      const browser = await launchChromium();
      try {
        const { page, complaints } = await openPage(
          browser,
          server.page('/url', decoderPage({ decoder: 'source="/band.wav"', inside: '<i hidden></i>' })),
        );
        await recordChannels(page);
        await page.click('#start');
        await waitForState(page, ['ended', 'error'], 120_000);
        read.url = compareBand(SEVENTEEN, await heardChannels(page));
        t.diagnostic(describeBand(SEVENTEEN, read.url));
        assert.deepEqual(complaints, []);
        assertBand(read.url);
      } finally {
        await browser.close();
      }
    });
  });

  test('read the same from both: only the microphone’s first 70 ms differ', () => {
    const { microphone, url } = read;
    assert.ok(microphone && url, 'both have been read');
    const textOf = (copy: BandCopy, i: number) => copy.channels[i]?.text ?? '';
    const pairs = SEVENTEEN.map((_, i) => ({ sent: textOf(url, i), read: textOf(microphone, i) }));
    const { withBlanks } = errorRateOf(pairs);
    assert.ok(withBlanks <= SAME, `they differ by ${percent(withBlanks)}, at most ${percent(SAME)}`);
  });

  test('are transcribed by decode()', async (t) => {
    const browser = await launchChromium();
    try {
      const { page, complaints } = await openPage(browser, server.page('/decode', decoderPage()));
      const started = performance.now();
      const heard = await withDecoder(page, async (decoder) => {
        const blob = await (await fetch('/band.wav')).blob();
        const { channels } = await decoder.decode(blob);
        return channels.map(({ frequency, text }, id): HeardChannel => ({ id, frequency, role: 'automatic', text }));
      });
      const seconds = (performance.now() - started) / 1000;
      const copy = compareBand(SEVENTEEN, heard);
      t.diagnostic(describeBand(SEVENTEEN, copy));
      t.diagnostic(`${SEVENTEEN_SECONDS} s of audio in ${seconds.toFixed(1)} s`);
      assert.deepEqual(complaints, []);
      assertBand(copy);
    } finally {
      await browser.close();
    }
  });
});
