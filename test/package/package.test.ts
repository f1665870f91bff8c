import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { root } from '../../scripts/lib/root.mjs';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { foldText } from '../support/cer.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { TestServer } from '../support/server.js';
import { wavOf } from '../support/stations.js';
import { FreshFolder } from './fresh-folder.js';

const COMPILER = join(root, 'node_modules/typescript/bin/tsc');
const TEXT = 'CQ DE OE9PKG K';
const STATION = { frequency: 700, wpm: 25, snr: 20, text: TEXT, start: 1 };

/** What servers of single-page apps answer at addresses that they do not know. */
const INDEX_PAGE = { body: '<!doctype html><title>App</title>', headers: { 'content-type': 'text/html' } };
/** What `import 'morse-decoder-element'` has to bring in any bundler. */
const FILES = /(?:receiver-worker|inference-worker|capture-worklet|ort-wasm|morse-live|morse-side|morse-accurate)/;

describe('the package, installed in an empty folder', { timeout: 600_000 }, () => {
  let folder: FreshFolder;
  let site: TestServer;
  let browser: Browser;
  let wav: string;

  before(async () => {
    [folder, browser, site] = await Promise.all([
      FreshFolder.create(),
      launchChromium({ args: ['--autoplay-policy=no-user-gesture-required'] }),
      TestServer.start({ cors: true }),
    ]);
    const body = wavOf({ stations: [STATION], seconds: 11 });
    await writeFile(join(folder.path, 'cq.wav'), body);
    wav = site.answer('/cq.wav', { body });
  });

  after(async () => {
    await browser?.close();
    await site?.close();
    await folder?.remove();
  });

  /** A page whose script is `main.js` beside it. */
  const pageFor = (path: string, script = './main.js'): string =>
    site.page(
      path,
      `<!doctype html><title>App</title><script type="module" src="${script}"></script>
      <morse-decoder channels="0"></morse-decoder>`,
    );

  /** Opens a page, reads the recording with both models, and listens, for which the worklet has to come. */
  async function assertReads(address: string): Promise<void> {
    const { page, complaints } = await openPage(browser, address);
    const warnings: string[] = [];
    page.on('console', (message) => message.type() === 'warn' && warnings.push(message.text()));
    await page.waitForSelector('morse-decoder:defined');
    assert.equal(foldText(await decode(page)), TEXT);
    assert.equal(await listen(page), 'listening');
    assert.deepEqual([...complaints, ...warnings], []);
    await page.close();
  }

  const decode = (page: Page): Promise<string> =>
    page.$eval(
      'morse-decoder',
      async (element, recording) => {
        const { text } = await (element as MorseDecoderElement).decode(await (await fetch(recording)).blob());
        return text;
      },
      wav,
    );

  const listen = (page: Page): Promise<string> =>
    page.$eval('morse-decoder', async (element) => {
      const decoder = element as MorseDecoderElement;
      decoder.sourceObject = new ConstantSourceNode(new AudioContext());
      await decoder.start();
      return decoder.state;
    });

  /** Opens an app whose component starts the decoder and shows what `morse-text` brings. */
  async function assertShows(address: string): Promise<void> {
    const { page, complaints } = await openPage(browser, `${address}?wav=${encodeURIComponent(wav)}`);
    await page.waitForFunction(
      (wanted) => document.querySelector('output')?.textContent?.includes(wanted),
      { timeout: 30_000 },
      TEXT.slice(0, -2),
    );
    assert.deepEqual(complaints, []);
    await page.close();
  }

  test('works in Vite’s development server', async () => {
    const server = await folder.serve('vite', []);
    try {
      await assertReads(server.address);
      const { page } = await openPage(browser, server.address);
      await page.waitForSelector('morse-decoder:defined');
      const names = await page.evaluate(() => document.documentElement.dataset.names);
      assert.equal(names, JSON.parse(await folder.run('node', ['ssr.mjs'])).names, 'a server exports the same names');
      await page.close();
    } finally {
      server.stop();
    }
  });

  test('works as Vite has built it', async () => {
    await folder.run('vite', ['build', '--outDir', 'built/vite']);
    const server = await folder.serve('vite', ['preview', '--outDir', 'built/vite']);
    try {
      await assertReads(server.address);
    } finally {
      server.stop();
    }
  });

  test('works in a React component', async () => {
    await folder.run('vite', ['build', 'react', '--outDir', '../built/react', '--base', './']);
    await folder.publish('built/react', site, '/react');
    await assertShows(`${site.origin}/react/index.html`);
  });

  test('works in a Vue component', async () => {
    await folder.run('vite', ['build', 'vue', '--outDir', '../built/vue', '--base', './']);
    await folder.publish('built/vue', site, '/vue');
    await assertShows(`${site.origin}/vue/index.html`);
  });

  test('works as webpack has built it', async () => {
    await folder.run('node', ['webpack.mjs']);
    await folder.publish('built/webpack', site, '/webpack');
    await assertReads(pageFor('/webpack/'));
  });

  test('works as Rollup has built it', async () => {
    await folder.run('rollup', ['--config', 'rollup.config.mjs', '--silent']);
    await folder.publish('built/rollup', site, '/rollup');
    await assertReads(pageFor('/rollup/'));
  });

  test('works as Parcel has built it', async () => {
    const options = ['--dist-dir', 'built/parcel', '--public-url', './', '--no-cache', '--no-source-maps'];
    await folder.run('parcel', ['build', 'index.html', ...options]);
    await folder.publish('built/parcel', site, '/parcel');
    await assertReads(`${site.origin}/parcel/index.html`);
  });

  describe('bundled by esbuild, which copies no files', () => {
    const bundle = () =>
      folder.run('esbuild', ['main.js', '--bundle', '--format=esm', '--minify', '--outfile=built/esbuild/main.js']);

    test('works with the files copied beside the script', async () => {
      await bundle();
      await folder.publish('node_modules/morse-decoder-element/dist', site, '/esbuild');
      await folder.publish('built/esbuild', site, '/esbuild');
      await assertReads(pageFor('/esbuild/'));
    });

    test('says without them what is missing, and works once asset-base tells where they are', async () => {
      await bundle();
      await folder.publish('built/esbuild', site, '/bare');
      await folder.publish('node_modules/morse-decoder-element/dist', site, '/files');
      const asked = site.answer('/bare/morse-receiver-worker.js', INDEX_PAGE);
      // What an earlier test has left in the browser would do.
      const visitor = await browser.createBrowserContext();
      const { page } = await openPage(visitor, pageFor('/bare/'));
      await page.waitForSelector('morse-decoder:defined');
      const failure = await page.$eval('morse-decoder', async (element) => {
        const decoder = element as MorseDecoderElement;
        const thrown: unknown = await decoder
          .decode(new Float32Array(8000), { sampleRate: 8000 })
          .catch((error) => error);
        decoder.assetBase = '/files';
        return JSON.parse(JSON.stringify(thrown, ['code', 'action'])) as object;
      });
      const message = 'Set asset-base to the address of a folder with the files of dist/, then start again.';
      assert.deepEqual(failure, { code: 'assets-not-found', action: message });
      assert.ok(site.requests.includes(new URL(asked).pathname));
      assert.equal(foldText(await decode(page)), TEXT);
      await visitor.close();
    });
  });

  test('works by a script tag with the files on another origin', async () => {
    const cdn = await TestServer.start({ cors: true });
    try {
      await folder.publish('node_modules/morse-decoder-element/dist', cdn, '/dist');
      site.requests.length = 0;
      await assertReads(pageFor('/tag', new URL(await folder.field('unpkg'), cdn.origin).href));
      assert.deepEqual(
        site.requests.filter((path) => FILES.test(path)),
        [],
      );
    } finally {
      await cdn.close();
    }
  });

  test('renders on a server, where its elements are inert', async () => {
    const seen = JSON.parse(await folder.run('node', ['ssr.mjs'])) as Record<string, unknown>;
    const html = '<morse-decoder source="#radio" channels="8"></morse-decoder>';
    assert.deepEqual({ react: seen.react, vue: seen.vue }, { react: html, vue: html });
    assert.deepEqual([seen.sameClasses, seen.subclass, seen.code], [true, true, 'no-source']);
  });

  test('decodes in Node with what it brings itself', async () => {
    assert.equal(foldText(await folder.run('node', ['node.mjs', 'cq.wav'])), TEXT);
    const recipe = await readFile(join(root, 'site/recipes/node.md'), 'utf8');
    await writeFile(join(folder.path, 'recipe.mjs'), /```js node\n(.*?)```/s.exec(recipe)?.[1] ?? '');
    await copyFile(join(folder.path, 'cq.wav'), join(folder.path, 'recording.wav'));
    assert.equal((await folder.run('node', ['recipe.mjs'])).trim(), `700 Hz: ${TEXT}`);
  });

  test('has a command that decodes', async () => {
    assert.equal(foldText(await folder.run('morse-decoder', ['cq.wav', '--frequency', '700'])), TEXT);
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    assert.equal((await folder.run('morse-decoder', ['--version'])).trim(), version);
  });

  test('has types for plain TypeScript, React, Preact, Solid, Vue and Svelte', async () => {
    const compilers = ['bundler', 'node16'].map((resolution) =>
      folder.run('node', [COMPILER, '-p', `types/tsconfig.${resolution}.json`]),
    );
    assert.deepEqual(await Promise.all(compilers), ['', '']);
  });
});
