import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSamples } from '../../src/node.js';
import { localModel } from '../support/local-model.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../support/signals.js';

test('a fast word of two letters that is sent alone is found, and noise that is as short is not', {
  timeout: 120_000,
}, async () => {
  const model = await localModel();
  const sigma = 0.002;
  for (const [i, text] of ['CQ', '73', 'TU', 'R R', 'OK', 'HI'].entries()) {
    const marks = keying(text, { wpm: 28, start: 0.7 });
    const samples = whiteNoise((marks.at(-1)?.[1] ?? 0) + 0.8, sigma, seeded(40 + i));
    addKeyed(samples, marks, { frequency: 650, amplitude: amplitudeFor(18, sigma) });
    const { channels } = await decodeSamples(samples, 8000, { model });
    assert.deepEqual(
      channels.map((channel) => channel.text.trim()),
      [text],
    );
    // Two bursts as long, of a tone whose pitch slides like a voice's.
    const bursts = whiteNoise(4, sigma, seeded(60 + i));
    addKeyed(
      bursts,
      [
        [0.7, 1],
        [1.15, 1.5],
      ],
      { frequency: (time) => 600 - 120 * (time - 0.7), amplitude: amplitudeFor(18, sigma), rise: 0.03 },
    );
    assert.equal((await decodeSamples(bursts, 8000, { model })).channels.length, 0);
  }
});
