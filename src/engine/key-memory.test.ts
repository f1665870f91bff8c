import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type LocalModel, localModel } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';
import { KeyMemory } from './key-memory.js';

const SIGMA = 0.01;

test('fifteen seconds of keying are remembered, and what is read again replaces what was read', () => {
  const memory = new KeyMemory();
  for (let i = 0; i < 400; i++) memory.push(Float32Array.of(1, 1, 1, 1), i * 0.064);
  const [first] = memory.pieces;
  assert.ok(Math.abs((first?.time ?? 0) - (399 * 0.064 - 15)) < 0.07);
  memory.push(Float32Array.of(0), 3);
  assert.deepEqual(
    memory.pieces.map(({ time }) => time),
    [3],
  );
});

describe('the keying of a side channel', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  test('is there as soon as the channel is made the main one: under each letter of its last seconds', async () => {
    const bench = new ReceiverBench(model, { frequency: 700 });
    const samples = whiteNoise(14, SIGMA, seeded(5));
    for (const [frequency, text] of [
      [700, 'CQ CQ DE OE1AAA OE1AAA'],
      [1500, 'TEST DL2BBB DL2BBB TEST'],
    ] as const)
      addKeyed(samples, keying(text, { wpm: 22, start: 1 }), { frequency, amplitude: amplitudeFor(14, SIGMA) });
    await bench.push(samples);
    const side = [...bench.channels.values()].find(({ info }) => info.role === 'automatic');
    assert.ok(side && side.characters.length > 5);
    const known = bench.events.length;
    await bench.ask({ type: 'make-main', channel: side.info.id }, 'trace');
    const traces = bench.events.slice(known).flatMap((event) => (event.type === 'trace' ? [event.trace] : []));
    const down = (from: number, to: number) =>
      traces.some(({ channel, time, key }) =>
        key.some(
          (value, i) => channel === side.info.id && value > 0.5 && time + 0.016 * i >= from && time + 0.016 * i <= to,
        ),
      );
    for (const { text, code, start, end } of side.characters) {
      if (code !== '') assert.ok(down(start - 0.05, end + 0.05), `${text} at ${start.toFixed(1)} s has its marks`);
    }
    bench.receiver.close();
  });
});
