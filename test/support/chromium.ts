import puppeteer, { type Browser, type BrowserContext, type CreatePageOptions, type Page } from 'puppeteer-core';
import { requireChromium } from '../../scripts/lib/browsers.mjs';

export interface ChromiumOptions {
  /** A WAV that the fake microphone plays once from when it is opened; then it is silent. */
  readonly microphone?: string;
  /** Answers a page's question for the microphone with yes; otherwise the browser's permissions decide. Default true. */
  readonly allow?: boolean;
  readonly args?: readonly string[];
}

/** A headless Chromium as a user has it: it asks for gestures before it plays sound. */
export function launchChromium({ microphone, allow = true, args = [] }: ChromiumOptions = {}): Promise<Browser> {
  return puppeteer.launch({
    executablePath: requireChromium(),
    headless: true,
    protocolTimeout: 150_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      ...(allow ? ['--use-fake-ui-for-media-stream'] : []),
      ...(microphone ? [`--use-file-for-fake-audio-capture=${microphone}%noloop`] : []),
      ...args,
    ],
  });
}

export interface OpenPage {
  readonly page: Page;
  /** Uncaught errors, unhandled rejections and lines of console.error so far. */
  readonly complaints: string[];
}

/** Opens an address, and collects what the page complains about. */
export async function openPage(
  browser: Browser | BrowserContext,
  address: string,
  options?: CreatePageOptions,
): Promise<OpenPage> {
  const page = await browser.newPage(options);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  // tsx compiles functions with a helper that names them; functions that are handed to the page need it there too.
  await page.evaluateOnNewDocument('globalThis.__name = (target) => target');
  await page.goto(address);
  return { page, complaints };
}
