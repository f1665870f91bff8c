import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { root } from '../../scripts/lib/root.mjs';
import type { TestServer } from './server.js';

/** What we put on a receiver's page. */
export const LAUNCHER = '.morse-decoder-launcher >>> button';
export const DECODER = '.morse-decoder-receiver >>> morse-decoder';
/** A button of the panel. */
export const panelButton = (name: string) => `.morse-decoder-receiver >>> button[aria-label="${name}"]`;

const SCRIPTS = [
  'openwebrx/morse_decoder',
  'kiwisdr/kiwisdr',
  'phantomsdr/phantomsdr',
  'ubersdr/ubersdr',
  'any-page/any-page',
];
const PAGES = ['openwebrx.html', 'kiwisdr.html', 'phantomsdr.html', 'ubersdr.html', 'stub.js'];

/** All of `integrations/` that pages load. @param folder of the package */
export async function serveIntegrations(server: TestServer, folder = ''): Promise<void> {
  const library = await readdir(join(root, 'integrations/lib'));
  const scripts = [...library.map((file) => `lib/${file}`), ...SCRIPTS.map((path) => `${path}.js`)];
  for (const path of scripts) server.answer(`${folder}/integrations/${path}`, { file: `/integrations/${path}` });
}

/** The imitated receivers, and all that they load. */
export async function serveReceivers(server: TestServer): Promise<void> {
  await serveIntegrations(server);
  for (const name of PAGES) server.answer(`/hosts/${name}`, { file: `/test/e2e/hosts/${name}` });
}

export async function openDecoder(page: Page): Promise<void> {
  const button = await page.waitForSelector(LAUNCHER, { timeout: 10_000 });
  await button?.click();
}
