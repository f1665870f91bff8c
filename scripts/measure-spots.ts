// `tsx scripts/measure-spots.ts [--set tuning|held-out] [--seeds N] [--seconds S] [--only 20|60|120] [--accurate] [--wide]`: simulated bands of 20, 60 and 120 stations between
// 300 and 3500 Hz that call, run a contest, talk and are beacons (test/support/spot-bands.ts), −6…+25 dB, 8…45 WPM, all fists. Prints
// how many of those that sent their call twice are named, and how many spots are wrong: told at all, and standing at the end.
// `--verbose`: each that is missed or wrong. `--accurate`: the accurate model goes over all channels, as for recordings. `--wide`:
// they have 40 kHz, in I and Q.
import { parseArgs } from 'node:util';
import { synthesizeBand, synthesizePairs } from '../demo/simulator/band.js';
import type { CallsignSpot } from '../src/engine/types.js';
import { type LocalModel, localModel } from '../test/support/local-model.js';
import { ReceiverBench } from '../test/support/receiver-bench.js';
import { drawSpotBand, type NamedStation } from '../test/support/spot-bands.js';
import { WIDE } from '../test/support/wide-band.js';
import { seedsOf } from './lib/seed-sets.js';

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'tuning' },
    seeds: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '90' },
    only: { type: 'string' },
    accurate: { type: 'boolean', default: false },
    wide: { type: 'boolean', default: false },
  },
});
const SECONDS = Number(values.seconds);
const { seeds: SEEDS, name: SET } = seedsOf(values.set, Number(values.seeds));
const COUNTS = values.only ? [Number(values.only)] : [20, 60, 120];
if (!(SECONDS > 0 && COUNTS.every((count) => count > 0)))
  throw new RangeError('--seconds and --only must be positive numbers.');
/** Hz within which a spot is a station's: the last figure of a cluster's line. */
const NEAR = 100;

interface Models {
  readonly live: LocalModel;
  readonly accurate: LocalModel | null;
}

/** All spots that were told, and those that stand in the end. */
async function hear({ live, accurate }: Models, count: number, seed: number) {
  const band = values.wide ? drawSpotBand(count, SECONDS, seed, WIDE.range) : drawSpotBand(count, SECONDS, seed);
  const spec = { stations: band.overs, seconds: SECONDS, seed };
  const limits = values.wide ? { minFrequency: null, maxFrequency: null } : { maxFrequency: 3600 };
  const options = { channels: 256, ...limits, history: 120, settle: accurate ? 'all' : 'none' } as const;
  const bench = new ReceiverBench(live, options, true, accurate ? { accurate: accurate.contract } : {});
  if (accurate) bench.addClient(accurate, 'accurate');
  if (values.wide) await bench.push(synthesizePairs({ ...spec, sampleRate: WIDE.rate }), WIDE.rate, 'iq');
  else await bench.push(synthesizeBand(spec));
  await bench.end();
  const told: CallsignSpot[] = [];
  const standing = new Map<number, CallsignSpot>();
  for (const event of bench.events) {
    if (event.type !== 'spot') continue;
    if (event.change === 'new') told.push(event.spot);
    if (event.change === 'withdrawn') standing.delete(event.spot.id);
    else standing.set(event.spot.id, event.spot);
  }
  const read = [...bench.channels.values()].map(({ info, characters }) => ({
    frequency: info.frequency,
    text: characters.map(({ text }) => text).join(''),
  }));
  return { stations: band.stations, told, standing: [...standing.values()], read };
}

async function measure(models: Models, count: number): Promise<string> {
  const sums = {
    strong: 0,
    named: 0,
    readable: 0,
    readableNamed: 0,
    weak: 0,
    weakNamed: 0,
    told: 0,
    wrong: 0,
    standing: 0,
    wrongStanding: 0,
  };
  for (const seed of SEEDS) {
    const { stations, told, standing, read } = await hear(models, count, seed);
    const at = (place: { frequency: number }, station: NamedStation) =>
      Math.abs(place.frequency - station.frequency) < NEAR;
    const isRight = (spot: CallsignSpot) => stations.some((one) => one.call === spot.callsign && at(spot, one));
    for (const spot of values.verbose ? told.filter((one) => !isRight(one)) : []) {
      const there = stations.filter((one) => at(spot, one));
      console.log(
        `  wrong: ${spot.callsign} at ${spot.frequency.toFixed(0)} Hz, ${spot.type}, ${spot.confidence.toFixed(2)}, ${spot.count} times, ` +
          `${standing.some(({ id }) => id === spot.id) ? 'stands' : 'taken back'}; there: ${there.map(({ call, snr, frequency }) => `${call} ${frequency.toFixed(0)} Hz ${snr.toFixed(0)} dB`).join(', ')}; ` +
          `read: ${read
            .filter((one) => Math.abs(one.frequency - spot.frequency) < 15)
            .map(({ text }) => text)
            .join(' | ')}`,
      );
    }
    sums.told += told.length;
    sums.wrong += told.filter((spot) => !isRight(spot)).length;
    sums.standing += standing.length;
    sums.wrongStanding += standing.filter((spot) => !isRight(spot)).length;
    for (const station of stations.filter(({ sent }) => sent >= 2)) {
      const named = standing.some((spot) => spot.callsign === station.call && at(spot, station)) ? 1 : 0;
      if (station.snr < 0) {
        sums.weak++;
        sums.weakNamed += named;
        continue;
      }
      sums.strong++;
      sums.named += named;
      if (values.verbose && !named)
        console.log(
          `  not named: ${station.call} ${station.frequency.toFixed(0)} Hz ${station.snr.toFixed(0)} dB, sent ${station.sent} times; ` +
            read
              .filter((one) => Math.abs(one.frequency - station.frequency) < 20)
              .map(({ frequency, text }) => `${frequency.toFixed(0)}: ${text}`)
              .join(' | '),
        );
      // What the text has of it, word for word and twice.
      const words = read.filter((one) => at(one, station)).flatMap(({ text }) => text.split(' '));
      if (words.filter((word) => word === station.call).length < 2) continue;
      sums.readable++;
      sums.readableNamed += named;
    }
  }
  const share = (part: number, whole: number) =>
    `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;
  return [
    `${count} stations, ${SET}`,
    `named at 0 dB and more ${share(sums.named, sums.strong)}`,
    `of those whose call stands in the text twice ${share(sums.readableNamed, sums.readable)}`,
    `weaker ones ${share(sums.weakNamed, sums.weak)}`,
    `wrong spots ${share(sums.wrong, sums.told)}`,
    `not taken back ${share(sums.wrongStanding, sums.standing)}`,
  ].join('; ');
}

const models = { live: await localModel(), accurate: values.accurate ? await localModel('morse-accurate') : null };
for (const count of COUNTS) console.log(await measure(models, count));
