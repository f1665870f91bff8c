import type { BrowserContext, Page } from 'puppeteer-core';
import { POOL_KEY } from '../../src/workers/pool.js';
import type { PoolRegistry } from '../../src/workers/pool-client.js';
import { openPage } from '../../test/support/chromium.js';
import type { Stage } from '../lib/stage.js';
import { median, type Row, type Section } from '../lib/table.js';

const ROUNDS = 5;
/** The store of the decoder's files in the Cache API, and how many entries it has once a session of the live model was made. */
const STORE = 'morse-decoder';
const ENTRIES = 5;
/** What the start of the live model takes from the server. */
const FILES = [
  'ort-wasm-simd-threaded.wasm',
  'morse-inference-worker.js',
  'morse-receiver-worker.js',
  'morse-live.onnx',
];

/** Milliseconds until the state was `listening`, and until the first second of sound had been read. */
interface Times {
  readonly listening: number;
  readonly read: number;
}

/** Visits of two users, one to a page as it is by default and one to a page that preloads, in the order in which they make them. */
const VISITS = ['first', 'later', 'offline', 'preloaded', 'preloadedLater'] as const;
type Round = Readonly<Record<(typeof VISITS)[number], Times>>;

/** Starts the decoder on a second of noise; `begin` is the time on the page's clock from which is counted. */
const START = `
  globalThis.startAt = async (begin) => {
    await customElements.whenDefined('morse-decoder');
    const decoder = document.querySelector('#cw');
    const samples = Float32Array.from({ length: 8000 }, () => 0.02 * (Math.random() - 0.5));
    decoder.sourceObject = new ReadableStream({ start: (controller) => controller.enqueue({ samples, sampleRate: 8000 }) });
    const read = new Promise((resolve) => {
      decoder.store.subscribe(({ channels }) => { if (channels.some(({ trace }) => trace)) resolve(performance.now() - begin); });
    });
    await decoder.start();
    const listening = performance.now() - begin;
    return { listening, read: await read };
  };`;

/**
 * Visits by turns, each round in profiles of its own. By default a page starts its decoder as soon as it can, and time counts from the
 * start of the navigation; with `preload="auto"` from `start()`, once the page is idle and its worker is ready.
 */
export async function measureStartUp({ browser, server }: Stage): Promise<Section[]> {
  const page = (attributes: string, after = '') => `<!doctype html><title>Bench</title>
    <script>${START}${after}</script>
    <script type="module" src="/dist/morse-decoder.js"></script>
    <morse-decoder id="cw" frequency="700" accurate-model="none" ${attributes}></morse-decoder>`;
  const plain = server.page('/start-up', page('', 'globalThis.times = startAt(0);'));
  const preloading = server.page('/start-up-preload', page('preload="auto"'));

  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const user = await browser.createBrowserContext();
    const first = await visit(user, plain, startAndKeep);
    const later = await visit(user, plain, start);
    for (const file of FILES) server.answer(`/dist/${file}`, { status: 503 });
    const offline = await visit(user, plain, start);
    for (const file of FILES) server.answer(`/dist/${file}`, null);
    await user.close();
    const other = await browser.createBrowserContext();
    const preloaded = await visit(other, preloading, startPreloaded);
    const preloadedLater = await visit(other, preloading, startPreloaded);
    await other.close();
    rounds.push({ first, later, offline, preloaded, preloadedLater });
  }

  const rowsOf = (what: keyof Times): Row[] => {
    const row = (name: string, visit: keyof Round, note: string): Row => {
      const value = median(rounds.map((round) => round[visit][what]));
      const ratio = median(rounds.map((round) => round[visit][what] / round.first[what]));
      const compared = visit === 'first' ? '' : `${ratio.toFixed(2)} × the first visit; `;
      return { what: name, value, unit: 'ms', note: compared + note };
    };
    return [
      row('first visit', 'first', 'files from a server on the same machine'),
      row('later visit', 'later', 'files that the first visit has kept'),
      row('later visit, no server', 'offline', 'only the page and the script can be had'),
      row('first visit, `preload="auto"`', 'preloaded', 'from start() on, after the page was idle'),
      row('later visit, `preload="auto"`', 'preloadedLater', 'the same'),
    ];
  };
  return [
    { title: 'From opening the page to listening', rows: rowsOf('listening') },
    { title: 'From opening the page to the first second of sound read', rows: rowsOf('read') },
  ];
}

async function visit(context: BrowserContext, address: string, act: (page: Page) => Promise<Times>): Promise<Times> {
  const { page } = await openPage(context, address);
  const times = await act(page);
  await page.close();
  return times;
}

const start = (page: Page): Promise<Times> => page.evaluate('times') as Promise<Times>;

async function startAndKeep(page: Page): Promise<Times> {
  const times = await start(page);
  await page.waitForFunction(
    async (store, entries) => (await (await caches.open(store)).keys()).length >= entries,
    { polling: 50 },
    STORE,
    ENTRIES,
  );
  return times;
}

async function startPreloaded(page: Page): Promise<Times> {
  await page.waitForFunction(
    (key) => {
      const pool = Reflect.get(globalThis, Symbol.for(key)) as PoolRegistry | undefined;
      return pool?.stats().workers.some(({ startMs }) => startMs > 0);
    },
    { polling: 50 },
    POOL_KEY.description ?? '',
  );
  return page.evaluate('startAt(performance.now())') as Promise<Times>;
}
