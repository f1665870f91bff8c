import { type StationSpec, synthesizeBand, synthesizePairs } from '../../demo/simulator/band.js';
import { SEVENTEEN } from '../../test/support/stations.js';
import { openListener } from '../lib/listener.js';
import { type LiveLoad, liveTurns } from '../lib/live-turns.js';
import type { Stage } from '../lib/stage.js';
import type { Section } from '../lib/table.js';

/** Hz of the pairs. */
const RATE = 96_000;
const TURNS = { warmUp: 15, seconds: 6, rounds: 2 };
/** The accurate model goes over one channel only, however many there are. */
const LIVE_ONLY = 'accurate-model="none"';

/** So many stations side by side over nine tenths of the band, as dense as a contest. */
const bandOf = (stations: number): readonly StationSpec[] =>
  Array.from({ length: stations }, (_, i) => ({
    ...(SEVENTEEN[i % SEVENTEEN.length] as StationSpec),
    frequency: -0.45 * RATE + (i * 0.9 * RATE) / stations + ((i * 11) % 5) * 13.3,
    repeat: 2,
  }));

/** A whole band against a receiver's sound, each with one channel and with all of its stations. */
export async function measureWide(stage: Stage): Promise<Section[]> {
  const seconds = TURNS.warmUp + TURNS.rounds * TURNS.seconds;
  const narrow = synthesizeBand({ stations: SEVENTEEN.map((one) => ({ ...one, repeat: 2 })), seconds, seed: 17 });
  const [wide, wider] = [120, 200].map((count) =>
    synthesizePairs({ stations: bandOf(count), seconds, sampleRate: RATE, seed: 17 }),
  ) as [Float32Array, Float32Array];
  const one = (hertz: number) => `channels="0" frequency="${hertz}" ${LIVE_ONLY}`;
  const all = (most: number) => `channels="${most}" ${LIVE_ONLY}`;
  const iq = { live: true, pairRate: RATE };
  const pages = [
    await openListener(stage, narrow, { live: true, decoder: one(649) }),
    await openListener(stage, narrow, { live: true, decoder: all(16) }),
    await openListener(stage, wide, { ...iq, decoder: `iq ${one(-43_200)}` }),
    await openListener(stage, wide, { ...iq, decoder: `iq ${all(150)}` }),
    await openListener(stage, wider, { ...iq, decoder: `iq ${all(250)}` }),
  ];
  const found = await liveTurns(stage, pages, TURNS);
  for (const page of pages) await page.close();
  const [narrowOne, narrowAll, wideOne, wideAll, widerAll] = found as [
    LiveLoad,
    LiveLoad,
    LiveLoad,
    LiveLoad,
    LiveLoad,
  ];
  const each = (many: LiveLoad, single: LiveLoad): number => (1000 * (many.load - single.load)) / (many.open - 1);
  const [atWide, atNarrow] = [each(wideAll, wideOne), each(narrowAll, narrowOne)];
  const row = (what: string, { load, note }: LiveLoad) => ({ what, value: 100 * load, unit: '% of a core', note });
  return [
    {
      title: `${RATE / 1000} kHz of I and Q: the whole engine for 1 s of live audio`,
      rows: [
        row('1 channel', wideOne),
        row('120 stations', wideAll),
        row('200 stations', widerAll),
        {
          what: 'a channel more, of 120',
          value: atWide,
          unit: 'ms CPU',
          note: `${(atWide / atNarrow).toFixed(2)} × that of 17 stations at 8 kHz, ${atNarrow.toFixed(1)} ms`,
        },
      ],
    },
  ];
}
