import type { Page } from 'puppeteer-core';
import { type StationSpec, synthesizeBand, synthesizePairs } from '../../demo/simulator/band.js';
import { SEVENTEEN } from '../../test/support/stations.js';
import { CpuMeter } from '../lib/cpu-meter.js';
import { hearUntil, openChannels, openListener } from '../lib/listener.js';
import type { Stage } from '../lib/stage.js';
import { median, type Section } from '../lib/table.js';

const STATIONS = 120;
/** Hz of the pairs. */
const RATE = 96_000;
/** Seconds in which the stations are found, and of a turn. */
const WARM_UP = 12;
const SECONDS = 6;
const ROUNDS = 3;
/** The accurate model goes over one channel only, however many there are. */
const LIVE_ONLY = 'accurate-model="none"';

/** As dense as a contest: a station in each 740 Hz. */
const BAND: readonly StationSpec[] = Array.from({ length: STATIONS }, (_, i) => ({
  ...(SEVENTEEN[i % SEVENTEEN.length] as StationSpec),
  frequency: -44_000 + i * 740 + ((i * 11) % 5) * 13.3,
  repeat: 2,
}));

/** A whole band against a receiver's sound, each with one channel and with all of its stations. */
export async function measureWide(stage: Stage): Promise<Section[]> {
  const seconds = WARM_UP + ROUNDS * SECONDS;
  const narrow = synthesizeBand({ stations: SEVENTEEN.map((one) => ({ ...one, repeat: 2 })), seconds, seed: 17 });
  const wide = synthesizePairs({ stations: BAND, seconds, sampleRate: RATE, seed: 17 });
  const one = (hertz: number) => `channels="0" frequency="${hertz}" ${LIVE_ONLY}`;
  const iq = { pairRate: RATE };
  const pages = [
    await openListener(stage, narrow, { decoder: one(649) }),
    await openListener(stage, narrow, { decoder: `channels="16" ${LIVE_ONLY}` }),
    await openListener(stage, wide, { decoder: `iq ${one(-44_000)}`, ...iq }),
    await openListener(stage, wide, { decoder: `iq channels="${STATIONS + 30}" ${LIVE_ONLY}`, ...iq }),
  ];
  const spent = await byTurns(stage, pages);
  const open = await Promise.all(pages.map(openChannels));
  for (const page of pages) await page.close();
  const load = spent.map((turns) => median(turns.map(({ cpu }) => cpu / SECONDS)));
  const speed = spent.map((turns) => median(turns.map(({ wall }) => SECONDS / wall)));
  const [narrowOne = 0, narrowAll = 0, wideOne = 0, wideAll = 0] = load;
  const each = (all: number, single: number, count = 2): number => (1000 * (all - single)) / (count - 1);
  const [atWide, atNarrow] = [each(wideAll, wideOne, open[3]), each(narrowAll, narrowOne, open[1])];
  const unit = '% of a core';
  const times = (i: number): string => `${(speed[i] ?? 0).toFixed(1)} × real time; ${open[i]} open`;
  return [
    {
      title: `${STATIONS} stations in ${RATE / 1000} kHz of I and Q: the whole engine for 1 s of audio`,
      rows: [
        { what: '1 channel', value: 100 * wideOne, unit, note: times(2) },
        { what: `${STATIONS} stations`, value: 100 * wideAll, unit, note: times(3) },
        {
          what: 'a channel more',
          value: atWide,
          unit: 'ms CPU',
          note: `${(atWide / atNarrow).toFixed(2)} × that of 17 stations at 8 kHz, ${atNarrow.toFixed(1)} ms`,
        },
      ],
    },
  ];
}

async function byTurns(stage: Stage, pages: readonly Page[]): Promise<{ cpu: number; wall: number }[][]> {
  const meter = await CpuMeter.of(stage.browser);
  for (const page of pages) await hearUntil(page, WARM_UP);
  await meter.rest();
  const spent = pages.map((): { cpu: number; wall: number }[] => []);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [i, page] of pages.entries()) {
      const turn = async () => {
        await hearUntil(page, WARM_UP + round * SECONDS);
        await meter.rest();
      };
      spent[i]?.push(await meter.measure(turn));
    }
  }
  return spent;
}
