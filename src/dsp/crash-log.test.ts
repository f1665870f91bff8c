import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { receiverFilter } from '../../demo/simulator/filter.js';
import { hear } from '../../test/support/hearing.js';
import {
  addCrash,
  addKeyed,
  amplitudeFor,
  keying,
  type Random,
  randomText,
  seeded,
  whiteNoise,
} from '../../test/support/signals.js';
import { AudioHistory } from './audio-history.js';
import { type Crash, CrashLog } from './crash-log.js';
import { BINS } from './frame.js';

const SECONDS = 12;
const SIGMA = 0.01;

function logOf(samples: Float32Array): CrashLog {
  const history = new AudioHistory(SECONDS + 1);
  history.append(samples);
  return hear(history).crashes;
}

/** Stations every 160 Hz, 6 to 18 dB strong. */
function crowd(random: Random): Float32Array {
  const samples = whiteNoise(SECONDS, SIGMA, random);
  for (let frequency = 320; frequency < 3300; frequency += 160) {
    const wpm = 12 + 24 * random();
    const marks = keying(randomText(SECONDS, wpm, random), { wpm });
    addKeyed(samples, marks, { frequency, amplitude: amplitudeFor(6 + 12 * random(), SIGMA) });
  }
  return samples;
}

describe('the log of static crashes', () => {
  test('has those of 10 dB and more, when they were, and little else', () => {
    const random = seeded(1);
    const samples = whiteNoise(SECONDS, SIGMA, random);
    const sent = [2, 3.5, 5, 6.5, 8, 10].map((at, i) => ({ start: at, end: at + 0.03 + 0.02 * i, dB: 10 + 4 * i }));
    for (const { start, end, dB } of sent) addCrash(samples, start, end, SIGMA * 10 ** (dB / 20), random);
    const found = logOf(samples).between(0, SECONDS);
    for (const { start, end, dB } of sent) {
      const near = found.filter((crash) => crash.end > start - 0.05 && crash.start < end + 0.05);
      const covered = near.reduce((sum, crash) => sum + Math.min(end, crash.end) - Math.max(start, crash.start), 0);
      assert.ok(covered > 0.7 * (end - start), `${dB} dB, ${covered} s of ${end - start}`);
    }
    const stray = found.filter(
      ({ start, end }) => !sent.some((crash) => crash.end > start - 0.03 && crash.start < end + 0.03),
    );
    assert.deepEqual(stray, []);
  });

  test('has them in a band full of stations too, and not the stations', () => {
    const random = seeded(2);
    const samples = crowd(random);
    addCrash(samples, 6, 6.1, SIGMA * 10, random);
    const found = logOf(samples).between(0, SECONDS);
    const inside = found.filter(({ start, end }) => end > 6 && start < 6.1);
    const lengthOf = (crashes: readonly Crash[]) => crashes.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(lengthOf(inside) > 0.07, `${lengthOf(inside)} s of 0.1`);
    const stray = lengthOf(found) - lengthOf(inside);
    assert.ok(stray < 0.04 * SECONDS, `${stray} s`);
  });

  test('has them behind a narrow receiver filter too', () => {
    const random = seeded(3);
    const samples = whiteNoise(SECONDS, SIGMA, random);
    const sent = [3, 5, 7, 9].map((start) => ({ start, end: start + 0.1 }));
    for (const { start, end } of sent) addCrash(samples, start, end, SIGMA * 10, random);
    for (const section of receiverFilter(500, 900, 8000)) section.process(samples);
    // What a sound card adds, 30 dB below what the filter lets through.
    whiteNoise(SECONDS, SIGMA / 30, random).forEach((value, n) => {
      samples[n] = (samples[n] as number) + value;
    });
    const found = logOf(samples).between(1, SECONDS);
    for (const { start, end } of sent)
      assert.ok(
        found.some((crash) => crash.start < end && crash.end > start),
        `${start}`,
      );
    const stray = found.filter(
      ({ start, end }) => !sent.some((crash) => end > crash.start - 0.05 && start < crash.end + 0.05),
    );
    assert.ok(stray.length <= 3, JSON.stringify(stray));
  });

  test('has nothing of digital silence', () => {
    assert.deepEqual(logOf(new Float32Array(SECONDS * 8000)).between(0, SECONDS), []);
  });

  test('forgets what no history holds any more', () => {
    const crashes = new CrashLog();
    const loud = new Float32Array(BINS);
    const noise = { logAt: () => -10 };
    // A crash of 80 ms every 4 s, for half an hour.
    for (let k = 0; k < 1800 * 125; k++) if (k % 500 < 10) crashes.push(k, loud, noise);
    assert.equal(crashes.between(0, 500).length, 0);
    const held = crashes.between(1200, 1800);
    assert.equal(held.length, 150);
    for (const { start, end } of held) assert.ok(Math.abs(end - start - 0.08) < 1e-9, `${end - start}`);
  });
});
