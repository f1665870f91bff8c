import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/lib/root.mjs';
import { decodeSamples, Listener } from '../../src/node.js';
import { addKeyed, amplitudeFor, farnsworth, keying, seeded, whiteNoise } from '../support/signals.js';

const SIGMA = 0.02;
const HERTZ = 650;

async function liveModel() {
  const contract = JSON.parse(await readFile(join(root, 'models/morse-live.json'), 'utf8'));
  return { contract, bytes: await readFile(join(root, 'models', contract.file)) };
}

test("learners' code is found by itself, and its words are whole from the first letter on", {
  timeout: 60_000,
}, async () => {
  const model = await liveModel();
  for (const [wpm, overall, text] of [
    [25, 4, 'TEA TIME ANNA'],
    [18, 5, 'I AM A HAM NR 5'],
    [15, 8, 'THE PARIS TOWN IS A TEST'],
    [20, 12, 'CQ DE G4FON QTH LONDON ES K'],
  ] as const) {
    const marks = keying(text, { ...farnsworth(wpm, overall), start: 2 });
    const samples = whiteNoise((marks.at(-1)?.[1] ?? 0) + 5, SIGMA, seeded(wpm));
    addKeyed(samples, marks, { frequency: HERTZ, amplitude: amplitudeFor(10, SIGMA) });
    const { channels } = await decodeSamples(samples, 8000, { model });
    assert.deepEqual(
      channels.map((channel) => channel.text),
      [text],
      `${wpm}/${overall}`,
    );
    assert.ok(Math.abs((channels[0]?.frequency ?? 0) - HERTZ) < 3);
  }
});

test('a stream that ends while a word space is in doubt is told to its last letter', { timeout: 60_000 }, async () => {
  let told = '';
  const onText = ({ text }: { readonly text: string }) => {
    told += text;
  };
  const listener = await Listener.open({ sampleRate: 8000, model: await liveModel(), frequency: HERTZ, onText });
  const marks = keying('R K', { wpm: 20, start: 1 });
  const samples = whiteNoise((marks.at(-1)?.[1] ?? 0) + 0.3, SIGMA, seeded(3));
  addKeyed(samples, marks, { frequency: HERTZ, amplitude: amplitudeFor(10, SIGMA) });
  await listener.push(samples);
  await listener.settle();
  await listener.close();
  assert.equal(told.trim(), 'R K');
});
