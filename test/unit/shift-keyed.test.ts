import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Teletype } from '../../demo/simulator/interference.js';
import { Random } from '../../demo/simulator/random.js';
import { decodeSamples } from '../../src/node.js';
import { localModel } from '../support/local-model.js';
import { amplitudeFor, keying, seeded, whiteNoise } from '../support/signals.js';

const SIGMA = 0.02;
const TEXT = 'CQ CQ DE IK4GND IK4GND = HELLO OM UR RST 569 IN MODENA PSE K';

test('Morse by frequency-shift keying (F1A) is one station: the tone of the marks', { timeout: 60_000 }, async () => {
  const model = await localModel();
  for (const [wpm, shift] of [
    [12, 250],
    [20, -400],
    [28, 170],
  ] as const) {
    const marks = keying(TEXT, { wpm, start: 1 });
    const samples = whiteNoise((marks.at(-1)?.[1] ?? 0) + 2, SIGMA, seeded(41 + wpm));
    const amplitude = amplitudeFor(12, SIGMA);
    let next = 0;
    let phase = 0;
    for (let n = 0; n < samples.length; n++) {
      const time = n / 8000;
      while (time >= (marks[next]?.[1] ?? Number.POSITIVE_INFINITY)) next++;
      const down = time >= (marks[next]?.[0] ?? Number.POSITIVE_INFINITY);
      phase += (2 * Math.PI * (down ? 1000 : 1000 - shift)) / 8000;
      samples[n] = (samples[n] as number) + amplitude * Math.sin(phase);
    }
    const { channels } = await decodeSamples(samples, 8000, { model });
    assert.deepEqual(
      channels.map(({ text }) => text),
      [TEXT],
      `${wpm} WPM, ${shift} Hz`,
    );
    assert.ok(Math.abs((channels[0]?.frequency ?? 0) - 1000) < 6);
  }
});

test('RTTY is hardly ever read as Morse, whether the recording begins amid it or not', {
  timeout: 60_000,
}, async () => {
  const model = await localModel();
  const read: string[] = [];
  for (let seed = 0; seed < 16; seed++) {
    const samples = whiteNoise(10, SIGMA, seeded(960 + seed));
    const frequency = 800 + 120 * seed;
    const start = seed % 2 ? 2 : 0;
    // Noise in 2500 Hz of the 4000.
    new Teletype(frequency, [5, 12, 20][seed % 3] as number, 8000, new Random(60 + seed)).addTo(
      samples.subarray(start * 8000),
      SIGMA * Math.sqrt(2500 / 4000),
    );
    const { channels } = await decodeSamples(samples, 8000, { model });
    read.push(...channels.map(({ text }) => `${frequency} Hz, from ${start} s: ${text}`));
  }
  assert.ok(read.length <= 1, read.join());
});
