import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSamples } from '../../src/node.js';
import { localModel } from '../support/local-model.js';
import { passBand } from '../support/receiver-chain.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../support/signals.js';

const TEXT = 'CQ CQ DE OE1ABC OE1ABC PSE K';
const MARKS = keying(TEXT, { wpm: 22, start: 1.5 });
const SECONDS = (MARKS.at(-1)?.[1] ?? 0) + 2;

test('a signal in which a noise blanker cuts holes, 50 a second, is found', { timeout: 60_000 }, async () => {
  const model = await localModel();
  const sigma = 0.002;
  for (const part of [0.15, 0.25]) {
    const samples = whiteNoise(SECONDS, sigma, seeded(31));
    addKeyed(samples, MARKS, { frequency: 650, amplitude: amplitudeFor(12, sigma) });
    const holed = samples.map((value, n) => ((n / 160) % 1 < part ? 0 : value));
    const { channels } = await decodeSamples(passBand(holed, 400, 900), 8000, { model });
    assert.deepEqual(
      channels.map(({ text }) => text),
      [TEXT],
      `${part} of the time`,
    );
  }
});

test('a square wave with all the images that 8 kHz leave of it is one station', { timeout: 60_000 }, async () => {
  const model = await localModel();
  const sine = addKeyed(new Float32Array(Math.round(8000 * SECONDS)), MARKS, { frequency: 650, amplitude: 1, rise: 0 });
  const { channels } = await decodeSamples(
    sine.map((value) => 0.3 * Math.sign(value)),
    8000,
    { model },
  );
  assert.deepEqual(
    channels.map(({ text }) => text),
    [TEXT],
  );
});
