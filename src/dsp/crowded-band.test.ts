import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, near, SIGMA, station } from '../../test/support/found-signals.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';

test('callers of a pile-up, who send and pause together, are found within 3 s', () => {
  const calls = ['DL1ABC', 'OK2XYZ', 'SP5KLM', 'F6HJK', 'G4TUV', 'I2WER', 'LZ3QA', 'YO9FG', 'OZ1RT', 'SM7PO'];
  const late: string[] = [];
  for (let seed = 101; seed < 104; seed++) {
    const random = seeded(seed);
    const samples = whiteNoise(14, SIGMA, random);
    const callers = calls.map((call, i) => {
      const frequency = 500 + 90 * i + 20 * random();
      const start = 9 + 1.2 * random();
      const amplitude = amplitudeFor(3 + 15 * random(), SIGMA);
      const marks = keying(`${call} ${call}`, { wpm: 20 + 16 * random(), start });
      addKeyed(samples, marks, { frequency, amplitude });
      return { call, frequency, start, found: Number.POSITIVE_INFINITY };
    });
    find(samples, (time, candidates) => {
      for (const caller of callers) if (near(candidates, caller.frequency)) caller.found = Math.min(caller.found, time);
    });
    late.push(...callers.filter(({ start, found }) => found > start + 3.5).map(({ call }) => `${call} of ${seed}`));
  }
  assert.ok(late.length <= 1, `late: ${late.join()}`);
});

/** When the finder first had each frequency, s. */
const foundAt = (samples: Float32Array, frequencies: readonly number[]): number[] => {
  const found = frequencies.map(() => Number.POSITIVE_INFINITY);
  find(samples, (time, candidates) => {
    frequencies.forEach((frequency, i) => {
      if (near(candidates, frequency)) found[i] = Math.min(found[i] as number, time);
    });
  });
  return found;
};

test('a weak station at three times the frequency of a carrier is no harmonic', () => {
  const random = seeded(111);
  const samples = whiteNoise(12, SIGMA, random);
  addKeyed(samples, [[0, 12]], { frequency: 330, amplitude: amplitudeFor(10, SIGMA) });
  station(samples, 990, -5, 22, random, 2);
  const [found] = foundAt(samples, [990]);
  assert.ok((found as number) <= 6, `found at ${found} s`);
});

test('louder stations that begin a little later, 40 Hz to each side, do not delay one that begins', () => {
  const late: string[] = [];
  for (const seed of [1, 5, 8, 9]) {
    for (const after of [0.5, 0.9]) {
      const random = seeded(7 * seed + 40);
      const samples = whiteNoise(9, SIGMA, random);
      const frequency = 900 + 8 * random();
      station(samples, frequency, 12, 26, random, 2.5);
      for (const away of [-40, 40]) station(samples, frequency + away, 16, 24, random, 2.5 + after);
      const [found] = foundAt(samples, [frequency]);
      if ((found as number) > 5.5) late.push(`${seed}, ${after} s later: ${found}`);
    }
  }
  assert.ok(late.length === 0, late.join());
});

test('one fast call of a strong station is enough', () => {
  const random = seeded(131);
  const samples = whiteNoise(9, SIGMA, random);
  for (const [i, call] of ['YO0E', 'M0JT', 'OM9O'].entries()) {
    const marks = keying(call, { wpm: 36 + 6 * i, start: 3 });
    addKeyed(samples, marks, { frequency: 600 + 500 * i, amplitude: amplitudeFor(20, SIGMA) });
  }
  const found = foundAt(samples, [600, 1100, 1600]);
  assert.ok(Math.max(...found) <= 6, found.join());
});
