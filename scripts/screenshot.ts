/**
 * Makes docs/demo.png, the README's picture: the built demo's panel after half a minute of the simulated band.
 *
 *     npm run build && npm run build:demo && npx tsx scripts/screenshot.ts
 */
import puppeteer from 'puppeteer-core';
import { preview } from 'vite';
import { requireChromium } from './lib/browsers.mjs';

/** Time for the waterfall to fill and the weakest stations to be read, ms. */
const LISTEN = 32_000;

const server = await preview({ preview: { port: 0 }, logLevel: 'silent' });
const browser = await puppeteer.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1180, height: 1000, deviceScaleFactor: 1.5 });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The demo has no address.');
  await page.goto(address);
  await page.waitForFunction(() => customElements.get('morse-decoder'));
  await page.click('button[command="--toggle"]');
  await new Promise((resolve) => setTimeout(resolve, LISTEN));
  const panel = await page.$('morse-decoder');
  await panel?.screenshot({ path: 'docs/demo.png' });
} finally {
  await browser.close();
  await server.close();
}
