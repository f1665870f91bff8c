import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { build, preview } from 'vite';
import { root } from '../../scripts/lib/root.mjs';
import { openPage } from '../../test/support/chromium.js';
import { waitForState, withDecoder } from '../../test/support/decoder-page.js';

const configFile = join(root, 'vite.config.ts');

/** The demo as it is published, on a server of its own. */
export interface Demo {
  readonly address: string;
  close(): Promise<void>;
}

/** Builds the demo around `dist/`, and serves it. */
export async function serveDemo(): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'morse-demo-'));
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const server = await serveFolder(folder);
  return {
    address: server.address,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Serves a demo that has been built. */
export async function serveFolder(outDir: string): Promise<Demo> {
  const server = await preview({ configFile, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The demo has no address.');
  return { address, close: () => server.close() };
}

/** Opens the demo in a window of 1280 × 1000 pixels, and listens to its simulated band of so many stations. */
export async function listenToBand(browser: Browser, address: string, stations: number): Promise<Page> {
  const { page } = await openPage(browser, address);
  await page.setViewport({ width: 1280, height: 1000 });
  await page.waitForSelector('.knob');
  await page.$$eval(
    '.knob',
    (knobs, wanted) => {
      const knob = knobs.find((one) => one.textContent?.startsWith('Stations'))?.querySelector('input');
      if (!knob) throw new Error('The demo has no knob for the number of stations.');
      knob.value = String(wanted);
      knob.dispatchEvent(new Event('input'));
    },
    stations,
  );
  await page.locator('.commands [command="--toggle"]').click();
  await waitForState(page, ['listening', 'decoding'], 30_000);
  return page;
}

/** Channels that the decoder of the page has open. */
export const openChannels = (page: Page): Promise<number> =>
  withDecoder(page, ({ store }) => store.snapshot.channels.length);
