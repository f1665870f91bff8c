import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';

const SIGMA = 0.01;
const RATE = 8000;
const RUNNER = 700;

interface Over {
  readonly text: string;
  /** Seconds. */
  readonly from: number;
  readonly to: number;
}

const CALLERS = ['OK2BFN', 'UA9CDC', 'F6ABC', 'SM5TZK', 'DL7QRP'] as const;

/** A contest's run: one station calls, others answer it one after another, each so many Hz beside it. */
function contest(beside: readonly number[], snr: { readonly runner: number; readonly callers: number }) {
  const random = seeded(31);
  const samples = whiteNoise(24 * beside.length, SIGMA, random);
  const overs: Over[] = [];
  let start = 2;
  const say = (text: string, hertz: number, decibels: number, wpm: number) => {
    const keyed = keying(text, { wpm, start });
    addKeyed(samples, keyed, { frequency: hertz, amplitude: amplitudeFor(decibels, SIGMA) });
    const to = keyed.at(-1)?.[1] ?? start;
    overs.push({ text, from: start, to });
    start = to + 0.25 + 0.5 * random();
  };
  for (const [i, apart] of beside.entries()) {
    const call = CALLERS[i] ?? '';
    say(i === 0 ? 'CQ TEST K1ABC K1ABC' : 'TU K1ABC', RUNNER, snr.runner, 30);
    say(call, RUNNER + apart, snr.callers, 28);
    say(`${call} 5NN 001`, RUNNER, snr.runner, 30);
    say('TU 5NN 123', RUNNER + apart, snr.callers, 28);
  }
  return { samples: samples.subarray(0, Math.ceil((start + 2) * RATE)), overs };
}

/** The part of what was sent that no channel has read in its time, and what each has. */
function errorsOf(overs: readonly Over[], bench: ReceiverBench): { part: number; told: string } {
  const channels = [...bench.channels.values()].filter(({ open }) => open);
  const read = ({ from, to }: Over) =>
    channels.map(({ characters }) =>
      characters
        .filter(({ start }) => start > from - 0.3 && start < to + 0.1)
        .map(({ text }) => text)
        .join('')
        .trim(),
    );
  const wrong = overs.map((over) => {
    const rates = read(over).map((text) => errorRate(text, over.text).withoutBlanks);
    return Math.min(...rates) * over.text.length;
  });
  const length = overs.reduce((sum, { text }) => sum + text.length, 0);
  const told = overs.map((over) => `${over.text}: ${read(over).join(' | ')}`).join('\n');
  return { part: wrong.reduce((sum, one) => sum + one, 0) / length, told };
}

describe('who answers beside the frequency', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  const [weaker, stronger] = [
    { runner: 20, callers: 14 },
    { runner: 13, callers: 18 },
  ];
  for (const [apart, snr] of [
    [-32, weaker],
    [-27, stronger],
    [15, weaker],
    [23, stronger],
    [26, weaker],
    [34, stronger],
  ] as const) {
    test(`${apart} Hz away is read, and so is the station that was called`, async () => {
      const { samples, overs } = contest([apart, apart, apart], snr);
      const bench = new ReceiverBench(model);
      await bench.push(samples);
      await bench.end();
      const { part, told } = errorsOf(overs, bench);
      const channels = [...bench.channels.values()];
      assert.ok(part < 0.04, `${part.toFixed(3)}\n${told}`);
      assert.ok(channels.length <= 2, `${channels.length} channels`);
    });
  }

  test('callers whose channel meets the runner’s, because one of them is nearly on his frequency, have all that they have sent', async () => {
    const { samples, overs } = contest([38, 24, 26, 9, 30], { runner: 16, callers: 14 });
    const bench = new ReceiverBench(model);
    await bench.push(samples);
    await bench.end();
    const { part, told } = errorsOf(overs, bench);
    assert.ok(part < 0.04, `${part.toFixed(3)}\n${told}`);
  });

  test('a partner 30 Hz away and 18 dB weaker is read as well', async () => {
    const call = 'SM2ABC DE OH8XYZ UR RST 569 569 = QTH OULU OULU <KN>';
    const answer = 'OH8XYZ DE SM2ABC R FB ARI = UR 559 559 = OP LARS LARS = PSE QSL 73 <SK>';
    const samples = whiteNoise(72, SIGMA, seeded(33));
    const first = keying(call, { wpm: 22, start: 2 });
    const second = keying(answer, { wpm: 22, start: (first.at(-1)?.[1] ?? 0) + 1.5 });
    addKeyed(samples, first, { frequency: RUNNER, amplitude: amplitudeFor(15, SIGMA) });
    addKeyed(samples, second, { frequency: RUNNER + 30, amplitude: amplitudeFor(-3, SIGMA) });
    const bench = new ReceiverBench(model);
    await bench.push(samples);
    await bench.end();
    assert.equal(bench.channels.size, 2);
    assert.ok(errorRate(bench.text(RUNNER), call).withoutBlanks < 0.05, bench.text(RUNNER));
    assert.ok(errorRate(bench.text(RUNNER + 30), answer).withoutBlanks < 0.1, bench.text(RUNNER + 30));
  });

  test('a channel that is kept 30 Hz beside a station is silent, and one 22 Hz beside it reads it', async () => {
    const text = 'CQ CQ DE OE1XYZ OE1XYZ OE1XYZ PSE K CQ CQ DE OE1XYZ OE1XYZ K';
    for (const apart of [22, 30]) {
      const samples = whiteNoise(40, SIGMA, seeded(32));
      const keyed = keying(text, { wpm: 22, start: 2 });
      addKeyed(samples, keyed, { frequency: RUNNER, amplitude: amplitudeFor(15, SIGMA) });
      const bench = new ReceiverBench(model);
      bench.receiver.request({ type: 'open', frequency: RUNNER + apart });
      await bench.push(samples);
      await bench.end();
      assert.ok(errorRate(bench.text(RUNNER), text).withoutBlanks < 0.05, bench.text(RUNNER));
      const kept = [...bench.channels.values()].find(({ info }) => info.role === 'pinned');
      const read = (kept?.characters ?? []).filter(({ code }) => code !== '').length;
      // Until the station has proved to be one, nobody knows whose it is.
      if (apart > 25) assert.ok(read <= 3, `${read} letters`);
      else assert.ok(read > 40, `${read} letters`);
    }
  });
});
