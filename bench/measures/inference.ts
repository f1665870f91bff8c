import type { Page } from 'puppeteer-core';
import { openPage } from '../../test/support/chromium.js';
import { CpuMeter } from '../lib/cpu-meter.js';
import type { Stage } from '../lib/stage.js';
import { median, type Row, type Section } from '../lib/table.js';
import type { inferenceBench as Bench } from '../page/inference.js';

/** The page's global of that name; functions that are handed to the page see it. */
declare const inferenceBench: typeof Bench;

/** Seconds of audio in a live chunk. */
const CHUNK = 0.064;
const ROUNDS = 4;
/** Slot-seconds of audio that one turn of one variant decodes. */
const TURN = 80;

interface Entry {
  readonly variant: string;
  readonly slots: number;
}

const ENTRIES: readonly Entry[] = [
  { variant: 'pool, 1 worker', slots: 1 },
  { variant: 'pool, 1 worker', slots: 8 },
  { variant: 'pool, 1 worker', slots: 32 },
  { variant: 'pool, 2 workers', slots: 32 },
  { variant: 'proxy', slots: 32 },
  { variant: 'numThreads = 2', slots: 32 },
];

interface Measured extends Entry {
  /** CPU ms for a slot's second of audio. */
  readonly cpu: number;
  /** Slots in real time that the wall clock allows. */
  readonly slotsInRealTime: number;
}

/** The neural step alone: one by one against in batches, and our pool against the runtime's own ways. */
export async function measureInference({ browser, server }: Stage): Promise<Section[]> {
  const html = '<!doctype html><title>Bench</title><script type="module" src="/bench/inference.js"></script>';
  const { page } = await openPage(browser, server.page('/inference', html));
  await page.waitForFunction(() => 'inferenceBench' in globalThis);
  const meter = await CpuMeter.of(browser);
  const measured = await measureByTurns(page, meter, ENTRIES);
  await page.close();
  return [batchSection(measured.slice(0, 3)), waySection(measured.slice(2))];
}

function batchSection(measured: readonly Measured[]): Section {
  const alone = measured[0]?.cpu ?? Number.NaN;
  const rows = measured.map(({ slots, cpu }): Row => {
    const note = slots === 1 ? 'one by one' : `${(alone / cpu).toFixed(2)} × as many channels for the same CPU`;
    return { what: `${slots} channel${slots > 1 ? 's' : ''} a run`, value: cpu, unit: 'ms CPU', note };
  });
  return { title: 'One channel’s neural step for 1 s of audio, in chunks of 64 ms', rows };
}

function waySection(measured: readonly Measured[]): Section {
  const base = measured[0];
  const rows = measured.map(({ variant, cpu, slotsInRealTime }): Row => {
    const relative = base ? `${(base.cpu / cpu).toFixed(2)} × the channels of one worker for the same CPU` : '';
    const note = `${Math.round(slotsInRealTime)} channels in real time; ${relative}`;
    return {
      what: variant === 'proxy' ? '`env.wasm.proxy`' : variant.replace('numThreads = 2', '`numThreads = 2`'),
      value: cpu,
      unit: 'ms CPU',
      note,
    };
  });
  return { title: 'The same for 32 channels: this pool and the runtime’s own ways', rows };
}

/** Opens all variants, then measures them in turn, several rounds, so that whatever else the machine does hits all. */
async function measureByTurns(page: Page, meter: CpuMeter, entries: readonly Entry[]): Promise<Measured[]> {
  const names = entries.map(({ variant, slots }) => `${variant} ${slots}`);
  for (const [i, { variant, slots }] of entries.entries()) {
    await page.evaluate((name, kind, count) => inferenceBench.open(name, kind, count), names[i] ?? '', variant, slots);
  }
  const cpu = entries.map((): number[] => []);
  const wall = entries.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, { slots }] of entries.entries()) {
      // The first round warms up.
      const seconds = round === 0 ? TURN / 10 : TURN;
      const chunks = Math.ceil(seconds / slots / CHUNK);
      const spent = await meter.measure(() =>
        page.evaluate((name, count) => inferenceBench.run(name, count), names[i] ?? '', chunks),
      );
      if (round === 0) continue;
      const audio = chunks * CHUNK * slots;
      cpu[i]?.push((1000 * spent.cpu) / audio);
      wall[i]?.push(audio / spent.wall);
    }
  }
  await page.evaluate(() => inferenceBench.close());
  return entries.map((entry, i) => ({
    ...entry,
    cpu: median(cpu[i] ?? []),
    slotsInRealTime: median(wall[i] ?? []),
  }));
}
