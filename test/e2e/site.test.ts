import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { filesBelow } from '../../scripts/lib/build.js';
import { root } from '../../scripts/lib/root.mjs';
import { buildSite } from '../../scripts/site/build.js';
import { ERRORS } from '../../src/errors.js';
import { launchChromium, openPage } from '../support/chromium.js';
import { TestServer } from '../support/server.js';
import { assertHears, pressStart } from '../support/snippet-lab.js';

/** Where the site lies on its server: any path has to do. */
const PATH = '/club/cw/';
/** One page of each kind. */
const KINDS = [
  'index.html',
  'recipes/arrangement.html',
  'reference/morse-decoder.html',
  'theming.html',
  'model.html',
  'how-it-works.html',
];
/** CSS pixels that a recipe may be high: a screen of a laptop and a little. */
const SCREEN = 1150;

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Named {
  readonly name: string;
  readonly description?: string;
}

/** What the reference is made from. */
interface Manifest {
  readonly modules: readonly {
    readonly declarations?: readonly ({ readonly tagName?: string } & Readonly<
      Partial<Record<'attributes' | 'events' | 'cssParts' | 'cssProperties', readonly Named[]>>
    >)[];
  }[];
}

/** `src` and `href` of a document. */
const addressesIn = (html: string): string[] =>
  [...html.matchAll(/<[^>]+?\s(?:href|src)="([^"]*)"/g)].map(([, to = '']) => to);
const idsIn = (html: string): Set<string> => new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id));
/** What is shown as code is no link. */
const withoutCode = (html: string): string => html.replaceAll(/<pre[\s\S]*?<\/pre>/g, '');

describe('the documentation site', { timeout: 290_000 }, () => {
  let folder: string;
  let pages: readonly string[];
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-site-'));
    pages = await buildSite(folder);
    server = await TestServer.start();
    for (const name of await filesBelow(folder)) {
      const path = PATH + name.replaceAll('\\', '/');
      const type = name.endsWith('.css') ? { headers: { 'content-type': 'text/css' } } : {};
      const svg = name.endsWith('.svg') ? { headers: { 'content-type': 'image/svg+xml' } } : {};
      server.answer(path, { body: await readFile(join(folder, name)), ...type, ...svg });
    }
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const visit = async (name: string, does: (page: Page) => Promise<void>, width = 1280, dark = false) => {
    const { page, complaints } = await openPage(browser, 'about:blank');
    try {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
      await page.goto(server.origin + PATH + name);
      await does(page);
      assert.deepEqual(complaints, [], name);
    } finally {
      await page.close();
    }
  };

  test('every address is relative and leads somewhere', async () => {
    const documents = new Map<string, string>();
    for (const name of pages) documents.set(name, await readFile(join(folder, name), 'utf8'));
    const files = new Set(await filesBelow(folder));
    for (const [name, html] of documents) {
      for (const address of addressesIn(withoutCode(html))) {
        if (/^https:\/\//.test(address) && !html.includes(`src="${address}"`)) continue;
        assert.doesNotMatch(address, /^(?:\/|[a-z]+:)/, `${name} links to ${address}`);
        const [path = '', hash] = address.split('#');
        const target = path === '' ? name : posix.join(posix.dirname(name), path);
        assert.ok(files.has(target), `${name} links to ${address}`);
        if (hash) assert.ok(idsIn(documents.get(target) ?? '').has(hash), `${name} links to ${address}`);
      }
    }
  });

  test('the reference has every attribute, event, part and property of the manifest', async () => {
    const { modules } = JSON.parse(await readFile(join(root, 'custom-elements.json'), 'utf8')) as Manifest;
    const elements = modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);
    assert.equal(elements.length, 4);
    for (const { tagName, attributes = [], events = [], cssParts = [], cssProperties = [] } of elements) {
      const html = await readFile(join(folder, `reference/${tagName}.html`), 'utf8');
      const named = [...attributes, ...events, ...cssParts, ...cssProperties].filter(({ description }) => description);
      assert.ok(named.length > 5, `${tagName}: ${named.length}`);
      for (const { name } of named)
        assert.match(html, new RegExp(`<code>(?:::part\\()?${name}\\)?</code>`), `${tagName} ${name}`);
    }
  });

  test('every error code has its place, to be linked to', async () => {
    const ids = idsIn(await readFile(join(folder, 'errors.html'), 'utf8'));
    for (const code of Object.keys(ERRORS)) assert.ok(ids.has(code), code);
  });

  test('no page is wider than a phone, no recipe higher than a screen, and axe finds nothing', async () => {
    const { page, complaints } = await openPage(browser, 'about:blank');
    for (const name of pages) {
      await page.setViewport({ width: 390, height: 844 });
      await page.goto(server.origin + PATH + name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${name} is ${wide} px wide on a phone`);
      await page.setViewport({ width: 1280, height: 900 });
      if (name.startsWith('recipes/')) {
        const high = await page.$eval('article', (article) => article.getBoundingClientRect().height);
        assert.ok(high <= SCREEN, `${name} is ${high} px high`);
      }
      assert.deepEqual(await axe(page), [], name);
    }
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('dark, on a phone, with the menu open: axe finds nothing there either', async () => {
    for (const name of KINDS) {
      await visit(
        name,
        async (page) => {
          await page.click('.menu');
          await page.waitForSelector('#nav:popover-open');
          assert.deepEqual(await axe(page), [], name);
        },
        390,
        true,
      );
    }
  });

  test('a page asks nothing of another server, and no model before somebody starts it', async () => {
    const asked: string[] = [];
    const { page } = await openPage(browser, 'about:blank');
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${server.origin + PATH}index.html`, { waitUntil: 'networkidle0' });
    await page.close();
    for (const address of asked) assert.ok(address.startsWith(server.origin + PATH), address);
    assert.ok(!asked.some((address) => /\.(?:onnx|wasm)$/.test(address)), asked.join('\n'));
  });

  test('without JavaScript: text, navigation and code are there', async () => {
    const { page } = await openPage(browser, 'about:blank');
    await page.setJavaScriptEnabled(false);
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(`${server.origin}${PATH}recipes/microphone.html`);
    const text = await page.$eval('body', (body) => body.innerText);
    for (const part of ['Microphone', 'Start here', '<morse-decoder id="cw" source="microphone">'])
      assert.ok(text.includes(part), part);
    await page.close();
  });

  test('the example on the first page reads what is typed, and its code works where it is pasted', async () => {
    await visit('index.html', async (page) => {
      await page.$eval('#sender input', (input) => {
        input.value = 'DE OZ1ABC K';
      });
      await page.click('#sender button');
      await assertHears(page, 'DE OZ1ABC K');
      const shown = await page.$eval('.code code', (code) => code.textContent ?? '');
      assert.ok(shown.includes(`src="${server.origin}${PATH}lib/morse-decoder.js"`), shown.slice(0, 200));
    });
  });

  test('the playground writes the style sheet that it shows', async () => {
    await visit('theming.html', async (page) => {
      await page.$eval('[name="--morse-radius"]', (input) => {
        (input as HTMLInputElement).value = '0';
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
      assert.match(
        await page.$eval('#style', (code) => code.textContent ?? ''),
        /morse-decoder \{\s+--morse-radius: 0;\s+\}/,
      );
      const panel = await page.waitForSelector('#themed >>> .panel');
      assert.equal(await panel?.evaluate((element) => getComputedStyle(element).borderRadius), '0px');
    });
  });

  test('the demo works from there', async () => {
    await visit('demo/index.html', async (page) => {
      await page.locator('.sources label:has([value=recording])').click();
      await pressStart(page);
      await page.waitForSelector('morse-decoder:state(decoding)');
      await page.click('.top a');
      await page.waitForSelector('#main');
    });
  });
});

/** What the accessibility check finds, in words. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, 'axe').run();
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
        `${id}: ${nodes
          .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`)
          .slice(0, 3)
          .join('; ')}`,
    );
  });
}
