import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { root } from '../../scripts/lib/root.mjs';
import { decodeSamples } from '../../src/node.js';

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
