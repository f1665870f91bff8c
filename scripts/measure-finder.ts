// `tsx scripts/measure-finder.ts [--set tuning|held-out] [--seeds N] [--seconds S] [--only 20|60|120|pairs|strong|empty] [--told] [--wide] [--verbose]`: what is
// found, kept apart, kept together and read on simulated bands (test/support/finder-bands.ts says what is on them), and what is taken
// for a station that is none. A signal is a frequency, on which several may take turns. Prints one table; scripts/README.md has its terms.
import { parseArgs } from 'node:util';
import { keyText } from '../demo/simulator/keyer.js';
import { HOP, SAMPLE_RATE, WINDOW } from '../src/dsp/frame.js';
import { SignalFinder } from '../src/dsp/signal-finder.js';
import type { AudioBlock } from '../src/engine/audio-block.js';
import { FrontEnd } from '../src/engine/front-end.js';
import { bandOf, spanOf, UNKNOWN_SPAN } from '../src/engine/span.js';
import { errorRate } from '../test/support/cer.js';
import {
  drawEmptyBand,
  drawFinderBand,
  drawPairs,
  drawStrongBand,
  type FinderBand,
  type Place,
} from '../test/support/finder-bands.js';
import { type LocalModel, localModel } from '../test/support/local-model.js';
import { ReceiverBench } from '../test/support/receiver-bench.js';
import { WIDE } from '../test/support/wide-band.js';
import { seedsOf } from './lib/seed-sets.js';

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'tuning' },
    seeds: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '60' },
    only: { type: 'string' },
    told: { type: 'boolean', default: false },
    wide: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const SECONDS = Number(values.seconds);
if (!(SECONDS >= 20)) throw new RangeError('--seconds must be 20 or more.');
const { seeds, name } = seedsOf(values.set, Number(values.seeds));
/** Hz that are searched. */
const LIMITS = values.wide ? { minFrequency: null, maxFrequency: null } : { minFrequency: 200, maxFrequency: 3600 };
/** Hz within which a channel is at a place. */
const NEAR = 14;
/** Seconds within which a signal is to be found. */
const SOON = 3;
/** By how much longer a hand may send than a machine. */
const LATEST = 1.3;

/** Sums by name: how many, of how many. */
const table = new Map<string, [part: number, whole: number]>();
const count = (row: string, hit: boolean | number): void => {
  const [part, whole] = table.get(row) ?? [0, 0];
  table.set(row, [part + Number(hit), whole + 1]);
};
const amounts = new Map<string, [amount: number, per: number]>();
const add = (row: string, amount: number, per: number): void => {
  const [before, whole] = amounts.get(row) ?? [0, 0];
  amounts.set(row, [before + amount, whole + per]);
};
/** False channels by what made them. */
const causes = new Map<string, number>();
const detail = (line: string): void => {
  if (values.verbose) console.log(`  ${line}`);
};

/** A band as a receiver gets it. */
const blockOf = ({ samples }: FinderBand): AudioBlock =>
  values.wide ? { samples, sampleRate: WIDE.rate, pairs: 'iq' } : { samples, sampleRate: SAMPLE_RATE };

/** When the finder first named each place, s. */
function foundAt(band: FinderBand): number[] {
  const span = spanOf(blockOf(band), { frequency: null, ...LIMITS }) ?? UNKNOWN_SPAN;
  const { grid } = span;
  const { low, high } = bandOf(span, LIMITS);
  const finder = new SignalFinder(low, high, grid);
  const found = band.places.map(() => Number.POSITIVE_INFINITY);
  const front = new FrontEnd(
    10,
    finder.noise,
    (k, long) => {
      finder.push(k, long);
      if (k % 16 !== 15) return;
      for (const candidate of finder.candidates()) {
        const i = nearest(band.places, candidate.frequency);
        if (i >= 0) found[i] = Math.min(found[i] as number, (k * HOP + WINDOW) / SAMPLE_RATE);
      }
    },
    grid,
  );
  front.push(blockOf(band));
  return found;
}

/** Index of the place at `frequency`, −1 where there is none. */
function nearest(places: readonly Place[], frequency: number): number {
  let best = -1;
  let least = NEAR;
  places.forEach((place, i) => {
    const away = Math.abs(place.frequency - frequency);
    if (away < least) [best, least] = [i, away];
  });
  return best;
}

interface Line {
  readonly frequency: number;
  readonly place: number;
  readonly text: string;
  /** Times of characters, s. */
  readonly starts: readonly number[];
}

const push = (bench: ReceiverBench, band: FinderBand): Promise<void> => {
  const { samples, sampleRate, pairs } = blockOf(band);
  return bench.push(samples, sampleRate, pairs);
};

/** Channels with text, and channel-seconds that were read. */
async function listen(model: LocalModel, band: FinderBand): Promise<{ lines: Line[]; work: number }> {
  const bench = new ReceiverBench(model, { channels: 256, ...LIMITS, history: 120 });
  await push(bench, band);
  await bench.end();
  const lines = [...bench.channels.values()]
    .map(({ info: { frequency }, characters }): Line => {
      const text = characters.map((character) => character.text).join('');
      const starts = characters.filter(({ code }) => code !== '').map(({ start }) => start);
      return { frequency, place: nearest(band.places, frequency), text, starts };
    })
    .filter(({ starts }) => starts.length > 0);
  const status = bench.events.findLast((event) => event.type === 'status');
  return { lines, work: status?.type === 'status' ? status.status.work : Number.NaN };
}

/**
 * Which signals' first overs are read where they are told: at least two thirds of what is sent. Who is not hears nothing
 * of them in this crowd, and is not to be found.
 */
async function readable(model: LocalModel, band: FinderBand): Promise<readonly boolean[]> {
  const bench = new ReceiverBench(model, { channels: 0, ...LIMITS, history: 120, follow: false });
  for (const { frequency } of band.places) bench.receiver.request({ type: 'open', frequency });
  await push(bench, band);
  await bench.end();
  return band.places.map(({ frequency, first: { start, text, wpm } }) => {
    const end = start + LATEST * keyText(text, { wpm }).seconds + 0.5;
    const channel = [...bench.channels.values()].find(({ info }) => Math.abs(info.frequency - frequency) < 1);
    const read = (channel?.characters ?? []).filter(
      (character) => character.start > start - 0.2 && character.end < end,
    );
    return errorRate(read.map((character) => character.text).join(''), text).withoutBlanks <= 1 / 3;
  });
}

/** What a line is that is no station's. */
function causeOf({ frequency, starts }: Line, { places, nuisances }: FinderBand): string {
  const time = starts[0] ?? 0;
  const nuisance = nuisances.find(
    ({ name, low, high, from, to }) =>
      name !== 'static' && frequency > low && frequency < high && time > from - 1 && time < to + 2,
  );
  const harmonic = places.some((place) =>
    [2, 3, 4].some((multiple) => Math.abs(multiple * place.frequency - frequency) < NEAR),
  );
  const beside = places.some((place) => Math.abs(place.frequency - frequency) < 100);
  return nuisance?.name ?? (harmonic ? 'harmonic' : beside ? 'beside a station' : 'noise');
}

function countFalse(where: string, lines: readonly Line[], band: FinderBand): void {
  const none = lines.filter(({ place }) => place < 0);
  add(`${where}: false channels in 5 minutes`, 300 * none.length, band.seconds);
  for (const line of none) {
    const cause = causeOf(line, band);
    causes.set(`${where}: false by ${cause}`, (causes.get(`${where}: false by ${cause}`) ?? 0) + 1);
    detail(
      `false: ${line.frequency.toFixed(0)} Hz at ${line.starts[0]?.toFixed(1)} s, ${cause}: ${line.text.slice(0, 60)}`,
    );
  }
}

/** The first letter was read where it was sent. */
function hasFirst({ first: { start, text, wpm } }: Place, lines: readonly Line[]): boolean {
  const [letter] = keyText(text, { wpm }).characters;
  const latest = start + LATEST * (letter?.end ?? 0);
  return lines.some(({ starts }) => starts.some((time) => time > start - 0.15 && time < latest));
}

async function measureBand(model: LocalModel, stations: number, seed: number): Promise<void> {
  const where = `${stations} stations`;
  const band = drawFinderBand(stations, SECONDS, seed, values.wide);
  const found = foundAt(band);
  const { lines, work } = await listen(model, band);
  const clear = values.told ? await readable(model, band) : [];
  countFalse(where, lines, band);
  band.places.forEach((place, i) => {
    const { first, learner } = place;
    const own = lines.filter((line) => line.place === i);
    const late = (found[i] as number) - first.start;
    const row = learner
      ? "learners' code"
      : first.snr >= 0
        ? 'at 0 dB and more'
        : first.snr > -6
          ? 'below 0 dB'
          : 'at −6 dB';
    count(`${where}: ${row}, found within ${SOON} s`, late <= SOON);
    count(`${where}: ${row}, found at all`, late < Number.POSITIVE_INFINITY);
    if (values.told) count(`${where}: ${row}, readable when told`, clear[i] === true);
    if (clear[i]) {
      count(`${where}: ${row}, of these found within ${SOON} s`, late <= SOON);
      count(`${where}: ${row}, of these found at all`, late < Number.POSITIVE_INFINITY);
    }
    if (first.snr >= 6 && !learner) count(`${where}: first letter there, at 6 dB and more`, hasFirst(place, own));
    if (own.length > 0) count(`${where}: one channel for each signal`, own.length === 1);
    if (own.length > 1 || late > SOON)
      detail(
        `${clear[i] ? 'readable, ' : ''}${place.frequency.toFixed(0)} Hz, ${first.snr.toFixed(0)} dB, ${first.wpm} WPM, ${first.fist}, from ${first.start.toFixed(1)} s, ` +
          `found after ${late.toFixed(1)} s: ${own.length} channels, ${own.map(({ text }) => text.slice(0, 30)).join(' | ')} (${first.text})`,
      );
  });
  add(`${where}: read over signals × seconds`, work, SECONDS * band.places.length);
}

async function measurePairs(model: LocalModel, hertz: number, decibels: number, seed: number): Promise<void> {
  const band = drawPairs(hertz, decibels, 30, seed);
  const { lines } = await listen(model, band);
  const where = `pairs ${hertz} Hz and up to ${decibels} dB apart`;
  for (let i = 0; i < band.places.length; i += 2) {
    const both = [i, i + 1].every((one) => lines.some(({ place }) => place === one));
    count(`${where}: are two`, both);
    if (both) continue;
    const told = [band.places[i], band.places[i + 1]].map(
      (place) => place && `${place.frequency.toFixed(0)} Hz ${place.first.snr.toFixed(0)} dB ${place.first.wpm} WPM`,
    );
    detail(
      `not two: ${told.join(', ')}: ${lines
        .filter(({ frequency }) => Math.abs(frequency - (band.places[i]?.frequency ?? 0)) < 90)
        .map(({ frequency, text }) => `${frequency.toFixed(0)} ${text.slice(0, 30)}`)
        .join(' | ')}`,
    );
  }
  countFalse(where, lines, band);
}

const model = await localModel();
const KINDS: Readonly<Record<string, (seed: number) => Promise<void>>> = {
  20: (seed) => measureBand(model, 20, seed),
  60: (seed) => measureBand(model, 60, seed),
  120: (seed) => measureBand(model, 120, seed),
  pairs: async (seed) => {
    await measurePairs(model, 50, 12, seed);
    await measurePairs(model, 40, 6, seed);
  },
  strong: async (seed) => {
    const band = drawStrongBand(40, seed);
    const { lines } = await listen(model, band);
    countFalse('strong stations', lines, band);
    for (let i = 0; i < band.places.length; i++)
      count('strong stations: one channel each', lines.filter(({ place }) => place === i).length === 1);
  },
  empty: async (seed) => {
    const band = drawEmptyBand(seed);
    countFalse('no station', (await listen(model, band)).lines, band);
  },
};
const kinds =
  values.only === undefined ? Object.keys(KINDS).filter((kind) => !values.wide || Number(kind) > 0) : [values.only];
if (values.wide && kinds.some((kind) => !(Number(kind) > 0)))
  throw new RangeError('--wide is for 20, 60 and 120 stations.');
for (const kind of kinds) {
  const measure = KINDS[kind];
  if (!measure) throw new RangeError(`--only must be one of ${Object.keys(KINDS).join(', ')}.`);
  for (const seed of seeds) await measure(seed);
}
console.log(`${name}, ${SECONDS} s`);
for (const [row, [part, whole]] of table)
  console.log(`${row}: ${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`);
for (const [row, [amount, per]] of amounts) console.log(`${row}: ${(amount / per).toFixed(2)}`);
for (const [row, sum] of causes) console.log(`${row}: ${sum}`);
