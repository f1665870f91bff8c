import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSamples } from '../../src/node.js';
import { localModel } from '../support/local-model.js';
import { addKeyed, amplitudeFor, keying, randomText, seeded, whiteNoise } from '../support/signals.js';

const SIGMA = 0.01;

test('the speed of 8 to 70 WPM is shown within 3 %', { timeout: 500_000 }, async () => {
  const model = await localModel();
  for (const wpm of [8, 16, 25, 35, 45, 60, 70]) {
    const marks = keying(randomText(14, wpm, seeded(7 + wpm)), { wpm, start: 1 });
    const samples = whiteNoise((marks.at(-1)?.[1] ?? 0) + 1.5, SIGMA, seeded(wpm));
    addKeyed(samples, marks, { frequency: 700, amplitude: amplitudeFor(12, SIGMA) });
    const { channels } = await decodeSamples(samples, 8000, { model, frequency: 700 });
    const shown = channels[0]?.wpm ?? Number.NaN;
    assert.ok(Math.abs(shown / wpm - 1) < 0.03, `${wpm} WPM: ${shown}`);
  }
});
