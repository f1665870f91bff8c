import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { synthesizeBand, synthesizePairs } from '../../demo/simulator/band.js';
import { decodeSamples } from '../../src/node/decode.js';
import { Listener } from '../../src/node/listener.js';
import { errorRate } from '../support/cer.js';
import { type LocalModel, localModel } from '../support/local-model.js';

const STATIONS = [
  { frequency: -43_120, wpm: 24, snr: 16, start: 0.6, text: 'CQ CQ DE OZ1ABC OZ1ABC K' },
  { frequency: -7040, wpm: 30, snr: 12, start: 1, text: 'TEST DE DL9XYZ DL9XYZ TEST' },
  { frequency: 310, wpm: 20, snr: 20, start: 0.5, text: 'VVV DE PA3XYZ PA3XYZ BEACON' },
  { frequency: 38_900, wpm: 27, snr: 9, start: 2, text: 'CQ POTA DE W1ABC W1ABC K' },
];
const SECONDS = 17;

describe('a wide band without a page', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  const compare = (heard: readonly { frequency: number; text: string }[], stations: typeof STATIONS) => {
    assert.equal(heard.length, stations.length, JSON.stringify(heard.map(({ frequency, text }) => [frequency, text])));
    for (const { frequency, text } of stations) {
      const found = heard.find((one) => Math.abs(one.frequency - frequency) < 8);
      assert.ok(found && errorRate(found.text, text).withoutBlanks <= 0.1, `${frequency} Hz: ${found?.text}`);
    }
  };

  test('of I and Q every station on both sides of zero, once, and by name', async () => {
    const pairs = synthesizePairs({ stations: STATIONS, seconds: SECONDS, sampleRate: 96_000, seed: 71 });
    const { channels, spots, seconds } = await decodeSamples(pairs, 96_000, { model, iq: true });
    assert.equal(seconds, SECONDS);
    compare(channels, STATIONS);
    const named = spots.map(({ callsign, frequency }) => [callsign, Math.round(frequency / 100)]);
    assert.deepEqual(new Set(named.map(String)), new Set(['OZ1ABC,-431', 'DL9XYZ,-70', 'PA3XYZ,3', 'W1ABC,389']));
  });

  test('of mono sound all that it holds, or one frequency of it', async () => {
    const stations = STATIONS.filter(({ frequency }) => frequency > 0).map((one) => ({
      ...one,
      frequency: one.frequency / 2,
    }));
    const samples = synthesizeBand({ stations, seconds: SECONDS, sampleRate: 44_100, seed: 72 });
    const { channels } = await decodeSamples(samples, 44_100, { model, wide: true });
    compare(
      channels,
      stations.filter(({ frequency }) => frequency > 200),
    );
    const one = stations.slice(1);
    const { channels: alone } = await decodeSamples(samples, 44_100, { model, frequency: 19_450 });
    compare(alone, one);
  });

  test('as a stream', async () => {
    const heard = new Map<number, { frequency: number; text: string }>();
    const listener = await Listener.open({
      ...{ model, sampleRate: 96_000, iq: true, dial: 7040 },
      onText: ({ channel, frequency, radioFrequency, text }) => {
        assert.ok(radioFrequency !== null && Math.abs(radioFrequency - 7040 - frequency / 1000) < 1e-3);
        heard.set(channel, { frequency, text: (heard.get(channel)?.text ?? '') + text });
      },
    });
    const pairs = synthesizePairs({ stations: STATIONS, seconds: SECONDS, sampleRate: 96_000, seed: 73 });
    for (let at = 0; at < pairs.length; at += 20_000) await listener.push(pairs.slice(at, at + 20_000));
    await listener.settle();
    await listener.close();
    compare([...heard.values()], STATIONS);
  });

  test('the other way round where Q comes first', async () => {
    const [one] = STATIONS.slice(1);
    assert.ok(one);
    const pairs = synthesizePairs({ stations: [one], seconds: 15, sampleRate: 24_000, seed: 74 });
    const { channels } = await decodeSamples(pairs, 24_000, { model, iq: 'qi' });
    compare(channels, [{ ...one, frequency: -one.frequency }]);
  });

  test('what cannot be is refused with a sentence', async () => {
    const silence = new Float32Array(900_000);
    await assert.rejects(decodeSamples(silence, 300_000, { model, iq: true }), /300000 Hz are too much.* up to 192000/);
    await assert.rejects(
      decodeSamples(silence, 300_000, { model, frequency: 120_000 }),
      /above 86400 Hz is not heard in sound of 300000/,
    );
    await assert.rejects(decodeSamples(silence, 8000, { model, frequency: 5000 }), /50 to 4000 Hz/);
    await assert.rejects(decodeSamples(silence.subarray(1), 8000, { model, iq: true }), /even number of values, not/);
    await assert.rejects(decodeSamples(silence, 8000, { model, iq: 'swapped' as 'qi' }), /iq is “swapped”/);
    const sound = synthesizeBand({ stations: [], seconds: 5 });
    const twice = Float32Array.from({ length: 2 * sound.length }, (_, n) => sound[n >> 1] as number);
    await assert.rejects(decodeSamples(twice, 8000, { model, iq: true }), /no I and Q/);
  });
});
