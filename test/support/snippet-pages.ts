import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Snippet } from '../../scripts/site/snippets.js';
import type {} from '../../src/components/morse-decoder-define.js';
import { reactPage, sveltePage, vueOptions, vuePage } from './frameworks.js';
import {
  assertHears,
  assertReads,
  assertShows,
  BELOW,
  type Check,
  HIGH,
  LOW,
  type PageOptions,
  press,
  pressStart,
  type SnippetLab,
} from './snippet-lab.js';
import { copyAsToldTo } from './snippet-shell.js';

/** A page of these blocks, what it must do; and it must complain about nothing. */
const page =
  (does: (page: Page, lab: SnippetLab) => Promise<void>, options: PageOptions = {}): Check =>
  (snippets, lab) =>
    lab.visit(snippets, options, async ({ page, complaints }) => {
      await does(page, lab);
      assert.deepEqual(complaints, []);
    });

const readsAfterButton = page(async (page) => {
  await press(page, '--toggle');
  await assertReads(page, LOW);
});
/** In the microphone the station sends again and again: on a busy machine Chromium's may lose a moment of it. */
const hearsAfterButton = page(async (page) => {
  await press(page, '--toggle');
  await assertHears(page, LOW.text);
});
const hearsAfterStart = page(async (page) => {
  await pressStart(page);
  await assertHears(page, LOW.text);
});

/** Waits until a view that stands outside its decoder shows the main channel's text. */
async function assertShowsMain(page: Page, view: string): Promise<void> {
  await page.waitForFunction(
    (view) => {
      const shown = document.querySelector(view)?.shadowRoot?.textContent ?? '';
      const text: unknown = Reflect.get(document.querySelector('morse-decoder') ?? {}, 'text');
      return typeof text === 'string' && text.length > 5 && shown.includes(text);
    },
    { polling: 100 },
    view,
  );
}

const SCRIPT = '<script type="module" src="https://cdn.example/morse-decoder.js"></script>';
const RECORDING = `${SCRIPT}<morse-decoder id="cw" source="recording.wav" muted></morse-decoder>`;

/** As a web receiver sends them: 16-bit samples, 12,000 a second; here four times as fast as they sound. */
const PACKETS = `const sendPackets = async (take) => {
  const samples = new Int16Array(await (await fetch('/packets')).arrayBuffer());
  for (let at = 0; at < samples.length; at += 1200) {
    take(samples.slice(at, at + 1200));
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};`;

/** A receiver's socket. */
const SOCKET = `${PACKETS}
globalThis.WebSocket = class extends EventTarget {
  constructor(url) {
    super();
    globalThis.socketAddress = url;
    addEventListener('DOMContentLoaded', async () => {
      await sendPackets(({ buffer }) => this.dispatchEvent(new MessageEvent('message', { data: buffer })));
      this.dispatchEvent(new CloseEvent('close'));
    });
  }
};`;

const spotsInFramework = (compile: (snippets: readonly Snippet[]) => Promise<string>): Check => {
  return async (snippets, lab) => {
    const compiled = await compile(snippets);
    const spots = page(
      async (page) => {
        await page.waitForSelector('morse-decoder');
        await press(page, '--toggle');
        await assertShows(page, 'output', /OZ1ABC/);
      },
      { compiled },
    );
    await spots(snippets, lab);
  };
};

const codeIn = (snippets: readonly Snippet[], lang: string): string =>
  snippets.find((snippet) => snippet.lang === lang)?.code ?? '';

/** By file and name. */
export const PAGE_CHECKS: Readonly<Record<string, Check>> = {
  'README.md paste': hearsAfterButton,
  'README.md bundler': page(
    async (page) => {
      await pressStart(page);
      await assertReads(page, LOW);
    },
    { before: '<morse-decoder source="recording.wav" muted></morse-decoder>' },
  ),
  // The browser runs the script only when the value is that of the build.
  'README.md integrity': page(async (page) => {
    assert.match(await page.$eval('script[integrity]', (script) => script.getAttribute('integrity') ?? ''), /^sha384-/);
  }),
  'README.md views': page(
    async (page) => {
      await page.click('morse-decoder > button');
      await page.waitForFunction(
        () => !['idle', 'loading'].includes(document.querySelector('morse-decoder')?.store.snapshot.state ?? 'idle'),
        { polling: 20 },
      );
      await page.evaluate(() => document.querySelector('audio')?.play());
      await assertReads(page, LOW);
      await assertShowsMain(page, 'morse-channel[compact]');
      const pinned = await page.$eval('morse-decoder', ({ store }) =>
        store.snapshot.channels.filter(({ info }) => info.role === 'pinned').map(({ info }) => info.frequency),
      );
      assert.deepEqual(pinned, [700]);
    },
    { before: `${SCRIPT}<audio id="player" src="recording.wav"></audio>` },
  ),
  'README.md wide': page(async (page) => {
    await press(page, '--toggle');
    await assertReads(page, BELOW);
    const radio = await page.$eval('morse-decoder', ({ store }) =>
      store.snapshot.channels.map(({ info }) => info.radioFrequency),
    );
    assert.ok(
      radio.some((kilohertz) => Math.abs((kilohertz ?? 0) - 7030 - BELOW.frequency / 1000) < 0.01),
      radio.join(),
    );
  }),
  'README.md spots': page(
    async (page) => {
      await pressStart(page);
      await page.waitForFunction(
        () =>
          /OZ1ABC/.test(document.querySelector('morse-spots')?.shadowRoot?.querySelector('tbody')?.textContent ?? ''),
        { polling: 50 },
      );
    },
    { before: RECORDING },
  ),
  // A click on the lower signal, in the page of a receiver on 7010 kHz: its dial goes to where that is heard at 700 Hz.
  'README.md tune': page(
    async (page) => {
      await pressStart(page);
      await assertReads(page, LOW);
      const dial = await page.$eval(
        'morse-decoder',
        async (decoder, hertz) => {
          decoder.dial = 7010;
          const signal = decoder.store.snapshot.channels.find(({ info }) => Math.abs(info.frequency - hertz) < 20);
          const event = Object.assign(new Event('morse-tune'), {
            frequency: signal?.info.frequency,
            radioFrequency: 7010 + hertz / 1000,
          });
          decoder.dispatchEvent(event);
          return decoder.dial;
        },
        LOW.frequency,
      );
      assert.ok(Math.abs((dial ?? 0) - (7010 + LOW.frequency / 1000 - 0.7)) < 1e-6, String(dial));
    },
    { before: RECORDING },
  ),
  'README.md final': page(
    async (page) => {
      await pressStart(page);
      await assertReads(page, LOW);
      const texts = await page.evaluate(() =>
        [...Reflect.get(globalThis, 'texts').values()].map((text) =>
          text.map((one: { text: string }) => one.text).join(''),
        ),
      );
      assert.ok(
        texts.some((text) => text.trim() === LOW.text),
        JSON.stringify(texts),
      );
    },
    { before: RECORDING, look: 'globalThis.texts = texts;' },
  ),
  'site/index.md start': page(async (page) => {
    await page.$eval('#sender input', (input) => {
      input.value = 'DE OZ1ABC K';
    });
    await page.click('#sender button');
    await assertHears(page, 'DE OZ1ABC K');
  }),
  'site/index.md microphone': hearsAfterStart,
  'site/index.md bundler': page(async (page) => {
    await page.waitForSelector('morse-decoder >>> button.primary');
  }),
  'site/recipes/microphone.md microphone': hearsAfterButton,
  'site/recipes/audio-element.md audio': page(async (page) => {
    await pressStart(page);
    await page.waitForSelector('morse-decoder:state(listening)');
    await page.$eval('audio', (audio) => audio.play());
    await assertReads(page, LOW);
  }),
  'site/recipes/file.md file': page(async (page, lab) => {
    const input = (await page.$('input[type=file]')) as Awaited<ReturnType<typeof page.$<'input'>>>;
    await input?.uploadFile(join(lab.folder, 'recording.wav'));
    for (const { frequency, text } of [LOW, HIGH]) {
      await assertShows(page, '#text', new RegExp(`^${frequency} Hz: ${text}$`, 'm'));
    }
    assert.equal(await page.$eval('progress', ({ value }) => value), 1);
  }),
  'site/recipes/audio-node.md node': page(async (page) => {
    await page.click('#listen');
    await assertReads(page, LOW);
  }),
  'site/recipes/samples.md samples': page(
    async (page) => {
      await page.waitForSelector('morse-decoder:state(ended)');
      await assertReads(page, LOW);
      assert.equal(await page.evaluate('socketAddress'), 'wss://receiver.example/audio');
    },
    { prelude: SOCKET },
  ),
  'site/recipes/stream.md stream': readsAfterButton,
  'site/recipes/channels.md channels': page(async (page) => {
    await press(page, '--toggle');
    await Promise.all([assertReads(page, LOW), assertReads(page, HIGH)]);
    const roles = await page.$eval('morse-decoder', ({ store }) =>
      store.snapshot.channels.map(({ info }) => `${info.role} ${info.frequency}`),
    );
    assert.ok(roles.includes('pinned 500') && roles.includes('pinned 800'), roles.join());
  }),
  'site/recipes/arrangement.md arrangement': page(async (page) => {
    await press(page, '--toggle');
    await assertReads(page, LOW);
    await assertShowsMain(page, 'morse-channel');
    const height = await page.$eval('morse-waterfall', (waterfall) => waterfall.getBoundingClientRect().height);
    assert.equal(height, 14 * 16);
  }),
  'site/recipes/log.md log': page(async (page) => {
    await pressStart(page);
    await assertReads(page, LOW);
    const lines = await page.$$eval('#log li', (items) => items.map((item) => item.textContent ?? ''));
    const low = lines.filter((line) => line.startsWith('500 Hz: ')).map((line) => line.slice('500 Hz: '.length));
    assert.match(low.join(''), /^CQ DE OZ1ABC (K ?)?$/);
  }),
  'site/recipes/callsigns.md callsigns': page(async (page) => {
    await pressStart(page);
    await assertShows(page, '#spots', /OZ1ABC on 500 Hz/);
    await assertShows(page, '#spots', /DL9XYZ on 800 Hz/);
  }),
  'site/recipes/spots.md spots': page(async (page) => {
    await pressStart(page);
    await page.waitForFunction(
      () => document.querySelector('morse-spots')?.shadowRoot?.querySelectorAll('tbody tr').length === 2,
      { polling: 50 },
    );
    const adif = await page.$eval('morse-spots', (list) => Reflect.get(list, 'export').call(list, 'adif'));
    assert.match(adif, /<CALL:6>OZ1ABC <FREQ:8>7\.0105\d\d <BAND:3>40m <MODE:2>CW/);
    const row = await page.waitForSelector('morse-spots >>> tbody tr:nth-child(2)');
    const call = await row?.evaluate((element) => element.querySelector('button')?.textContent);
    await row?.click();
    const hertz = call === 'OZ1ABC' ? LOW.frequency : HIGH.frequency;
    await page.waitForFunction(
      (wanted) => Math.abs(Number(document.querySelector('morse-decoder')?.getAttribute('frequency')) - wanted) < 10,
      { polling: 50 },
      hertz,
    );
  }),
  'site/recipes/buttons.md buttons': page(async (page) => {
    await press(page, '--toggle');
    await page.waitForSelector('[command="--toggle"][aria-pressed="true"]');
    await assertReads(page, LOW);
    await press(page, '--follow-frequency');
    await page.waitForSelector('[command="--follow-frequency"][aria-pressed="true"]');
    await press(page, '--clear');
    await page.waitForFunction(() => document.querySelector('morse-decoder')?.text === '', { polling: 50 });
  }),
  'site/recipes/react.md react': spotsInFramework((snippets) => reactPage(codeIn(snippets, 'jsx'))),
  'site/recipes/vue.md vue': spotsInFramework(async (snippets) =>
    vuePage(codeIn(snippets, 'vue'), await vueOptions(codeIn(snippets, 'js'))),
  ),
  'site/recipes/svelte.md svelte': spotsInFramework((snippets) => sveltePage(codeIn(snippets, 'svelte'))),
  'site/recipes/plain-http.md receiver': page(
    async (page) => {
      assert.equal(await page.evaluate(() => isSecureContext), false);
      await page.evaluate('sendPackets((packet) => onPacket(packet, 12000)).then(() => cw.end())');
      await assertReads(page, LOW);
    },
    { prelude: PACKETS, origin: 'receiver.test' },
  ),
  'site/recipes/policy.md policy': hearsAfterButton,
  'site/recipes/self-hosting.md copy': async (snippets, lab) => {
    const folder = await copyAsToldTo(codeIn(snippets, 'sh'), lab.folder);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isFile()) lab.site.answer(`/morse/${entry.name}`, { body: await readFile(join(folder, entry.name)) });
    }
    await hearsAfterStart(snippets, lab);
  },
  'site/recipes/errors.md errors': (snippets, lab) =>
    lab.visit(snippets, {}, async ({ page }) => {
      await press(page, '--start');
      await assertShows(page, '#trouble[data-code=url-not-found]', /nothing at the address.*Check the address/);
      lab.site.answer('/missing.mp3', { body: lab.recording, headers: { 'content-type': 'audio/wav' } });
      await press(page, '--start');
      await page.waitForFunction(() => document.querySelector('#trouble')?.textContent === '', { polling: 50 });
    }),
  'site/theming.md theming': page(async (page) => {
    const panel = await page.waitForSelector('morse-decoder >>> .panel');
    const radius = await panel?.evaluate((element) => getComputedStyle(element).borderRadius);
    assert.equal(radius, '2px');
    const waterfall = await page.waitForSelector('morse-decoder >>> morse-waterfall');
    assert.equal(await waterfall?.evaluate((element) => element.getBoundingClientRect().height), 12 * 16);
  }),
  'site/theming.md states': page(
    async (page) => {
      await pressStart(page);
      await page.waitForSelector('morse-decoder:state(error)');
      const outline = await page.$eval('morse-decoder', (element) => getComputedStyle(element).outlineStyle);
      assert.equal(outline, 'solid');
    },
    { before: `${SCRIPT}<morse-decoder></morse-decoder>` },
  ),
  'site/alphabets.md alphabet': page(async (page) => {
    await pressStart(page);
    await assertReads(page, { ...LOW, text: 'ЦЩ ДЕ ОЗ1АБЦ К' });
  }),
};
