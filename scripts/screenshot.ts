/**
 * Makes docs/demo.png, the README's picture: the built demo's panel after half a minute of the simulated band.
 *
 *     npm run build && npm run build:demo && npx tsx scripts/screenshot.ts
 */
import puppeteer from 'puppeteer-core';
import { preview } from 'vite';
import { requireChromium } from './lib/browsers.mjs';

/** CSS pixels of the window: the picture is the page's part of it, as wide as a README shows it on a large screen. */
const WIDTH = 1280;
/** Time for the waterfall to fill and the weakest stations to be read, ms. */
const LISTEN = 32_000;

const server = await preview({ preview: { port: 0 }, logLevel: 'silent' });
const browser = await puppeteer.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: WIDTH, height: 1000 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
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
