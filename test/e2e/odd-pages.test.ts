import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { distFolder } from '../../scripts/lib/build.js';
import { root } from '../../scripts/lib/root.mjs';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { serveSamples, streamSamples } from '../support/samples.js';
import { TestServer } from '../support/server.js';
import { wavOf } from '../support/stations.js';

const BODY = (script: string) =>
  `<!doctype html><title>Odd</title><audio id="a" src="a.wav"></audio>${script}<morse-decoder></morse-decoder>`;

const STATION = { frequency: 700, wpm: 30, snr: 25, text: 'TEST DE OE1TWO', start: 0.2 };
const OTHER_RELEASE = '9.8.7';

describe('pages that are put together in odd ways', { timeout: 180_000 }, () => {
  let folder: string;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-odd-'));
    server = await TestServer.start({ cors: true });
    const band = synthesizeBand({ stations: [STATION], seconds: 6, sampleRate: 8000 });
    serveSamples(server, '/samples', new Float32Array(band));
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

  for (const [first, second] of [
    ['dist', 'other'],
    ['other', 'dist'],
  ] as const) {
    test(`two releases on one page, first that of /${first}: it is used, a warning names both, and the other’s classes work beside it`, async () => {
      const ours = await serveRelease(server, '/other/', OTHER_RELEASE);
      const releases = { dist: ours, other: OTHER_RELEASE };
      const address = server.page(
        `/releases-${first}`,
        `<!doctype html><title>Two releases</title>
        <script type="module" src="/${first}/morse-decoder.js"></script>
        <script type="module">
          import { MorseDecoderElement } from '/${second}/morse-decoder.js';
          customElements.define('club-decoder', class extends MorseDecoderElement {});
        </script>
        <morse-decoder accurate-model="none" channels="0" frequency="700"></morse-decoder>
        <club-decoder accurate-model="none" channels="0" frequency="700"></club-decoder>`,
      );
      const visitor = await browser.createBrowserContext();
      const { page, complaints } = await openPage(visitor, 'about:blank');
      const warnings: string[] = [];
      page.on('console', (message) => message.type() === 'warn' && warnings.push(message.text()));
      const before = server.requests.length;
      await page.goto(address);
      await page.waitForSelector('club-decoder:defined');
      for (const tag of ['morse-decoder', 'club-decoder']) {
        await streamSamples(page, tag, `${server.origin}/samples`);
        await page.waitForSelector(`${tag}:state(ended)`);
        const read = await page.$eval(tag, (element) => (element as MorseDecoderElement).text);
        assert.equal(foldText(read), STATION.text, tag);
      }
      assert.deepEqual(warnings, [
        `<morse-decoder> ${releases[first]} is used, not ${releases[second]}: load all scripts of one release.`,
      ]);
      assert.deepEqual(complaints, []);
      const workers = server.requests.slice(before).filter((path) => path.endsWith('-receiver-worker.js'));
      assert.deepEqual(
        workers,
        [first, second].map((folder) => `/${folder}/morse-receiver-worker.js`),
      );
      await visitor.close();
    });
  }

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

/** Serves the build as that of another release: its scripts say so, and know the checksums of their own files. @returns the build's own */
async function serveRelease(server: TestServer, folder: string, release: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const sums: Record<string, string> = JSON.parse(await readFile(join(distFolder, 'checksums.json'), 'utf8'));
  const renamed = async (file: string): Promise<string> => {
    const text = await readFile(join(distFolder, file), 'utf8');
    assert.ok(text.includes(`"${version}"`), `${file} knows its release`);
    return text.replaceAll(`"${version}"`, `"${release}"`);
  };
  for (const file of Object.keys(sums)) server.answer(folder + file, { file: `/dist/${file}` });
  let script = await renamed('morse-decoder.js');
  for (const file of ['morse-receiver-worker.js', 'morse-inference-worker.js']) {
    const body = await renamed(file);
    server.answer(folder + file, { body, headers: { 'content-type': 'text/javascript' } });
    script = script.replace(sums[file] ?? '', createHash('sha256').update(body).digest('hex'));
  }
  server.answer(`${folder}morse-decoder.js`, { body: script, headers: { 'content-type': 'text/javascript' } });
  return version;
}
