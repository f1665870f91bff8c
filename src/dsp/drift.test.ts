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
import { DriftTracker } from './drift.js';
import { BINS, frameTime, HOP, WINDOW } from './frame.js';
import { SnrMeter } from './snr-meter.js';
import { Spectrogram } from './spectrogram.js';

const SIGMA = 0.01;

const frames = (samples: Float32Array, visit: (k: number, long: Float32Array) => void): void => {
  const spectrogram = new Spectrogram();
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  for (let k = 0; k * HOP + WINDOW <= samples.length; k++) {
    spectrogram.frame(samples, k * HOP, long, short);
    visit(k, long);
  }
};

const keyDown = (marks: readonly Mark[], k: number): number => {
  const time = frameTime(k);
  return marks.some((mark) => time >= mark[0] && time <= mark[1]) ? 0.95 : 0.02;
};

test('a drift of 1.5 Hz/s is followed through pauses, beside a stronger neighbour 60 Hz away', () => {
  const random = seeded(1);
  const samples = whiteNoise(30, SIGMA, random);
  const marks = keying(randomText(30, 20, random), { wpm: 20 }).filter((m) => m[0] < 12 || m[0] > 14);
  const frequency = (t: number): number => 700 + 1.5 * (t < 20 ? t : 20);
  addKeyed(samples, marks, { frequency, amplitude: amplitudeFor(0, SIGMA) });
  addKeyed(samples, keying(randomText(30, 27, random), { wpm: 27 }), {
    frequency: (t) => frequency(t) + 60,
    amplitude: amplitudeFor(15, SIGMA),
  });
  const tracker = new DriftTracker(700);
  let worst = 0;
  frames(samples, (k, long) => {
    const error = Math.abs(tracker.update(long, keyDown(marks, k)) - frequency(frameTime(k)));
    if (frameTime(k) > 2) worst = Math.max(worst, error);
  });
  assert.ok(worst < 6, `off by ${worst} Hz`);
  assert.ok(Math.abs(tracker.frequency - 730) < 2, `${tracker.frequency} Hz at the end`);
});

test('noise and a tuning error: it moves to a signal 15 Hz off and stays where it is without one', () => {
  const random = seeded(2);
  const samples = whiteNoise(10, SIGMA, random);
  const tracker = new DriftTracker(700);
  frames(samples, (_, long) => tracker.update(long, 0.2));
  assert.equal(tracker.frequency, 700);
  const marks = keying(randomText(10, 20, random), { wpm: 20 });
  addKeyed(samples, marks, { frequency: 715, amplitude: amplitudeFor(0, SIGMA) });
  frames(samples, (k, long) => tracker.update(long, keyDown(marks, k)));
  assert.ok(Math.abs(tracker.frequency - 715) < 1.5, String(tracker.frequency));
});

for (const [apart, over] of [
  [15, 0],
  [22, 0],
  [22, 10],
  [-22, 10],
] as const) {
  test(`a steady carrier ${apart} Hz away, ${over} dB over the mark, does not draw it away`, () => {
    const random = seeded(5);
    const samples = whiteNoise(30, SIGMA, random);
    const marks = keying(randomText(30, 20, random), { wpm: 20 });
    addKeyed(samples, marks, { frequency: 703, amplitude: amplitudeFor(10, SIGMA) });
    addKeyed(samples, [[0, 30]], { frequency: 703 + apart, amplitude: amplitudeFor(10 + over, SIGMA) });
    const tracker = new DriftTracker(703);
    let worst = 0;
    frames(samples, (k, long) => {
      worst = Math.max(worst, Math.abs(tracker.update(long, keyDown(marks, k)) - 703));
    });
    assert.ok(worst < 5, `off by ${worst} Hz`);
  });
}

test('a caller 22 Hz away who takes over after a pause is somebody else, and the signal is where it was when it comes back', () => {
  const random = seeded(7);
  const samples = whiteNoise(30, SIGMA, random);
  const sent = keying(randomText(30, 25, random), { wpm: 25 });
  const own = sent.filter((mark) => mark[1] < 10 || mark[0] > 24);
  const others = sent.filter((mark) => mark[0] > 13 && mark[1] < 21);
  addKeyed(samples, own, { frequency: 700, amplitude: amplitudeFor(15, SIGMA) });
  addKeyed(samples, others, { frequency: 722, amplitude: amplitudeFor(15, SIGMA) });
  const tracker = new DriftTracker(700, true);
  let worst = 0;
  let theirs = 0;
  let mistaken = 0;
  frames(samples, (k, long) => {
    worst = Math.max(worst, Math.abs(tracker.update(long, keyDown([...own, ...others], k)) - 700));
    if (!tracker.elsewhere) return;
    if (frameTime(k) > 12 && frameTime(k) < 22) theirs++;
    else mistaken++;
  });
  assert.ok(worst < 6, `off by ${worst} Hz`);
  assert.ok(theirs > 200, `${theirs} frames of the other one are known to be his`);
  assert.ok(mistaken < 10, `${mistaken} frames of its own are taken for the other one's`);
});

test('alone, a signal that moves by 40 Hz in a second, as under Doppler, is followed', () => {
  const random = seeded(8);
  const samples = whiteNoise(12, SIGMA, random);
  const marks = keying(randomText(12, 20, random), { wpm: 20 });
  const frequency = (t: number): number => 900 - 40 * Math.min(1, Math.max(0, t - 6));
  addKeyed(samples, marks, { frequency, amplitude: amplitudeFor(15, SIGMA) });
  const tracker = new DriftTracker(900, true);
  tracker.alone = true;
  frames(samples, (k, long) => tracker.update(long, keyDown(marks, k)));
  assert.ok(Math.abs(tracker.frequency - 860) < 3, `${tracker.frequency} Hz at the end`);
});

test('the SNR is the one that the signal was made with, at every speed and level', () => {
  for (const wpm of [8, 20, 35]) {
    for (const snr of [-6, 0, 10, 30]) {
      const random = seeded(3);
      const samples = whiteNoise(20, SIGMA, random);
      const marks = keying(randomText(20, wpm, random), { wpm });
      addKeyed(samples, marks, { frequency: 703, amplitude: amplitudeFor(snr, SIGMA) });
      const meter = new SnrMeter();
      assert.equal(meter.snr, null);
      frames(samples, (k, long) => meter.update(long, 90, keyDown(marks, k), SIGMA * SIGMA));
      const measured = meter.snr ?? Number.NaN;
      assert.ok(Math.abs(measured - snr) < 1.5, `${wpm} WPM, ${snr} dB: ${measured} dB`);
    }
  }
});

test('what the floor counts as noise because of key clicks does not lower the SNR', () => {
  const random = seeded(4);
  const samples = whiteNoise(20, SIGMA, random);
  const marks = keying(randomText(20, 20, random), { wpm: 20 });
  addKeyed(samples, marks, { frequency: 703, amplitude: amplitudeFor(20, SIGMA) });
  const meter = new SnrMeter();
  frames(samples, (k, long) => meter.update(long, 90, keyDown(marks, k), 10 * SIGMA * SIGMA));
  assert.ok(Math.abs((meter.snr ?? Number.NaN) - 20) < 1.5, String(meter.snr));
});
