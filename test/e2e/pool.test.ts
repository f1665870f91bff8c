import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { serveSamples, streamSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';
import { textFor } from '../support/texts.js';
import { namedWorkers } from '../support/workers.js';

const SECONDS = 24;
const STATIONS = [0, 1, 2].map((i) => ({
  frequency: 600 + 210 * i,
  wpm: 20 + 4 * i,
  snr: 15,
  text: textFor(4 * i + 2, 20 + 4 * i, SECONDS - 4),
  start: 1,
}));
const NAMES = ['one', 'two', 'three'];

describe('three decoders on one page, two of them from a second copy of the script', { timeout: 120_000 }, () => {
  let library: TestServer;
  let site: TestServer;
  let browser: Browser;

  before(async () => {
    library = await TestServer.start({ cors: true });
    site = await TestServer.start();
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await site?.close();
    await library?.close();
  });

  test('share one pool, and leave no worker behind', async (t) => {
    const html = `<!doctype html><title>Test</title>
      <script type="module">
        import '/dist/morse-decoder.js';
        const { MorseDecoderElement } = await import('${library.origin}/dist/morse-decoder.js');
        customElements.define('morse-decoder-two', class extends MorseDecoderElement {});
      </script>
      <morse-decoder id="one" channels="0" frequency="600"></morse-decoder>
      <morse-decoder-two id="two" channels="0" frequency="810"></morse-decoder-two>
      <morse-decoder-two id="three" channels="0" frequency="1020"></morse-decoder-two>`;
    const { page, complaints } = await openPage(browser, site.page('/', html));
    await page.evaluate(() => customElements.whenDefined('morse-decoder-two').then(() => undefined));
    const limit = await page.evaluate(() => Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)));

    const sources = STATIONS.map((station, i) =>
      serveSamples(site, `/${NAMES[i]}.f32`, synthesizeBand({ stations: [station], seconds: SECONDS, seed: i + 1 })),
    );
    await Promise.all(sources.map((address, i) => streamSamples(page, `#${NAMES[i]}`, address)));
    const counts: number[] = [];
    do {
      counts.push((await countByName(page)).inference);
      await sleep(100);
    } while (!(await allEnded(page)));
    t.diagnostic(`inference workers while three streams ran: ${[...new Set(counts)].join(', ')}; limit ${limit}`);
    assert.ok(Math.max(...counts) >= 1, 'workers are seen at all');
    assert.ok(Math.max(...counts) <= limit, `never more than ${limit}`);
    const texts = await Promise.all(NAMES.map((name) => textOf(page, name)));
    assert.deepEqual(
      texts.map((text) => foldText(text)),
      STATIONS.map(({ text }) => foldText(text)),
    );

    await page.evaluate((names) => {
      for (const name of names) document.getElementById(name)?.remove();
    }, NAMES);
    const removed = performance.now();
    while (page.workers().length > 0 && performance.now() - removed < 15_000) await sleep(50);
    t.diagnostic(`the last worker ended ${((performance.now() - removed) / 1000).toFixed(1)} s after the last decoder`);
    assert.deepEqual(await countByName(page), { receiver: 0, inference: 0, others: 0 });
    assert.deepEqual(complaints, []);
  });
});

const decoders = NAMES.map((name) => `#${name}`).join();

const allEnded = (page: Page): Promise<boolean> =>
  page.$$eval(decoders, (elements) =>
    elements.every((element) => (element as MorseDecoderElement).store.snapshot.state === 'ended'),
  );

const textOf = (page: Page, id: string): Promise<string> =>
  page.$eval(`#${id}`, (element) => {
    const { channels, mainId } = (element as MorseDecoderElement).store.snapshot;
    return (channels.find(({ info }) => info.id === mainId)?.characters ?? []).map(({ text }) => text).join('');
  });

async function countByName(page: Page): Promise<{ receiver: number; inference: number; others: number }> {
  const names = (await namedWorkers(page)).map(({ name }) => name);
  const inference = names.filter((name) => /inference/.test(name)).length;
  const receiver = names.filter((name) => /receiver/.test(name)).length;
  return { receiver, inference, others: names.length - receiver - inference };
}
