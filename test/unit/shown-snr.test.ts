import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/lib/root.mjs';
import { decodeSamples } from '../../src/node.js';
import { localModel } from '../support/local-model.js';
import { ReceiverBench } from '../support/receiver-bench.js';
import { gainControl, passBand, resonance } from '../support/receiver-chain.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../support/signals.js';

const TEXT = 'CQ DE OE1ABC K';
const FREQUENCY = 700;
const MARKS = keying(TEXT, { wpm: 25, start: 1 });
const SECONDS = (MARKS.at(-1)?.[1] ?? 0) + 2;

const live = async () => {
  const contract = JSON.parse(await readFile(join(root, 'models/morse-live.json'), 'utf8'));
  return { contract, bytes: await readFile(join(root, 'models', contract.file)) };
};

test('behind digital silence an SNR of 60 dB is shown, and behind noise its own', { timeout: 60_000 }, async () => {
  const model = await live();
  const snrOf = async (samples: Float32Array, amplitude: number) => {
    addKeyed(samples, MARKS, { frequency: FREQUENCY, amplitude });
    const { channels } = await decodeSamples(samples, 8000, { model, frequency: FREQUENCY });
    assert.equal(channels[0]?.text, TEXT);
    return channels[0]?.snr ?? Number.NaN;
  };
  assert.equal(await snrOf(new Float32Array(SECONDS * 8000), 0.3), 60);
  const sigma = 0.002;
  for (const snr of [10, 30]) {
    const shown = await snrOf(whiteNoise(SECONDS, sigma, seeded(snr)), amplitudeFor(snr, sigma));
    assert.ok(Math.abs(shown - snr) < 2, `${snr}: ${shown}`);
  }
});

test('a recording that is cut off while its station sends has the SNR of its noise', { timeout: 60_000 }, async () => {
  const model = await live();
  const sigma = 0.002;
  for (const [snr, spare] of [
    [10, 0],
    [10, -0.2],
    [20, -0.5],
  ] as const) {
    const samples = whiteNoise((MARKS.at(-1)?.[1] ?? 0) + spare, sigma, seeded(snr));
    addKeyed(samples, MARKS, { frequency: FREQUENCY, amplitude: amplitudeFor(snr, sigma) });
    const { channels } = await decodeSamples(samples, 8000, { model, frequency: FREQUENCY });
    assert.ok(Math.abs((channels[0]?.snr ?? Number.NaN) - snr) < 2, `${snr}, ${spare}: ${channels[0]?.snr}`);
  }
});

test('so has every one of a band that is cut off, whose last second is read behind the end', {
  timeout: 60_000,
}, async () => {
  const model = await live();
  const sigma = 0.002;
  const snrs = [6, 12, 9, 15, 18, 10, 7, 13];
  const samples = whiteNoise(20, sigma, seeded(8));
  snrs.forEach((snr, i) => {
    const marks = keying('CQ CQ DE OE1ABC OE1ABC K CQ CQ DE OE1ABC OE1ABC K', { wpm: 19 + i, start: 0.5 + 0.3 * i });
    addKeyed(samples, marks, { frequency: 450 + 330 * i, amplitude: amplitudeFor(snr, sigma) });
  });
  const { channels } = await decodeSamples(samples, 8000, { model });
  for (const [i, snr] of snrs.entries()) {
    const shown = channels.find(({ frequency }) => Math.abs(frequency - (450 + 330 * i)) < 10)?.snr ?? Number.NaN;
    assert.ok(Math.abs(shown - snr) < 3, `${450 + 330 * i} Hz, ${snr}: ${shown}`);
  }
});

test('so has a station that is opened when the sound has stopped, with the ends of its text', {
  timeout: 60_000,
}, async () => {
  const model = await localModel();
  const sigma = 0.002;
  for (const snr of [10, 20]) {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 2500 });
    const samples = whiteNoise(SECONDS, sigma, seeded(snr));
    addKeyed(samples, MARKS, { frequency: FREQUENCY, amplitude: amplitudeFor(snr, sigma) });
    await bench.push(samples);
    await bench.ask({ type: 'end' }, 'drained');
    await bench.ask({ type: 'tune', frequency: FREQUENCY, past: true }, 'channel-opened');
    await bench.ask({ type: 'end' }, 'drained');
    bench.receiver.close();
    assert.equal(bench.text(FREQUENCY), TEXT);
    const shown =
      [...bench.channels.values()].find(({ info }) => Math.abs(info.frequency - FREQUENCY) < 10)?.info.snr ??
      Number.NaN;
    assert.ok(Math.abs(shown - snr) < 2, `${snr}: ${shown}`);
  }
});

test('behind narrow filters and gain control it is the SNR that was received', { timeout: 120_000 }, async () => {
  const model = await live();
  const sigma = 0.002;
  const text = 'CQ CQ DE OE1ABC OE1ABC = UR RST 579 NAME ANNA HW CPY? OE1ABC K';
  const slow = { decay: 2, hang: 0.5 };
  for (const [name, receiver, most] of [
    ['250 Hz', (sound) => passBand(sound, 575, 825), 2],
    ['150 Hz', (sound) => passBand(sound, 625, 775), 2],
    ['resonance of 50 Hz', (sound) => resonance(sound, FREQUENCY, 50), 2.5],
    ['250 Hz, slow gain control', (sound) => gainControl(passBand(sound, 575, 825), slow), 2],
    // In pauses such a one lifts the noise towards the signal, and lowers a strong signal against it.
    ['250 Hz, fast gain control', (sound) => gainControl(passBand(sound, 575, 825), { decay: 0.4, hang: 0 }), 5],
  ] as [string, (sound: Float32Array) => Float32Array, number][]) {
    for (const [snr, wpm] of [
      [0, 18],
      [20, 24],
      [40, 20],
    ] as const) {
      const marks = keying(text, { wpm, start: 1.5 });
      const samples = whiteNoise((marks.at(-1)?.[1] ?? 0) + 2, sigma, seeded(snr + wpm));
      addKeyed(samples, marks, { frequency: FREQUENCY, amplitude: amplitudeFor(snr, sigma) });
      const { channels } = await decodeSamples(receiver(samples), 8000, { model });
      const shown = channels.map((channel) => channel.snr ?? Number.NaN);
      assert.equal(shown.length, 1, `${name}, ${snr} dB: channels`);
      assert.ok(Math.abs((shown[0] as number) - snr) < most, `${name}, ${snr}: ${shown[0]}`);
    }
  }
});

test('of a recording far below full scale too it is that of the signal', { timeout: 60_000 }, async () => {
  const model = await live();
  const sigma = 0.002;
  const samples = whiteNoise(SECONDS, sigma, seeded(5));
  addKeyed(samples, MARKS, { frequency: FREQUENCY, amplitude: amplitudeFor(15, sigma) });
  for (const decibels of [-60, -120]) {
    const quiet = samples.map((value) => value * 10 ** (decibels / 20));
    const { channels } = await decodeSamples(quiet, 8000, { model });
    assert.deepEqual(
      channels.map(({ text }) => text),
      [TEXT],
    );
    assert.ok(Math.abs((channels[0]?.snr ?? Number.NaN) - 15) < 2, `${decibels} dB: ${channels[0]?.snr}`);
  }
});

test('beside a steady carrier it is that of the signal, not of what the carrier leaves in its pauses', {
  timeout: 60_000,
}, async () => {
  const model = await live();
  const sigma = 0.002;
  const text = 'CQ CQ DE OE1ABC OE1ABC = UR RST 579 579 IN GRAZ = NAME IS ERNA = WX IS COLD = HW? K';
  const marks = keying(text, { wpm: 22, start: 1 });
  const seconds = (marks.at(-1)?.[1] ?? 0) + 2;
  for (const [away, over] of [
    [12, 0],
    [-15, 6],
    [20, 6],
    [35, 10],
  ] as const) {
    for (const snr of [5, 10, 20]) {
      const samples = whiteNoise(seconds, sigma, seeded(90 + away + snr));
      addKeyed(samples, marks, { frequency: FREQUENCY, amplitude: amplitudeFor(snr, sigma) });
      addKeyed(samples, [[0, seconds]], { frequency: FREQUENCY + away, amplitude: amplitudeFor(snr + over, sigma) });
      const { channels } = await decodeSamples(samples, 8000, { model, frequency: FREQUENCY });
      const shown = channels[0]?.snr ?? Number.NaN;
      assert.ok(Math.abs(shown - snr) < 4, `${snr} dB, a carrier ${over} dB over it ${away} Hz away: ${shown}`);
    }
  }
});
