import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addKeyed,
  amplitudeFor,
  keying,
  type Mark,
  randomText,
  seeded,
  whiteNoise,
} from '../../test/support/signals.js';
import { BIN_HZ, BINS, frameTime, HOP, WINDOW } from './frame.js';
import { NoiseFloor } from './noise-floor.js';
import { SnrMeter } from './snr-meter.js';
import { Spectrogram } from './spectrogram.js';

const SIGMA = 0.002;
const SECONDS = 20;

interface Sent {
  readonly frequency: number;
  readonly snr: number;
  readonly wpm: number;
}

/** What is measured of the first of these stations by one who knows when its key is down. */
function measured(stations: readonly Sent[], seed: number): number {
  const random = seeded(seed);
  const samples = whiteNoise(SECONDS, SIGMA, random);
  const keyed = stations.map(({ frequency, snr, wpm }) => {
    const marks = keying(randomText(SECONDS, wpm, random), { wpm, start: 1 });
    addKeyed(samples, marks, { frequency, amplitude: amplitudeFor(snr, SIGMA) });
    return marks;
  });
  const [marks, bin] = [keyed[0] as Mark[], (stations[0]?.frequency ?? 0) / BIN_HZ];
  const [spectrogram, floor, meter] = [new Spectrogram(), new NoiseFloor(), new SnrMeter()];
  const [long, short] = [new Float32Array(BINS), new Float32Array(BINS)];
  for (let k = 0; k * HOP + WINDOW <= samples.length; k++) {
    spectrogram.frame(samples, k * HOP, long, short);
    floor.update(long);
    const time = frameTime(k);
    meter.update(long, bin, marks.some(([start, end]) => time >= start && time < end) ? 1 : 0, floor.at(bin));
  }
  return meter.snr ?? Number.NaN;
}

test('SNR is the one that was sent, from weak to strong and from slow to fast, within 2 dB', () => {
  for (const snr of [-10, 0, 20, 40]) {
    for (const wpm of [12, 35]) {
      const shown = measured([{ frequency: 703, snr, wpm }], snr + 50);
      assert.ok(Math.abs(shown - snr) < 2, `${snr} dB at ${wpm} WPM: ${shown}`);
    }
  }
});

test('beside neighbours 20 dB stronger, whose clicks fall into its pauses, it is so within 3 dB', () => {
  const neighbours = [520, 840].map((frequency, i) => ({ frequency, snr: 35, wpm: 18 + 7 * i }));
  for (const seed of [1, 2, 3]) {
    const shown = measured([{ frequency: 680, snr: 15, wpm: 20 }, ...neighbours], seed);
    assert.ok(Math.abs(shown - 15) < 3, `${shown}`);
  }
});
