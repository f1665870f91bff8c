import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { type StationSpec, synthesizeBand } from '../../demo/simulator/band.js';
import { root } from '../../scripts/lib/root.mjs';
import { parseWav } from '../../src/recordings/wav.js';
import { errorRate } from '../support/cer.js';
import { type LocalModel, localModel } from '../support/local-model.js';
import { ReceiverBench } from '../support/receiver-bench.js';

/** Channel-seconds that may be read for each second of each station. */
const MOST_WORK = 1.3;
const cases = join(root, '../shared/cases');
const without = existsSync(cases) ? false : '../shared/cases is not here';

interface Case {
  readonly file: string;
  readonly stations: number;
  readonly most: number;
  /** What was sent near a frequency (Hz), and the part of its characters that may be wrong; blanks do not count. */
  readonly texts: readonly { readonly near: number; readonly right: string; readonly errors: number }[];
}

/** What is right was read from spectrograms and run lengths. Moving signals have tests of their own. */
const CASES: readonly Case[] = [
  {
    file: 'contest-run-40wpm.wav',
    stations: 5,
    most: 5,
    texts: [
      {
        near: 687,
        right:
          'CQ CT1ETE TEST HB9? HB9OAB 5NN TT1 TU CQ CT1ETE TEST SV? SV1EX 5NN TT2 TU DL4? DL3SF 5NN TT3 TU DL5CM ? NIL DL5YYM 5NN TT4 TU',
        errors: 0.1,
      },
    ],
  },
  {
    file: 'satellite-doppler.wav',
    // One is right; two of its letters are sent 140 Hz lower, where a second channel reads for a while that is never shown.
    stations: 2,
    most: 1,
    texts: [
      {
        near: 880,
        right: '108 TNAP 108 TCTR 109 TSBA 108 TSBB 115 AODB 129 MODC 6 MTX 163 MRX 32 RS2 136 IBS 17 USUN 0 ISUN 0',
        errors: 0.1,
      },
    ],
  },
  { file: 'satellite-fm-noise-jumps.wav', stations: 2, most: 3, texts: [] },
  {
    file: 'satellite-hex-groups-8bit.wav',
    stations: 1,
    // One is right: its last group is read 21 Hz higher, as a second one; and a tenth of its characters may be wrong.
    most: 2,
    texts: [
      {
        near: 785,
        right:
          'JQ1YGU SEEDS 019 FFE 00D 008 000 000 019 E66 AE5 A92 ADD B45 11 0000 0001 0001 0001 141D 11 40 34 JQ1YGU',
        errors: 0.2,
      },
    ],
  },
  {
    file: 'qrq-70wpm.wav',
    stations: 1,
    most: 1,
    texts: [{ near: 800, right: 'CQ TEST DE N0CALL N0CALL UR 599 001', errors: 0 }],
  },
  {
    file: 'two-40hz-apart.wav',
    stations: 2,
    most: 2,
    texts: [
      { near: 718, right: 'CQ CQ DE YU7NKA', errors: 0.1 },
      { near: 738, right: 'CQ CQ DE YT7MK', errors: 0.1 },
    ],
  },
];

async function listen(model: LocalModel, samples: Float32Array, sampleRate = 8000): Promise<ReceiverBench> {
  const bench = new ReceiverBench(model, { channels: 64, maxFrequency: 3600, history: 120 });
  await bench.push(samples, sampleRate);
  await bench.end();
  return bench;
}

const lines = (bench: ReceiverBench): { frequency: number; text: string }[] =>
  [...bench.channels.values()]
    .map(({ info, characters }) => ({
      frequency: Math.round(info.frequency),
      text: characters
        .map(({ text }) => text)
        .join('')
        .trim(),
    }))
    .sort((a, b) => a.frequency - b.frequency);

/** Channel-seconds over seconds of sound, as the status counts them. */
const work = (bench: ReceiverBench, seconds: number): number => {
  const last = bench.events.findLast((event) => event.type === 'status');
  return last?.type === 'status' ? last.status.work / seconds : Number.NaN;
};

describe('one station, one channel', { timeout: 240_000 }, () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  test('a contest run: the runner and each caller, two of them 24 Hz apart, are listed once with all of their text', async () => {
    const runner = { frequency: 687, wpm: 34, snr: 18 };
    const callers = [474, 498, 856].map((frequency, i) => ({ frequency, wpm: 28 + 2 * i, snr: 15 + i }));
    const calls = ['HB9OAB', 'DL5YYM', 'SV1EX'];
    const stations: StationSpec[] = callers.flatMap((caller, i) => [
      { ...runner, start: 1 + 26 * i, text: 'CQ CT1ETE TEST' },
      { ...caller, start: 6.5 + 26 * i, text: `DE ${calls[i]} ${calls[i]}` },
      { ...runner, start: 14 + 26 * i, text: `${calls[i]} 5NN` },
      { ...caller, start: 19.5 + 26 * i, text: 'R 5NN TU' },
    ]);
    const bench = await listen(model, synthesizeBand({ stations, seconds: 80, seed: 3 }));
    const heard = lines(bench);
    assert.equal(heard.length, 4, JSON.stringify(heard));
    [...callers, runner].forEach(({ frequency }, i) => {
      const sent = stations.filter((one) => one.frequency === frequency).map(({ text }) => text);
      const { withoutBlanks } = errorRate(bench.text(frequency), sent.join(' '));
      assert.ok(withoutBlanks <= 0.1, `${calls[i] ?? 'runner'}: ${bench.text(frequency)}`);
    });
    assert.ok(work(bench, 80) <= MOST_WORK * 4, `${work(bench, 80)} s are read for each second`);
  });

  test('after an over of others, and after its channel was closed, a station goes on in its channel', async () => {
    const seconds = 215;
    const one = { frequency: 700, wpm: 25, snr: 12 };
    const stations = [
      { ...one, start: 1, text: 'CQ DE OZ1ABC OZ1ABC K' },
      { ...one, start: 75, text: 'DL9XYZ DE OZ1ABC GM' },
      { ...one, start: 205, text: 'QRZ DE OZ1ABC' },
    ];
    const bench = await listen(model, synthesizeBand({ stations, seconds, seed: 4 }));
    const opened = bench.events.flatMap((event) => (event.type === 'channel-opened' ? [event.channel.id] : []));
    assert.equal(new Set(opened).size, 1);
    const text = stations.map(({ text }) => text).join(' ');
    assert.ok(errorRate(bench.text(700), text).withBlanks <= 0.04, bench.text(700));
    assert.ok(work(bench, seconds) <= MOST_WORK);
  });

  for (const { file, stations, most, texts } of CASES) {
    test(`${file} lists ${most} at most with what was sent, each second read once`, { skip: without }, async () => {
      const { samples, sampleRate } = await parseWav(readFileSync(join(cases, file)));
      const bench = await listen(model, samples, sampleRate);
      const heard = lines(bench);
      assert.ok(heard.length <= most, JSON.stringify(heard));
      const seconds = samples.length / sampleRate;
      assert.ok(work(bench, seconds) <= MOST_WORK * stations, `${work(bench, seconds)} s for each second`);
      for (const { near, right, errors } of texts) {
        const read = bench.text(near);
        assert.ok(errorRate(read, right).withoutBlanks <= errors, `${near} Hz: ${read}`);
      }
    });
  }
});
