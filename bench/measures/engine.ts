import type { Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { SEVENTEEN } from '../../test/support/stations.js';
import { costGraph } from '../lib/cost-graph.js';
import { CpuMeter } from '../lib/cpu-meter.js';
import { hearUntil, openChannels, openListener } from '../lib/listener.js';
import type { Stage } from '../lib/stage.js';
import { median, type Row, type Section } from '../lib/table.js';

/** Seconds of sound in one turn, by channels: the fewer, the longer, so that the browser's clock of 10 ms is fine enough. */
const TURNS: readonly { channels: number; seconds: number }[] = [
  { channels: 1, seconds: 40 },
  { channels: 17, seconds: 20 },
  { channels: 64, seconds: 8 },
  { channels: 200, seconds: 4 },
];
const ROUNDS = 3;
/** What a channel costs does not hang on which of them is the main one. */
const LIVE_ONLY = 'accurate-model="none"';
/** Seconds that each page hears before anything is measured. */
const WARM_UP = 6;

/** Everything from samples to text, without a panel, at several numbers of channels. */
export async function measureEngine(stage: Stage): Promise<Section[]> {
  const longest = WARM_UP + ROUNDS * Math.max(...TURNS.map(({ seconds }) => seconds));
  const stations = SEVENTEEN.map((station) => ({ ...station, repeat: 2 }));
  const samples = synthesizeBand({ stations, seconds: longest, seed: 17 });
  const pages: Page[] = [];
  for (const { channels } of TURNS) pages.push(await openListener(stage, samples, optionsFor(channels)));
  const meter = await CpuMeter.of(stage.browser);
  for (const page of pages) await hearUntil(page, WARM_UP);
  await meter.rest();
  const spent = TURNS.map((): { cpu: number; wall: number }[] => []);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [i, { seconds }] of TURNS.entries()) {
      const page = pages[i];
      const turn = async () => {
        if (page) await hearUntil(page, WARM_UP + round * seconds);
        await meter.rest();
      };
      spent[i]?.push(await meter.measure(turn));
    }
  }
  const open = await Promise.all(pages.map(openChannels));
  for (const page of pages) await page.close();
  const rows = TURNS.map(({ channels, seconds }, i): Row => {
    const load = median(spent[i]?.map(({ cpu }) => cpu / seconds) ?? []);
    const speed = median(spent[i]?.map(({ wall }) => seconds / wall) ?? []);
    const note = `${((1000 * load) / channels).toFixed(1)} ms CPU a channel; ${speed.toFixed(1)} × real time; ${open[i]} open`;
    return { what: `${channels} channel${channels > 1 ? 's' : ''}`, value: 100 * load, unit: '% of a core', note };
  });
  const costs = rows.map(({ value }, i) => ({ channels: TURNS[i]?.channels ?? 0, load: value }));
  const picture = { file: 'docs/cost.svg', svg: costGraph(costs) };
  return [{ picture, title: 'The whole engine for 1 s of audio: spectrogram, finder, channels', rows }];
}

/** Seventeen is what the decoder finds by itself; more than that are held open side by side. */
function optionsFor(channels: number): { decoder: string; hold: readonly number[] } {
  if (channels === 17) return { decoder: `channels="16" ${LIVE_ONLY}`, hold: [] };
  const hold = Array.from({ length: channels - 1 }, (_, i) => 210 + (i * 2780) / channels);
  return { decoder: `channels="0" frequency="649" ${LIVE_ONLY}`, hold };
}
