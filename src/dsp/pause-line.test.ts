import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addKeyed, amplitudeFor, type Mark, seeded, whiteNoise } from '../../test/support/signals.js';
import { BIN_HZ, BINS, HOP, WINDOW } from './frame.js';
import { type Line, PauseLine } from './pause-line.js';
import { Spectrogram } from './spectrogram.js';

const SIGMA = 0.002;
const BIN = 90;
const ALWAYS: readonly Mark[] = [[0, 8]];

/** What 8 s of noise hold, with tones at so many Hz from the channel's bin, each on from one time to another. */
function lineOf(tones: readonly { away: number; snr: number; on?: readonly Mark[] }[], seed: number): Line | null {
  const samples = whiteNoise(8, SIGMA, seeded(seed));
  for (const { away, snr, on = ALWAYS } of tones) {
    addKeyed(samples, on, { frequency: BIN * BIN_HZ + away, amplitude: amplitudeFor(snr, SIGMA) });
  }
  const [spectrogram, line] = [new Spectrogram(), new PauseLine()];
  const [long, short] = [new Float32Array(BINS), new Float32Array(BINS)];
  for (let k = 0; k * HOP + WINDOW <= samples.length; k++) {
    spectrogram.frame(samples, k * HOP, long, short);
    line.pause(long, BIN);
  }
  return line.line;
}

const decibels = (power: number): number => 10 * Math.log10(power);

test('a carrier is a line: its power in the three bins, and the noise beside it', () => {
  for (const away of [-22, -10, 0, 12, 25]) {
    const snr = 15;
    const line = lineOf([{ away, snr }], 70 + away);
    assert.ok(line, `${away} Hz`);
    assert.ok(Math.abs(decibels(line.beside) - decibels(SIGMA ** 2)) < 1.5, `${away} Hz: ${decibels(line.beside)}`);
    // Half of the amplitude's square, times the window's 384, in its own bin.
    const own = decibels((amplitudeFor(snr, SIGMA) ** 2 / 4) * 512);
    if (away === 0) assert.ok(Math.abs(decibels(line.powers[1]) - own) < 0.5, `${decibels(line.powers[1])} for ${own}`);
    assert.ok(away === 0 || line.powers[1] < 10 ** (own / 10), `${away} Hz`);
  }
});

test('noise alone, and what a filter of 100 Hz lets through, is none', () => {
  assert.equal(lineOf([], 81), null);
  const comb = Array.from({ length: 41 }, (_, i) => ({ away: -50 + 2.5 * i + 0.3 * Math.sin(9 * i), snr: 2 }));
  assert.equal(lineOf(comb, 82), null);
});

test('less than 0.8 s of pauses tell nothing', () => {
  const line = new PauseLine();
  const long = new Float32Array(BINS);
  for (let k = 0; k < 100; k++) {
    line.pause(
      long.map((_, bin) => (bin === BIN ? 10 : 0)),
      BIN,
    );
  }
  assert.equal(line.line, null);
});
