import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { build, type PreviewServer, preview } from 'vite';
import { root } from '../../scripts/lib/root.mjs';
import { launchChromium, openPage } from '../support/chromium.js';
import { waitForState, waitForStreamTime, withDecoder } from '../support/decoder-page.js';

/** Seconds of the simulated band in which its main station sends its first words, and a pause begins. */
const OPENING = 13;

/** Waits until the decoder's channels have printed this many characters in all. */
const printed = (page: Page, wanted: number): Promise<void> =>
  withDecoder(
    page,
    ({ store }, count) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`after 120 s: ${JSON.stringify(store.snapshot)}`)), 120_000);
        const unsubscribe = store.subscribe(({ channels }) => {
          if (channels.reduce((sum, { characters }) => sum + characters.length, 0) < count) return;
          clearTimeout(timer);
          unsubscribe();
          resolve();
        });
      }),
    wanted,
  );

describe('the demo as it is published', { timeout: 290_000 }, () => {
  let folder: string;
  let server: PreviewServer;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-demo-'));
    const configFile = join(root, 'vite.config.ts');
    await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    server = await preview({ configFile, logLevel: 'error', build: { outDir: folder }, preview: { port: 0 } });
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (t: TestContext) => {
    const opened = await openPage(browser, server.resolvedUrls?.local[0] ?? '');
    t.after(() => opened.page.close());
    return opened;
  };

  test('reads the simulated band after one click on a button without script', async (t) => {
    const { page, complaints } = await open(t);
    await page.waitForSelector('.knob');
    await page.locator('.commands [command="--toggle"]').click();
    await printed(page, 20);
    assert.equal(await page.$eval('.commands [command="--toggle"]', (button) => button.ariaPressed), 'true');
    await page.locator('.commands [command="--toggle"]').click();
    await waitForState(page, ['paused'], 20_000);
    assert.deepEqual(complaints, []);
  });

  test('reads the strongest station’s first over from its first words on', async (t) => {
    const { page, complaints } = await open(t);
    await page.waitForSelector('.knob');
    await page.locator('.commands [command="--toggle"]').click();
    await waitForState(page, ['listening', 'decoding'], 20_000);
    await waitForStreamTime(page, OPENING + 10, 60_000);
    const text = await withDecoder(
      page,
      ({ store }, until) => {
        const { channels, mainId } = store.snapshot;
        const characters = channels.find(({ info }) => info.id === mainId)?.characters ?? [];
        return characters.flatMap((one) => (one.end < until ? one.text : [])).join('');
      },
      OPENING,
    );
    assert.match(text, /6EWT 599 795 795 BK ?$/);
    assert.deepEqual(complaints, []);
  });

  test('reads a whole band of I and Q, on both sides of the dial, and zooms into it', async (t) => {
    const { page, complaints } = await open(t);
    await page.locator('.sources label:has([value=wide])').click();
    await page.locator('.commands [command="--toggle"]').click();
    await waitForState(page, ['listening', 'decoding'], 20_000);
    const sides = await withDecoder(
      page,
      ({ store }) =>
        new Promise<[below: number, above: number]>((resolve) => {
          const count = () => {
            const read = store.snapshot.channels.filter(({ characters }) => characters.length > 0);
            const below = read.filter(({ info }) => info.frequency < 0).length;
            return [below, read.length - below] as [number, number];
          };
          const timer = setTimeout(() => done(), 120_000);
          const unsubscribe = store.subscribe(() => {
            if (Math.min(...count()) >= 15) done();
          });
          const done = () => {
            clearTimeout(timer);
            unsubscribe();
            resolve(count());
          };
        }),
    );
    assert.ok(Math.min(...sides) >= 15, `stations read below and above: ${sides}`);
    const labels = await page.$$eval('pierce/.label', ({ length }) => length);
    await page.locator('pierce/.plot').click({ offset: { x: 200, y: 100 } });
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await withDecoder(
      page,
      ({ store }) =>
        new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error('the waterfall does not zoom')), 20_000);
          const look = () => {
            const { zoom } = store.snapshot;
            if (!zoom || zoom.max - zoom.min > 30_000) return;
            clearTimeout(timer);
            unsubscribe();
            resolve();
          };
          const unsubscribe = store.subscribe(look);
          look();
        }),
    );
    assert.ok(labels > 10, `${labels} labels`);
    assert.deepEqual(complaints, []);
  });

  test('reads the bundled recording', async (t) => {
    const { page, complaints } = await open(t);
    await page.locator('.sources label:has([value=recording])').click();
    await page.locator('.commands [command="--toggle"]').click();
    await printed(page, 15);
    assert.deepEqual(complaints, []);
  });
});
