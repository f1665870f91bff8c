// `tsx scripts/measure-finder.ts [--seeds N] [--seconds S] [--only 20|60|120]`: simulated bands of 20, 60 and 120 stations between
// 300 and 3500 Hz, −6…+25 dB, 8…45 WPM, all fists, with fading, drift and pauses of up to 40 s. Prints how many of the stations
// are found within 3 s of their first keying and at all, false channels in 5 minutes, stations with more than one channel,
// stations that kept one channel, and what was read over stations × seconds.
import { parseArgs } from 'node:util';
import { type StationSpec, synthesizeBand } from '../demo/simulator/band.js';
import { FIST_NAMES } from '../demo/simulator/keyer.js';
import { Random } from '../demo/simulator/random.js';
import { callsign } from '../demo/simulator/texts.js';
import { BINS, HOP, WINDOW } from '../src/dsp/frame.js';
import { SignalFinder } from '../src/dsp/signal-finder.js';
import { Spectrogram } from '../src/dsp/spectrogram.js';
import { type LocalModel, localModel } from '../test/support/local-model.js';
import { ReceiverBench } from '../test/support/receiver-bench.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '60' },
    only: { type: 'string' },
  },
});
const SECONDS = Number(values.seconds);
const SEEDS = Number(values.seeds);
const COUNTS = values.only ? [Number(values.only)] : [20, 60, 120];
if (!(SECONDS > 0 && SEEDS > 0 && COUNTS.every((count) => count > 0)))
  throw new RangeError('--seeds, --seconds and --only must be positive numbers.');
const RATE = 8000;
const [LOW, HIGH] = [300, 3500];
/** Hz within which a channel is a station's. Drift moves one by up to 30 Hz. */
const NEAR = 12;
const SOON = 3;

function draw(count: number, seed: number): StationSpec[] {
  const random = new Random(1000 * count + seed);
  const step = (HIGH - LOW) / count;
  return Array.from({ length: count }, (_, i) => {
    const call = callsign(random);
    return {
      frequency: LOW + (i + random.between(0.2, 0.8)) * step,
      wpm: Math.round(random.between(8, 45)),
      snr: random.between(-6, 25),
      fist: random.pick(FIST_NAMES),
      fading: random.chance(0.3)
        ? { rate: random.between(0.1, 0.5), depth: random.between(0.2, 0.6) }
        : { rate: 0, depth: 0 },
      start: random.between(1, SECONDS / 4),
      repeat: random.between(2, 40),
      text: random.pick([
        `CQ CQ DE ${call} ${call} K`,
        `TEST ${call}`,
        `${call} 5NN ${Math.round(random.between(1, 999))} TU`,
      ]),
    };
  });
}

/** When the finder first named each frequency, s. */
function foundAt(samples: Float32Array, stations: readonly StationSpec[]): number[] {
  const spectrogram = new Spectrogram();
  const finder = new SignalFinder(200, 3600);
  const [long, short] = [new Float32Array(BINS), new Float32Array(BINS)];
  const found = stations.map(() => Number.POSITIVE_INFINITY);
  for (let k = 0; k * HOP + WINDOW <= samples.length; k++) {
    spectrogram.frame(samples, k * HOP, long, short);
    finder.push(k, long);
    if (k % 32 !== 31) continue;
    for (const candidate of finder.candidates()) {
      const i = stations.findIndex(({ frequency }) => Math.abs(frequency - candidate.frequency) < NEAR);
      if (i >= 0) found[i] = Math.min(found[i] as number, (k * HOP + WINDOW) / RATE);
    }
  }
  return found;
}

async function measure(model: LocalModel, count: number): Promise<string> {
  const sums = {
    strong: 0,
    strongSoon: 0,
    strongFound: 0,
    weak: 0,
    weakFound: 0,
    false: 0,
    twice: 0,
    kept: 0,
    listed: 0,
    work: 0,
  };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const stations = draw(count, seed);
    const samples = synthesizeBand({ stations, seconds: SECONDS, seed });
    const found = foundAt(samples, stations);
    const bench = new ReceiverBench(model, { channels: 256, maxFrequency: 3600, history: 120 });
    await bench.push(samples);
    await bench.end();
    const channels = [...bench.channels.values()].filter(({ characters }) => characters.length > 0);
    const owner = channels.map(({ info }) =>
      stations.findIndex(({ frequency }) => Math.abs(frequency - info.frequency) < NEAR),
    );
    sums.false += owner.filter((i) => i < 0).length;
    stations.forEach(({ snr, start = 0 }, i) => {
      const time = found[i] as number;
      const lines = owner.filter((one) => one === i).length;
      sums[snr >= 0 ? 'strong' : 'weak']++;
      if (snr >= 0 && time <= start + SOON) sums.strongSoon++;
      if (time < Number.POSITIVE_INFINITY) sums[snr >= 0 ? 'strongFound' : 'weakFound']++;
      if (lines > 0) sums.listed++;
      if (lines === 1) sums.kept++;
      if (lines > 1) sums.twice++;
    });
    const status = bench.events.findLast((event) => event.type === 'status');
    if (status?.type === 'status') sums.work += status.status.work / (SECONDS * count);
  }
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  return [
    `${count} stations`,
    `at 0 dB and more ${percent(sums.strongSoon, sums.strong)} within ${SOON} s, ${percent(sums.strongFound, sums.strong)} in all`,
    `weaker ones ${percent(sums.weakFound, sums.weak)}`,
    `${((300 * sums.false) / (SECONDS * SEEDS)).toFixed(1)} false channels in 5 min`,
    `${sums.twice} stations listed twice`,
    `one channel each ${percent(sums.kept, sums.listed)}`,
    `read ${(sums.work / SEEDS).toFixed(2)} × stations × seconds`,
  ].join('; ');
}

const model = await localModel();
for (const count of COUNTS) console.log(await measure(model, count));
