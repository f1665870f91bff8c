import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type BandSpec, synthesizeBand } from '../../demo/simulator/band.js';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel, turn } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import type { ReceiverRequest } from './types.js';

const STATIONS = [
  { frequency: 520, wpm: 18, snr: 15, start: 1, text: 'CQ CQ DE OZ1ABC OZ1ABC K' },
  { frequency: 810, wpm: 24, snr: 12, start: 2, text: 'VVV DE DL9XYZ GOOD MORNING TO ALL' },
  { frequency: 1250, wpm: 30, snr: 12, start: 1.5, text: 'CQ TEST W1AW 5NN 0123 BK QRZ? DE W1AW TEST' },
] as const;
const band = (spec: Partial<BandSpec> = {}) => synthesizeBand({ stations: STATIONS, seconds: 24, seed: 5, ...spec });
const ONE = {
  frequency: 700,
  wpm: 22,
  snr: 15,
  start: 1,
  text: 'NOW IS THE TIME FOR ALL GOOD MEN TO COME TO THE AID OF THE PARTY',
};
const oneStation = () => synthesizeBand({ stations: [ONE], seconds: 36, seed: 9 });

describe('a receiver with the shipped model', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  test('finds three stations by itself and copies each from its first character on', async () => {
    const bench = new ReceiverBench(model);
    await bench.push(band());
    await bench.end();
    for (const { frequency, text } of STATIONS) {
      const { withoutBlanks } = errorRate(bench.text(frequency), text);
      assert.ok(withoutBlanks <= 0.04, `${frequency} Hz: ${bench.text(frequency)}`);
    }
    assert.equal(bench.channels.size, 3, 'and opens no channel where there is nothing');
    assert.equal([...bench.channels.values()].filter(({ info }) => info.role === 'main').length, 1);
  });

  test('a click after the message reads all of it from the history', async () => {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 2000 });
    await bench.push(oneStation());
    bench.receiver.request({ type: 'tune', frequency: 703, past: true });
    await bench.rest();
    await bench.end();
    assert.ok(errorRate(bench.text(700), ONE.text).withoutBlanks <= 0.03, bench.text(700));
    assert.equal(bench.main?.activity, 'live');
  });

  test('audio that comes before there is a worker is read when one comes', async () => {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 700 }, false);
    const samples = oneStation();
    for (let at = 0; at < samples.length; at += 4000) {
      bench.receiver.push({ samples: samples.subarray(at, at + 4000), sampleRate: 8000 });
    }
    bench.addClient(model);
    await bench.rest();
    await bench.end();
    assert.ok(errorRate(bench.text(700), ONE.text).withoutBlanks <= 0.03, bench.text(700));
  });

  test('a re-decode in the middle changes nothing that was right, doubles nothing and loses nothing after it', async () => {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 700 });
    const samples = oneStation();
    await bench.push(samples.subarray(0, 20 * 8000));
    const before = bench.text(700);
    const pushing = bench.push(samples.subarray(20 * 8000));
    await bench.ask({ type: 're-decode', channel: null }, 're-decode');
    await pushing;
    await bench.end();
    const phases = bench.events.flatMap((event) => (event.type === 're-decode' ? [event.phase] : []));
    assert.deepEqual(phases, ['started', 'finished']);
    assert.ok(bench.text(700).startsWith(before), `${before} → ${bench.text(700)}`);
    assert.ok(errorRate(bench.text(700), ONE.text).withBlanks <= 0.03, bench.text(700));
  });

  test('a worker that dies in the middle leaves no hole and doubles nothing', async () => {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 700 }, false);
    const first = bench.addClient(model);
    const samples = oneStation();
    await bench.push(samples.subarray(0, 16 * 8000));
    first.kill();
    for (let at = 16 * 8000; at < 19 * 8000; at += 4000) {
      bench.receiver.push({ samples: samples.subarray(at, at + 4000), sampleRate: 8000 });
      await turn();
    }
    bench.addClient(model);
    await bench.push(samples.subarray(19 * 8000));
    await bench.end();
    assert.ok(errorRate(bench.text(700), ONE.text).withBlanks <= 0.03, bench.text(700));
  });

  test('noise and silence print nothing', async () => {
    const bench = new ReceiverBench(model, { frequency: 600 });
    await bench.push(synthesizeBand({ stations: [], seconds: 20, seed: 4 }));
    await bench.push(new Float32Array(5 * 8000));
    await bench.end();
    assert.equal(bench.text(600), '');
    assert.equal(bench.channels.size, 1, 'only the main channel');
  });

  test('a change of sample rate in the middle and samples that are no numbers cost no character', async () => {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 700 });
    const slow = oneStation();
    const fast = synthesizeBand({ stations: [ONE], seconds: 36, seed: 9, sampleRate: 12_000 });
    fast[20 * 12_000] = Number.NaN;
    fast[20 * 12_000 + 1] = Number.POSITIVE_INFINITY;
    await bench.push(slow.subarray(0, 18 * 8000));
    await bench.push(fast.subarray(18 * 12_000), 12_000);
    await bench.end();
    assert.ok(errorRate(bench.text(700), ONE.text).withoutBlanks <= 0.03, bench.text(700));
    const status = bench.events.findLast((event) => event.type === 'status');
    assert.equal(status?.status.badSamples, 2);
  });

  test('an impossible sample rate is one error and no crash', async () => {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 700 });
    for (const sampleRate of [0, Number.NaN, -8000]) bench.receiver.push({ samples: new Float32Array(80), sampleRate });
    await bench.rest();
    const errors = bench.events.flatMap((event) => (event.type === 'error' ? [event.code] : []));
    assert.deepEqual(errors, ['bad-sample-rate']);
    bench.receiver.close();
  });

  for (const channels of [8, 0]) {
    test(`a frequency that the page lets go and takes again has its whole text, with ${channels} automatic channels`, async () => {
      const bench = new ReceiverBench(model, { frequency: 520, channels });
      const samples = band();
      const at = (part: number) => Math.round(samples.length * part);
      const { frequency, text } = STATIONS[1];
      const ask = async (request: ReceiverRequest) => {
        bench.receiver.request(request);
        await bench.rest();
      };
      await bench.push(samples.subarray(0, at(0.05)));
      await ask({ type: 'open', frequency });
      await bench.push(samples.subarray(at(0.05), at(0.4)));
      const [held] = [...bench.channels.values()].filter(({ info }) => info.role === 'pinned');
      assert.ok(held);
      await ask({ type: 'close', channel: held.info.id });
      assert.equal(bench.channels.get(held.info.id)?.open, channels > 0);
      await bench.push(samples.subarray(at(0.4), at(0.6)));
      await ask({ type: 'open', frequency });
      await bench.push(samples.subarray(at(0.6)));
      await bench.end();
      const [again] = [...bench.channels.values()].filter(({ info }) => info.role === 'pinned');
      assert.equal(again?.info.id, held.info.id);
      assert.equal(again?.info.following, false);
      assert.ok(errorRate(bench.text(frequency), text).withoutBlanks < 0.08, bench.text(frequency));
    });
  }

  test('channels are swapped, kept and closed as the operator asks, with their texts', async () => {
    const bench = new ReceiverBench(model, { frequency: 520 });
    await bench.push(band());
    const other = [...bench.channels.values()].find(({ info }) => Math.abs(info.frequency - 810) < 15);
    assert.ok(other);
    bench.receiver.request({ type: 'make-main', channel: other.info.id });
    await bench.rest();
    assert.equal(bench.main?.id, other.info.id);
    bench.receiver.request({ type: 'tune', frequency: 1252, past: true });
    await bench.rest();
    assert.ok(Math.abs((bench.main?.frequency ?? 0) - 1250) < 5);
    assert.ok(errorRate(bench.text(1250), STATIONS[2].text).withoutBlanks <= 0.04, bench.text(1250));
    bench.receiver.request({ type: 'close', channel: other.info.id });
    await bench.rest();
    assert.equal(bench.channels.get(other.info.id)?.open, false);
    bench.receiver.request({ type: 'reset' });
    await bench.rest();
    assert.ok(
      [...bench.channels.values()].every(({ open }) => !open),
      'reset closes all',
    );
    bench.receiver.close();
  });
});
