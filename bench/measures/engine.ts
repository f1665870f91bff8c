import type { Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { SEVENTEEN } from '../../test/support/stations.js';
import { costGraph } from '../lib/cost-graph.js';
import { type ListenerOptions, openListener } from '../lib/listener.js';
import { liveTurns } from '../lib/live-turns.js';
import type { Stage } from '../lib/stage.js';
import type { Row, Section } from '../lib/table.js';

const CHANNELS = [1, 17, 64, 200] as const;
const ROUNDS = 2;
/** What a channel costs does not hang on which of them is the main one. */
const LIVE_ONLY = 'accurate-model="none"';
/** Seconds that each page hears before anything is measured, and in each turn. */
const WARM_UP = 12;
const SECONDS = 8;

/** Everything from samples to text as they come, without a panel, at several numbers of channels. */
export async function measureEngine(stage: Stage): Promise<Section[]> {
  const stations = SEVENTEEN.map((station) => ({ ...station, repeat: 2 }));
  const samples = synthesizeBand({ stations, seconds: WARM_UP + ROUNDS * SECONDS, seed: 17 });
  const pages: Page[] = [];
  for (const channels of CHANNELS) pages.push(await openListener(stage, samples, optionsFor(channels)));
  const found = await liveTurns(stage, pages, { warmUp: WARM_UP, seconds: SECONDS, rounds: ROUNDS });
  for (const page of pages) await page.close();
  const rows = found.map(({ load, note }, i): Row => {
    const channels = CHANNELS[i] ?? 1;
    const each = `${((1000 * load) / channels).toFixed(1)} ms CPU a channel`;
    return {
      what: `${channels} channel${channels > 1 ? 's' : ''}`,
      value: 100 * load,
      unit: '% of a core',
      note: `${each}; ${note}`,
    };
  });
  const costs = rows.map(({ value }, i) => ({ channels: CHANNELS[i] ?? 0, load: value }));
  const picture = { file: 'docs/cost.svg', svg: costGraph(costs) };
  return [{ picture, title: 'The whole engine for 1 s of live audio: spectrogram, finder, channels', rows }];
}

/** Seventeen is what the decoder finds by itself; more than that are held open side by side. */
function optionsFor(channels: number): ListenerOptions {
  if (channels === 17) return { live: true, decoder: `channels="16" ${LIVE_ONLY}` };
  const hold = Array.from({ length: channels - 1 }, (_, i) => 210 + (i * 2780) / channels);
  return { live: true, decoder: `channels="0" frequency="649" ${LIVE_ONLY}`, hold };
}
