import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { DECODER, openDecoder, serveIntegrations } from './receiver-pages.js';
import { assertReads, type Check, LOW, type PageOptions } from './snippet-lab.js';

/** The loader of plugins that OpenWebRX+ has, as far as a line in its `init.js` needs it. */
const PLUGINS = `globalThis.Plugins = {
  async load(address) {
    const name = address.split('/').pop().split('.')[0];
    Plugins[name] = {};
    const script = Object.assign(document.createElement('script'), { src: address });
    document.head.append(script);
    await new Promise((resolve) => script.addEventListener('load', resolve));
    await Plugins[name].init();
  },
};`;

/** What the recipe for another host takes to be there. */
const RADIO = `globalThis.radio = { kilohertz: 7010, play: () => {}, tune: (to) => { radio.kilohertz = to; } };`;

/** Runs in the page: whether the panel's decoder is like that. */
const inPanel = (selector: string): boolean =>
  document.querySelector('.morse-decoder-receiver')?.shadowRoot?.querySelector('morse-decoder')?.matches(selector) ??
  false;

/** A page on which the button *Morse* comes, and with it the panel and the decoder in it; nothing is loaded before. */
const opens =
  (options: PageOptions = {}, does: (page: Page) => Promise<unknown> = async () => {}): Check =>
  async (snippets, lab) => {
    await serveIntegrations(lab.library);
    await lab.visit(snippets, { ...options, later: true }, async ({ page, complaints }) => {
      await does(page);
      assert.equal(await page.evaluate(() => customElements.get('morse-decoder') === undefined), true);
      await openDecoder(page);
      await page.waitForFunction(() => customElements.get('morse-decoder') !== undefined, { polling: 50 });
      assert.deepEqual(complaints, []);
    });
  };

/** What the site shows of integrations/, by file and name. */
export const RECEIVER_CHECKS: Readonly<Record<string, Check>> = {
  'integrations/openwebrx/README.md line': opens({ prelude: PLUGINS }),
  'integrations/kiwisdr/README.md line': opens(),
  'integrations/phantomsdr/README.md line': opens(),
  'integrations/any-page/README.md line': opens(),
  'integrations/any-page/README.md bookmarklet': async (snippets, lab) => {
    const [, script = ''] = /^javascript:(.*)$/m.exec(lab.localised(snippets[0]?.code ?? '')) ?? [];
    await opens({}, (page) => page.evaluate(script))(snippets, lab);
  },
  'integrations/any-page/README.md novasdr': (snippets, lab) =>
    lab.visit(
      snippets,
      {
        before: '<morse-decoder></morse-decoder>',
        look: `const samples = new Int16Array(await (await fetch('/packets')).arrayBuffer());
          onPcm(Float32Array.from(samples, (one) => one / 32768), 12000);
          decoder.end();`,
      },
      async ({ page, complaints }) => {
        await assertReads(page, LOW);
        assert.deepEqual(complaints, []);
      },
    ),
  'integrations/README.md host': async (snippets, lab) => {
    await serveIntegrations(lab.library);
    await lab.visit(snippets, { prelude: RADIO, later: true }, async ({ page, complaints }) => {
      await openDecoder(page);
      // What happens in the panel's own tree is seen by looking again and again only.
      await page.waitForFunction(inPanel, { polling: 50 }, ':defined');
      await page.evaluate(`setInterval(() => radio.play(new Float32Array(1200).map(() => Math.random() / 100)), 100)`);
      await page.waitForFunction(inPanel, { polling: 50 }, '[dial="7010"]:state(listening)');
      await page.$eval(DECODER, (decoder) => {
        const event = new Event('morse-tune', { bubbles: true, composed: true });
        decoder.dispatchEvent(Object.assign(event, { frequency: 500, radioFrequency: 7012 }));
      });
      assert.equal(await page.evaluate('radio.kilohertz'), 7011.3, 'heard at 700 Hz');
      assert.deepEqual(complaints, []);
    });
  },
};
