import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { launchChromium, openPage } from '../support/chromium.js';
import {
  DECODER,
  LAUNCHER,
  openDecoder,
  panelButton,
  serveIntegrations,
  serveReceivers,
} from '../support/receiver-pages.js';
import { TestServer } from '../support/server.js';

const PANEL = '.morse-decoder-receiver >>> .panel';
const BAR = '.morse-decoder-receiver >>> .bar .title';
const WINDOW = { width: 1280, height: 800 };

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

describe('the panel on a receiver’s page', { timeout: 240_000 }, () => {
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    server = await TestServer.start();
    await serveReceivers(server);
    server.page(
      '/late',
      '<!doctype html><script>onkeydown = (e) => e.preventDefault(); addEventListener("keydown", onkeydown, true)</script>',
    );
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A visitor with a memory of their own. */
  async function visit(path: string, prepare = async (_: Page) => {}) {
    const context = await browser.createBrowserContext();
    const { page, complaints } = await openPage(context, 'about:blank');
    await page.setViewport(WINDOW);
    await prepare(page);
    await page.goto(server.origin + path);
    const close = async () => {
      assert.deepEqual(complaints, []);
      await context.close();
    };
    return { page, close };
  }

  const boxOf = (page: Page): Promise<Box> =>
    page.$eval(PANEL, (panel) => {
      const { left, top, width, height } = panel.getBoundingClientRect();
      return { left, top, width, height };
    });
  const focus = (page: Page, selector: string) => page.$eval(selector, (element) => (element as HTMLElement).focus());
  const isOpen = (page: Page) => page.$eval(PANEL, (panel) => (panel as HTMLElement).checkVisibility());
  const isFolded = (page: Page) =>
    page.$eval('.morse-decoder-receiver >>> .content', (content) => (content as HTMLElement).hidden);

  const hosts = {
    kiwisdr: 'in the body’s capture phase',
    openwebrx: 'on the body',
    phantomsdr: 'in the window’s capture phase',
  };
  for (const [host, where] of Object.entries(hosts)) {
    test(`${host} has its own keys ${where}: ours work in our panel, and only there`, async () => {
      const { page, close } = await visit(`/hosts/${host}.html`);
      await page.waitForSelector(LAUNCHER);
      await focus(page, LAUNCHER);
      await page.keyboard.press('Enter');
      assert.ok(await isOpen(page), 'Enter opens it');
      await page.waitForFunction(hearing);

      await focus(page, '.morse-decoder-receiver >>> .fold');
      await page.keyboard.press('Space');
      assert.ok(await isFolded(page), 'Space folds it');
      await page.keyboard.press('Enter');
      assert.ok(!(await isFolded(page)), 'Enter unfolds it');
      const before = await boxOf(page);
      await focus(page, panelButton('Move'));
      await page.keyboard.press('ArrowRight');
      assert.equal((await boxOf(page)).left, before.left + 24, 'an arrow moves it');

      const asked = page.evaluate(
        () => new Promise((resolve) => document.addEventListener('morse-tune', () => resolve('asked'), { once: true })),
      );
      await focus(page, `${DECODER} >>> morse-waterfall >>> [tabindex="0"]`);
      for (const key of ['ArrowUp', 'Enter'] as const) await page.keyboard.press(key);
      assert.equal(await asked, 'asked', 'the waterfall’s cursor tunes');
      for (const digit of ['7', '0'] as const) await page.keyboard.press(digit);
      await focus(page, `${DECODER} >>> .toolbar button`);
      await page.keyboard.press('s');
      assert.equal(
        await page.$eval(DECODER, (decoder) => (decoder as MorseDecoderElement).state),
        'paused',
        's stops it, once',
      );
      assert.deepEqual(await page.evaluate('keys'), [], 'the page has got none of them');

      await focus(page, panelButton('Close'));
      await page.keyboard.press('Enter');
      assert.ok(!(await isOpen(page)), 'Enter closes it');
      await page.evaluate('document.activeElement.blur()');
      await page.keyboard.press('7');
      assert.ok(((await page.evaluate('keys')) as string[]).includes('7'), 'the page’s keys are as they were');
      await close();
    });
  }

  test('buttons work where a page came first and took Enter and Space away', async () => {
    const { page, close } = await visit('/late');
    await page.addScriptTag({ url: `${server.origin}/integrations/any-page/any-page.js` });
    await page.waitForSelector(LAUNCHER);
    await focus(page, LAUNCHER);
    await page.keyboard.press('Enter');
    assert.ok(await isOpen(page));
    await focus(page, '.morse-decoder-receiver >>> .fold');
    await page.keyboard.press('Space');
    assert.ok(await isFolded(page), 'once');
    await close();
  });

  test('the package is where the page says, with a slash at the end or without, and opens by itself if asked', async () => {
    await serveIntegrations(server, '/copy');
    server.answer('/copy/dist/morse-decoder.js', { file: '/dist/morse-decoder.js' });
    for (const name of ['/copy', 'copy/']) {
      const said = `<script>morseDecoder = ${JSON.stringify({ package: name, open: true })}</script>`;
      server.page('/own', `<!doctype html>${said}<script src="/integrations/any-page/any-page.js"></script>`);
      const { page, close } = await visit('/own');
      await page.waitForSelector(DECODER);
      assert.ok(await isOpen(page), name);
      assert.ok(server.requests.includes('/copy/integrations/lib/receiver.js'), 'from that folder');
      await close();
    }
  });

  test('it is dragged, stays in a smaller window, and is there again at the next visit', async () => {
    const { page, close } = await visit('/hosts/kiwisdr.html');
    await openDecoder(page);
    const first = await boxOf(page);
    await drag(page, 300, -60);
    const moved = await boxOf(page);
    assert.deepEqual([moved.left, moved.top], [first.left + 300, first.top - 60]);
    await drag(page, 5000, 5000);
    const { left, top, width, height } = await boxOf(page);
    assert.ok(left + width <= WINDOW.width && top + height <= WINDOW.height, 'not out of the window');
    await drag(page, -200, -40);
    const put = await boxOf(page);
    await page.keyboard.down('Shift');
    await focus(page, panelButton('Move'));
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.up('Shift');
    const narrower = await boxOf(page);
    assert.deepEqual(narrower, { ...put, width: put.width - 24 }, 'Shift and an arrow make it narrower');

    await page.reload();
    await openDecoder(page);
    assert.deepEqual(await boxOf(page), narrower, 'where it was left');
    await page.setViewport({ width: 900, height: 500 });
    await page.waitForFunction(insideWindow);
    await page.setViewport(WINDOW);
    await page.waitForFunction(`${leftOf} === ${narrower.left}`);
    await close();
  });

  test('on a phone it is a sheet at the lower edge, which leaves some of the page; folded, it is a line', async () => {
    const { page, close } = await visit('/hosts/kiwisdr.html', (made) => made.setViewport({ width: 390, height: 844 }));
    await openDecoder(page);
    const sheet = await boxOf(page);
    assert.deepEqual([sheet.left, sheet.width, sheet.top + sheet.height], [0, 390, 844]);
    await drag(page, 0, -2000);
    assert.ok((await boxOf(page)).top >= 40, 'a handle’s height of the page is left');
    await page.click('.morse-decoder-receiver >>> .fold');
    const folded = await boxOf(page);
    assert.ok(folded.height < 60 && folded.top + folded.height === 844);
    await close();
  });

  test('a browser that refuses to remember is no reason not to open', async () => {
    const { page, close } = await visit('/hosts/kiwisdr.html', async (made) => {
      await made.evaluateOnNewDocument(() => {
        Object.defineProperty(globalThis, 'localStorage', {
          get: () => {
            throw new DOMException('refused', 'SecurityError');
          },
        });
      });
    });
    await openDecoder(page);
    await drag(page, 100, -20);
    assert.ok(await isOpen(page));
    await page.click(panelButton('Close'));
    assert.ok(!(await isOpen(page)));
    assert.ok(await page.$eval(LAUNCHER, (launcher) => launcher.matches(':focus')), 'the focus is on what opened it');
    await close();
  });

  /** Drags the title, CSS pixels. */
  async function drag(page: Page, dx: number, dy: number): Promise<void> {
    const title = await page.waitForSelector(BAR);
    const box = await title?.boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx / 2, y + dy / 2);
    await page.mouse.move(x + dx, y + dy);
    await page.mouse.up();
  }
});

const inPanel = "document.querySelector('.morse-decoder-receiver').shadowRoot";
const hearing = `/listening|decoding/.test(${inPanel}.querySelector('morse-decoder')?.state)`;
const leftOf = `${inPanel}.querySelector('.panel').getBoundingClientRect().left`;
const insideWindow = `(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= 900 && bottom <= 500)(
  ${inPanel}.querySelector('.panel').getBoundingClientRect())`;
