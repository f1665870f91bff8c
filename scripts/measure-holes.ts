// `tsx scripts/measure-holes.ts [--clips N] [--live]`: character error rates of sound that lost packets on its way, as the accurate
// model reads it (with --live the live one): whole, with holes that cannot be recognised, with zeros in the place of
// packets, and with packets left out but their `time` given.
import { parseArgs } from 'node:util';
import { synthesizeBand } from '../demo/simulator/band.js';
import { Random } from '../demo/simulator/random.js';
import type { AudioBlock } from '../src/engine/audio-block.js';
import { offlineOptions, TranscriptCollector } from '../src/engine/offline.js';
import { Receiver } from '../src/engine/receiver.js';
import { LocalClient } from '../src/workers/local-client.js';
import { type Copy, errorRateOf } from '../test/support/cer.js';
import { type LocalModel, localModel, turn } from '../test/support/local-model.js';
import { textFor } from '../test/support/texts.js';

const { values } = parseArgs({
  options: { clips: { type: 'string', default: '48' }, live: { type: 'boolean' }, only: { type: 'string' } },
});
const RATE = 8000;
const SECONDS = 30;
const SPEEDS = [12, 16, 20, 25, 30, 35];
const SNRS = [20, 10, 5, 0];
const PACKETS = [0.02, 0.04, 0.06, 0.1];
const EVERY = [20, 40, 80];

interface LossyClip {
  readonly wpm: number;
  readonly snr: number;
  readonly packet: number;
  readonly every: number;
  readonly frequency: number;
  readonly text: string;
  readonly packets: readonly { readonly samples: Float32Array; readonly lost: boolean }[];
}

function makeClip(i: number): LossyClip {
  const random = new Random(1000 + i);
  const pick = (list: readonly number[], turn: number): number => list[turn % list.length] ?? 0;
  const wpm = pick(SPEEDS, i);
  const snr = pick(SNRS, Math.floor(i / SPEEDS.length));
  const packet = pick(PACKETS, i + Math.floor(i / 4));
  const every = pick(EVERY, Math.floor(i / 2) + Math.floor(i / 8));
  const frequency = Math.round(450 + 600 * random.next());
  const text = textFor(i, wpm, SECONDS - 6);
  const station = { frequency, wpm, snr, text, start: 3, fist: i % 2 ? 'paddle' : 'machine' } as const;
  const samples = synthesizeBand({ stations: [station], seconds: SECONDS + 3, seed: i + 1, passband: [200, 3000] });
  const size = Math.round(packet * RATE);
  const packets = Array.from({ length: Math.ceil(samples.length / size) }, (_, k) => ({
    samples: samples.slice(k * size, (k + 1) * size),
    lost: random.next() < 1 / every,
  }));
  return { wpm, snr, packet, every, frequency, text, packets };
}

/** Ways in which a clip may arrive. */
const WAYS: Record<string, (clip: LossyClip) => AudioBlock[]> = {
  whole: ({ packets }) => packets.map(({ samples }) => ({ samples, sampleRate: RATE })),
  // Far below anything that can be heard, and no exact zero.
  'holes not seen': ({ packets }) =>
    packets.map(({ samples, lost }) => ({
      samples: lost ? samples.map((_, n) => (n % 2 ? 1e-9 : -1e-9)) : samples,
      sampleRate: RATE,
    })),
  zeros: ({ packets }) =>
    packets.map(({ samples, lost }) => ({ samples: lost ? samples.map(() => 0) : samples, sampleRate: RATE })),
  time: ({ packets, packet }) =>
    packets.flatMap(({ samples, lost }, k) => (lost ? [] : [{ samples, sampleRate: RATE, time: 1000 + k * packet }])),
};

async function read(blocks: readonly AudioBlock[], frequency: number, live: LocalModel, accurate: LocalModel | null) {
  const collector = new TranscriptCollector();
  let drained = false;
  const receiver = new Receiver({
    options: offlineOptions(frequency),
    contract: live.contract,
    ...(accurate && { accurate: accurate.contract }),
    now: () => performance.now(),
    emit: (events) => {
      collector.take(events);
      drained ||= events.some(({ type }) => type === 'drained');
    },
    patient: true,
  });
  receiver.addClient(new LocalClient(1, live.core()), 'live');
  if (accurate) receiver.addClient(new LocalClient(2, accurate.core()), 'accurate');
  for (const block of blocks) {
    receiver.push(block);
    while (receiver.backlog > 1) await turn();
  }
  receiver.request({ type: 'end' });
  while (!drained) await turn();
  receiver.close();
  return collector.channels()[0]?.text ?? '';
}

const live = await localModel();
const accurate = values.live ? null : await localModel('morse-accurate');
const clips = Array.from({ length: Number(values.clips) }, (_, i) => makeClip(i));
const percent = (part: number) => `${(100 * part).toFixed(2).padStart(6)} %`;
for (const [way, arrive] of Object.entries(WAYS)) {
  if (values.only && !values.only.split(',').includes(way)) continue;
  const copies: (Copy & { clip: LossyClip })[] = [];
  for (const clip of clips) {
    copies.push({ clip, sent: clip.text, read: await read(arrive(clip), clip.frequency, live, accurate) });
  }
  const part = (key: 'wpm' | 'snr' | 'packet' | 'every', list: readonly number[]) =>
    list
      .map((value) => {
        const some = copies.filter(({ clip }) => clip[key] === value);
        return some.length > 0 ? `${key} ${value}: ${percent(errorRateOf(some).withBlanks).trim()}` : '';
      })
      .join('  ');
  console.log(`${way.padEnd(15)} ${percent(errorRateOf(copies).withBlanks)}`);
  for (const line of [part('wpm', SPEEDS), part('snr', SNRS), part('packet', PACKETS), part('every', EVERY)]) {
    console.log(`    ${line}`);
  }
}
process.exit();
