import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { distFolder } from '../../scripts/lib/build.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { TestServer } from '../support/server.js';
import { wavOf } from '../support/stations.js';

const BODY = (script: string) =>
  `<!doctype html><title>Odd</title><audio id="a" src="a.wav"></audio>${script}<morse-decoder></morse-decoder>`;

describe('pages that are put together in odd ways', { timeout: 90_000 }, () => {
  let folder: string;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-odd-'));
    server = await TestServer.start({ cors: true });
    browser = await launchChromium({ args: ['--autoplay-policy=no-user-gesture-required'] });
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What start() says with these attributes. */
  async function failure(
    address: string,
    attributes: Record<string, string>,
  ): Promise<{ code: string; action: string }> {
    const { page } = await openPage(browser, address);
    await page.waitForSelector('morse-decoder:defined');
    return page.$eval(
      'morse-decoder',
      async (element, given) => {
        for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
        const decoder = element as MorseDecoderElement;
        await decoder.start().catch(() => {});
        return { code: decoder.error?.code ?? '', action: decoder.error?.action ?? '' };
      },
      attributes,
    );
  }

  test('a page that was opened as a file says how to serve it: its sounds, its players, its copy of the files', async () => {
    const script = new URL('/dist/morse-decoder.js', server.origin).href;
    await writeFile(join(folder, 'page.html'), BODY(`<script type="module" src="${script}"></script>`));
    await writeFile(join(folder, 'a.wav'), wavOf({ stations: [], seconds: 1 }));
    const page = pathToFileURL(join(folder, 'page.html')).href;
    for (const [attributes, code] of [
      [{ source: 'a.wav' }, /^cors$/],
      [{ source: '#a' }, /^cors$/],
      [{ source: 'a.wav', 'asset-base': 'dist' }, /^cors$|^assets-not-found$/],
    ] as const) {
      const told = await failure(page, attributes);
      assert.match(told.code, code, JSON.stringify([attributes, told]));
      assert.match(told.action, /opened as a file.*npx serve/);
    }
  });

  test('a bundle that is a classic script finds the files that lie beside it, and says what is missing where none do', async () => {
    await build({
      entryPoints: [join(distFolder, 'index.js')],
      bundle: true,
      format: 'iife',
      outfile: join(folder, 'bundle.js'),
      logLevel: 'silent',
    });
    const bundle = { body: await readFile(join(folder, 'bundle.js')) };
    server.answer('/dist/bundle.js', bundle);
    server.answer('/alone/bundle.js', bundle);
    server.answer('/a.wav', { body: wavOf({ stations: [], seconds: 1 }) });
    const page = (path: string) => server.page(path, BODY(`<script src="${path}bundle.js"></script>`));
    const alone = await failure(page('/alone/'), { source: '/a.wav' });
    assert.equal(alone.code, 'assets-not-found');
    assert.match(alone.action, /asset-base/);
    assert.deepEqual(await failure(page('/dist/'), { source: '/a.wav' }), { code: '', action: '' });
  });

  test('a script tag without type="module" is an error that says so, on a line that says what to write', async () => {
    const { page } = await openPage(
      browser,
      server.page('/classic', BODY('<script src="/dist/morse-decoder.js"></script>')),
    );
    const thrown = await page.evaluate(async () => {
      const caught = new Promise<string>((resolve) => {
        addEventListener('error', ({ message, lineno }) => resolve(`${lineno}: ${message}`), { once: true });
      });
      const script = document.createElement('script');
      script.src = '/dist/morse-decoder.js';
      document.body.append(script);
      const source = await (await fetch(script.src)).text();
      return [await caught, source.split('\n')[0] ?? ''];
    });
    assert.match(thrown[0] ?? '', /^1: .*outside a module/);
    assert.match(thrown[1] ?? '', /<script type="module"/);
  });
});
