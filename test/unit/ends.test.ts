import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { root } from '../../scripts/lib/root.mjs';
import { decodeSamples } from '../../src/node.js';
import { addKeyed, amplitudeFor, keying, type Mark, seeded, whiteNoise } from '../support/signals.js';

const TEXT = 'CQ TEST DE OE1ABC';

test('where noise breaks off, no E is heard that nobody has sent', { timeout: 60_000 }, async () => {
  const contract = JSON.parse(await readFile(join(root, 'models/morse-live.json'), 'utf8'));
  const model = { contract, bytes: await readFile(join(root, 'models', contract.file)) };
  for (const seed of [1, 2, 3, 4]) {
    const station = { frequency: 400, wpm: 25, snr: 20, text: TEXT, start: 0.5 };
    const samples = synthesizeBand({ stations: [station], seconds: 12, sampleRate: 8000, seed });
    const { channels } = await decodeSamples(samples, 8000, { model, frequency: 400 });
    assert.equal(channels[0]?.text, TEXT);
  }
});

test('the first letter is read where the recording begins with its first mark', { timeout: 120_000 }, async () => {
  const contract = JSON.parse(await readFile(join(root, 'models/morse-live.json'), 'utf8'));
  const model = { contract, bytes: await readFile(join(root, 'models', contract.file)) };
  const texts = ['9A5K DE ON4KST', 'JA1ABC DE OE1X', 'OH2BLM OK UR', 'TEST DE W1AW', 'CQ CQ DE G3ABC', 'BOB HR NAME'];
  let seed = 0;
  for (const text of texts) {
    for (const wpm of [14, 22, 32]) {
      const marks = keying(text, { wpm, start: 0 });
      const seconds = (marks.at(-1) as Mark)[1] + 0.6;
      const samples = whiteNoise(seconds, 0.02, seeded(++seed));
      addKeyed(samples, marks, { frequency: 650, amplitude: amplitudeFor(15, 0.02) });
      const { channels, seconds: length } = await decodeSamples(samples, 8000, { model, frequency: 650 });
      assert.equal(channels[0]?.text, text, `${wpm} WPM`);
      const codes = channels[0]?.characters.filter(({ code }) => code !== '') ?? [];
      assert.ok((codes[0]?.start ?? 1) < 0.03);
      assert.ok(Math.abs((codes.at(-1)?.end ?? 0) - (marks.at(-1) as Mark)[1]) < 0.03);
      assert.ok(Math.abs(length - seconds) < 0.001);
    }
  }
});
