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
