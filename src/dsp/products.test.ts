import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, SIGMA } from '../../test/support/found-signals.js';
import { addKeyed, keying, randomText, seeded, whiteNoise } from '../../test/support/signals.js';

test('what an overdriven receiver mixes of two strong stations is no station', () => {
  const seen = new Set<number>();
  for (let seed = 1; seed < 4; seed++) {
    const random = seeded(seed);
    const samples = whiteNoise(14, SIGMA, random);
    for (const [frequency, wpm] of [
      [760, 18],
      [1010, 24],
    ] as const)
      addKeyed(samples, keying(randomText(14, wpm, random), { wpm, start: 1 }), { frequency, amplitude: 1 });
    for (let n = 0; n < samples.length; n++) {
      const x = samples[n] as number;
      samples[n] = x + 0.05 * x * x + 0.07 * x ** 3;
    }
    find(samples, (_, candidates) => {
      for (const { frequency } of candidates) seen.add(Math.round(frequency / 10) * 10);
    });
  }
  assert.deepEqual([...seen], [760, 1010]);
});

const THREE = [
  { frequency: 640, wpm: 18, amplitude: 1 },
  { frequency: 860, wpm: 22, amplitude: 1 },
  { frequency: 1180, wpm: 26, amplitude: 1 },
];

/** Frequencies (to 10 Hz) that are found while all of them send for 16 s, in four bands. @param cubic how far the receiver is overdriven */
function found(stations: typeof THREE, cubic: number): number[] {
  const seen = new Set<number>();
  for (let seed = 1; seed < 5; seed++) {
    const random = seeded(seed);
    const samples = whiteNoise(16, SIGMA, random);
    for (const { wpm, ...tone } of stations)
      addKeyed(samples, keying(randomText(16, wpm, random), { wpm, start: 1 }), tone);
    for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] as number) + cubic * (samples[n] as number) ** 3;
    find(samples, (_, candidates) => {
      for (const { frequency } of candidates) seen.add(Math.round(frequency / 10) * 10);
    });
  }
  return [...seen].sort((a, b) => a - b);
}

test('nor is what it mixes of three', () => {
  assert.deepEqual(found(THREE, 0.03), [640, 860, 1180]);
});

test('a weak station is one where the strong ones would mix', () => {
  const weak = { frequency: 860 + 1180 - 640, wpm: 20, amplitude: 0.03 };
  assert.deepEqual(found([...THREE, weak], 0), [640, 860, 1180, 1400]);
});
