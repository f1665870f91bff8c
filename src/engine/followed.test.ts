import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel } from '../../test/support/local-model.js';
import { chirping, jumping, type Moving, moving, wandering } from '../../test/support/moving.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';
import type { ReceiverOptions } from './types.js';

const SIGMA = 0.01;

describe('a channel that follows', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  async function hear(samples: Float32Array, options: Partial<ReceiverOptions>) {
    const bench = new ReceiverBench(model, options);
    await bench.push(samples);
    await bench.end();
    return [...bench.channels.values()].map(({ info, characters }) => ({
      frequency: info.frequency,
      text: characters
        .map(({ text }) => text)
        .join('')
        .trim(),
    }));
  }
  const wrong = (read: string | undefined, { text }: Moving) => errorRate(read ?? '', text).withoutBlanks;

  test('a signal that jumps by 100 Hz between its words: tuned, and found as one station', async () => {
    const signal = moving({ seconds: 26, snr: 10, seed: 6, frequency: jumping(900, 100, 8, 0.3) });
    const tuned = await hear(signal.samples, { frequency: 900, channels: 0 });
    assert.ok(wrong(tuned[0]?.text, signal) <= 0.05, `${tuned[0]?.text} for ${signal.text}`);
    const found = await hear(signal.samples, {});
    assert.equal(found.length, 1, found.map(({ frequency, text }) => `${frequency} ${text}`).join('\n'));
    assert.ok(wrong(found[0]?.text, signal) <= 0.05, `${found[0]?.text} for ${signal.text}`);
  });

  test('a signal that slides by 45 Hz within its marks and falls back in its pauses: tuned, and found as one station', async () => {
    const signal = moving({ seconds: 32, snr: 12, seed: 13, wpm: 17, frequency: wandering(850, 45) });
    const tuned = await hear(signal.samples, { frequency: 850, channels: 0 });
    assert.ok(wrong(tuned[0]?.text, signal) <= 0.1, `${tuned[0]?.text} for ${signal.text}`);
    const found = await hear(signal.samples, {});
    assert.equal(found.length, 1, found.map(({ frequency, text }) => `${frequency} ${text}`).join('\n'));
    assert.ok(wrong(found[0]?.text, signal) <= 0.1, `${found[0]?.text} for ${signal.text}`);
  });

  for (const [hertz, wpm] of [
    [-40, 18],
    [40, 26],
  ] as const) {
    test(`a transmitter that chirps by ${hertz} Hz at ${wpm} WPM: tuned, and found as one station`, async () => {
      const signal = moving({ seconds: 26, snr: 12, seed: 16, wpm, frequency: chirping(800, hertz) });
      const tuned = await hear(signal.samples, { frequency: 800, channels: 0 });
      assert.ok(wrong(tuned[0]?.text, signal) <= 0.05, `${tuned[0]?.text} for ${signal.text}`);
      const found = await hear(signal.samples, {});
      assert.equal(found.length, 1, found.map(({ frequency, text }) => `${frequency} ${text}`).join('\n'));
      assert.ok(wrong(found[0]?.text, signal) <= 0.05, `${found[0]?.text} for ${signal.text}`);
    });
  }

  test('two that send at the same time, 45 Hz apart, as strong as each other, are no signal that slides', async () => {
    const [one, other] = ['CQ CQ DE OE1XYZ OE1XYZ CQ DE OE1XYZ K', 'TEST DE SM5QQ SM5QQ TEST DE SM5QQ TEST'];
    const samples = whiteNoise(24, SIGMA, seeded(14));
    addKeyed(samples, keying(one, { wpm: 22, start: 1 }), { frequency: 800, amplitude: amplitudeFor(12, SIGMA) });
    addKeyed(samples, keying(other, { wpm: 24, start: 1.3 }), { frequency: 845, amplitude: amplitudeFor(12, SIGMA) });
    const found = await hear(samples, {});
    for (const [text, at] of [
      [one, 800],
      [other, 845],
    ] as const) {
      const channel = found.find(({ frequency }) => Math.abs(frequency - at) < 6);
      assert.ok(errorRate(channel?.text ?? '', text).withoutBlanks <= 0.1, `${at} Hz: ${channel?.text}`);
    }
    assert.equal(found.length, 2);
  });

  test('one that does not follow stays where it was put', async () => {
    const signal = moving({ seconds: 14, snr: 10, seed: 7, frequency: jumping(900, 60, 6, 0.3) });
    const [channel] = await hear(signal.samples, { frequency: 900, channels: 0, follow: false });
    assert.equal(channel?.frequency, 900);
  });

  /** One station after another, each with its speed (WPM), frequency (Hz) and SNR (dB), and the pause before it (s). */
  function turns(sent: readonly { text: string; wpm: number; at: number; snr: number; after: number }[]) {
    let start = 1;
    const marks = sent.map(({ text, wpm, after }) => {
      const keyed = keying(text, { wpm, start: start + after });
      start = keyed.at(-1)?.[1] ?? start;
      return keyed;
    });
    const samples = whiteNoise(start + 2, SIGMA, seeded(8));
    sent.forEach(({ at, snr }, i) => {
      addKeyed(samples, marks[i] ?? [], { frequency: at, amplitude: amplitudeFor(snr, SIGMA) });
    });
    return samples;
  }

  test('whoever answers 70 Hz away is another station, and so is a neighbour who begins within the over', async () => {
    const [call, answer, goes] = ['CQ DE OE1XYZ OE1XYZ K', 'OE1XYZ DE G4ABC K', 'G4ABC UR 599 NAME TOM'];
    const station = { wpm: 25, at: 700, snr: 10, after: 0.4 };
    const samples = turns([
      { ...station, text: call },
      { ...station, text: answer, at: 770 },
      { ...station, text: goes },
    ]);
    addKeyed(samples, keying('TEST DE SM5QQ SM5QQ', { wpm: 25, start: 4.1 }), {
      frequency: 610,
      amplitude: amplitudeFor(10, SIGMA),
    });
    const [channel] = await hear(samples, { frequency: 700, channels: 0 });
    assert.ok(Math.abs((channel?.frequency ?? 0) - 700) < 5, `${channel?.frequency} Hz`);
    assert.ok(errorRate(channel?.text ?? '', `${call} ${goes}`).withoutBlanks < 0.05, channel?.text);
  });

  test('one that stops within its over is not left for another that begins 100 Hz away: slower, or heard before', async () => {
    const own = { wpm: 25, at: 700, snr: 10, after: 0.3 };
    const other = { ...own, at: 800 };
    const [first, second] = ['TEST OE1XYZ', 'OE1XYZ 5NN 14'];
    for (const heard of [
      [
        { ...own, text: first },
        { ...other, wpm: 20, snr: 8, text: 'DL5YYM TU' },
      ],
      [
        { ...other, text: 'DL5YYM' },
        { ...own, after: 4, text: first },
        { ...other, text: 'DL5YYM TU' },
      ],
    ]) {
      const samples = turns([...heard, { ...own, text: second }]);
      const [tuned] = await hear(samples, { frequency: 700, channels: 0 });
      assert.ok(Math.abs((tuned?.frequency ?? 0) - 700) < 5, `${tuned?.frequency} Hz`);
      assert.ok(errorRate(tuned?.text ?? '', `${first} ${second}`).withoutBlanks < 0.05, tuned?.text);
    }
  });

  test('one that was taken for a jump, as nothing told them apart, is left again when the station itself goes on', async () => {
    const own = { wpm: 25, at: 700, snr: 10, after: 0.3 };
    const [first, theirs, second] = ['TEST OE1XYZ', 'DL5YYM TU', 'OE1XYZ 5NN 14'];
    const samples = turns([
      { ...own, text: first },
      { ...own, at: 800, text: theirs },
      { ...own, after: 3, text: second },
    ]);
    const [channel] = await hear(samples, { frequency: 700, channels: 0 });
    assert.ok(Math.abs((channel?.frequency ?? 0) - 700) < 5, `${channel?.frequency} Hz`);
    assert.match(channel?.text ?? '', /^TEST OE1XYZ .*OE1XYZ 5NN 14$/);
  });
});
