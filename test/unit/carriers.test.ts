import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { DEFAULT_NOISE, synthesizeBand } from '../../demo/simulator/band.js';
import { root } from '../../scripts/lib/root.mjs';
import { decodeSamples, type ModelFiles } from '../../src/node.js';
import { errorRate } from '../support/cer.js';

const RATE = 8000;
const TEXT = 'CQ CQ DE OZ4KFM OZ4KFM TNX FER CALL = UR RST 579 579 NAME JENS';
const [FREQUENCY, SNR] = [700, 10];
const MARK = DEFAULT_NOISE * Math.SQRT2 * 10 ** (SNR / 20);

/** Lines at distances in Hz from the signal, so many dB over its mark. */
function beside(lines: readonly (readonly [offset: number, decibels: number])[], seed: number): Float32Array {
  const station = { frequency: FREQUENCY, wpm: 20, snr: SNR, start: 3, text: TEXT };
  const samples = synthesizeBand({ stations: [station], seconds: 50, sampleRate: RATE, seed });
  lines.forEach(([offset, decibels], i) => {
    const amplitude = MARK * 10 ** (decibels / 20);
    for (let n = 0; n < samples.length; n++) {
      samples[n] =
        (samples[n] as number) + amplitude * Math.sin((2 * Math.PI * (FREQUENCY + offset) * n) / RATE + 1.7 * i);
    }
  });
  return samples;
}

describe('a signal beside steady lines, as it is heard and as it settles', { timeout: 500_000 }, () => {
  let model: ModelFiles;
  let accurate: ModelFiles;
  before(async () => {
    const read = async (name: string): Promise<ModelFiles> => {
      const contract = JSON.parse(await readFile(join(root, 'models', `${name}.json`), 'utf8'));
      return { contract, bytes: await readFile(join(root, 'models', contract.file)) };
    };
    [model, accurate] = await Promise.all([read('morse-live'), read('morse-accurate')]);
  });

  const buzz = [-325, -275, -225, -175, -125, -75, -25, 25, 75, 125, 175, 225, 275, 325].map(
    (offset, i) => [offset, -2 - (i % 4) * 2] as const,
  );
  // The last figure is how much of the settled text may be wrong: at 10 Hz the accurate model still hides a letter or two.
  const kinds = [
    ['a carrier at 10 Hz, 12 dB under the mark', [[10, -12]], 0.08],
    ['a carrier at 12 Hz, as strong', [[12, 0]], 0.04],
    ['a carrier at 12 Hz, 10 dB over it', [[-12, 10]], 0.04],
    ['a carrier at 15 Hz, 6 dB under it', [[-15, -6]], 0.04],
    ['a carrier at 22 Hz, as strong', [[22, 0]], 0.04],
    ['a carrier at 30 Hz, 10 dB over it', [[-30, 10]], 0.04],
    ['mains buzz, the signal midway between two lines', buzz, 0.04],
  ] as const;
  kinds.forEach(([name, lines, highest], i) => {
    test(name, async () => {
      const samples = beside(lines, 41 + i);
      for (const models of [{ model }, { model, accurate }]) {
        const { channels } = await decodeSamples(samples, RATE, { ...models, frequency: FREQUENCY });
        const text = channels[0]?.text ?? '';
        assert.ok(
          errorRate(text, TEXT).withoutBlanks <= highest,
          `${'accurate' in models ? 'settled' : 'live'}: ${text}`,
        );
      }
    });
    test(`${name}: found by itself, and nothing else`, async () => {
      const { channels } = await decodeSamples(beside(lines, 51 + i), RATE, { model });
      assert.equal(channels.length, 1, channels.map(({ frequency, text }) => `${frequency} Hz: ${text}`).join('; '));
      const [{ text, frequency }] = channels as [(typeof channels)[number]];
      assert.ok(Math.abs(frequency - FREQUENCY) < 10, `${frequency} Hz`);
      assert.ok(errorRate(text, TEXT).withoutBlanks <= 0.08, text);
    });
  });
});
