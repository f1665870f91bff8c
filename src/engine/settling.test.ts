import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel, turn } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import type { Character } from '../morse/character.js';
import type { ReceiverOptions } from './types.js';

const ONE = {
  frequency: 700,
  wpm: 22,
  snr: 15,
  start: 1,
  text: 'NOW IS THE TIME FOR ALL GOOD MEN TO COME TO THE AID OF THE PARTY',
};
const OTHER = {
  frequency: 1100,
  wpm: 26,
  snr: 15,
  start: 2,
  text: 'VVV DE DL9XYZ GOOD MORNING TO ALL OF YOU = DL9XYZ',
};
const RATE = 8000;
const SECONDS = 36;
const station = () => synthesizeBand({ stations: [ONE], seconds: SECONDS, seed: 9 });
const wrong = (bench: ReceiverBench, near = 700, text = ONE.text) => errorRate(bench.text(near), text).withBlanks;

describe('the accurate model behind the live one', () => {
  let live: LocalModel;
  let accurate: LocalModel;

  before(async () => {
    live = await localModel();
    accurate = await localModel('morse-accurate');
  });

  /** A receiver that listens, as a page's does; `client`: the accurate model is there. */
  function listening(options: Partial<ReceiverOptions> = {}, client = true) {
    const own = { channels: 0, frequency: 700, settle: 'main', ...options } as const;
    const bench = new ReceiverBench(live, own, true, { patient: false, accurate: accurate.contract });
    const link = client ? bench.addClient(accurate, 'accurate') : null;
    return { bench, link };
  }

  const main = (bench: ReceiverBench): readonly Character[] =>
    [...bench.channels.values()].find(({ info }) => info.role === 'main')?.characters ?? [];

  test('text comes at once and may still change, and is final before it is 10 s old', async () => {
    const { bench } = listening();
    const samples = station();
    let provisional = 0;
    for (let at = 0; at < samples.length; at += RATE / 4) {
      await bench.push(samples.subarray(at, at + RATE / 4));
      const waiting = main(bench).filter(({ final }) => !final);
      provisional = Math.max(provisional, waiting.length);
      const oldest = Math.min(...waiting.map(({ end }) => end));
      assert.ok(at / RATE - oldest < 9.5, `at ${at / RATE} s text of ${oldest} s may still change`);
    }
    assert.ok(provisional > 5);
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('what stays as it was is not sent as another text: no character goes and comes again', async () => {
    const { bench } = listening();
    await bench.push(station());
    await bench.end();
    const shown: string[] = [];
    for (const event of bench.events) {
      if (event.type !== 'text') continue;
      const { index, remove, insert } = event.splice;
      const gone = shown.splice(index, remove, ...insert.map(({ text }) => text));
      assert.ok(gone.length <= insert.length + 2, `“${gone.join('')}” became “${insert.map((c) => c.text).join('')}”`);
    }
  });

  test('a sound that ends before the live reader has come to its end is gone over whole: no letter is cut where that reader is', async () => {
    const text = 'CQ DE OZ1ABC K';
    const stations = [
      { frequency: 500, wpm: 35, snr: 26, start: 0.8, text },
      { frequency: 800, wpm: 32, snr: 22, start: 1, text: 'DE DL9XYZ K' },
    ];
    const rate = 12_000;
    const samples = synthesizeBand({ stations, seconds: 7, sampleRate: rate });
    // Each frame at which the live reader may be when the sound ends, in steps of a third of a dah.
    for (const seconds of [4.9, 5.2, 5.6]) {
      const { bench } = listening({ frequency: null, channels: 8, settle: 'all' });
      await bench.push(samples.subarray(0, Math.round(seconds * rate)), rate);
      bench.receiver.push({ samples: samples.slice(Math.round(seconds * rate)), sampleRate: rate });
      await bench.end();
      assert.equal(bench.text(500), text, `${seconds.toFixed(1)} s had been read`);
    }
  });

  test('a model that comes late goes over everything that waits for it', async () => {
    const { bench } = listening({}, false);
    const samples = station();
    await bench.push(samples.subarray(0, 20 * RATE));
    assert.ok(main(bench).every(({ final }) => !final));
    bench.addClient(accurate, 'accurate');
    await bench.push(samples.subarray(20 * RATE));
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('a model that does not come leaves text final after half a minute, and a failed one at once', async () => {
    const { bench } = listening({}, false);
    await bench.push(station());
    assert.ok(main(bench).every(({ final }) => final));
    const { bench: other } = listening({}, false);
    await other.push(station().subarray(0, 10 * RATE));
    other.receiver.accurateFailed();
    await other.rest();
    assert.ok(main(other).length > 5 && main(other).every(({ final }) => final));
    for (const { receiver } of [bench, other]) receiver.close();
  });

  test('an accurate worker that dies in the middle leaves no hole and doubles nothing', async () => {
    const { bench, link } = listening();
    const samples = station();
    await bench.push(samples.subarray(0, 15 * RATE));
    bench.receiver.push({ samples: samples.subarray(15 * RATE, 16 * RATE), sampleRate: RATE });
    link?.kill();
    await bench.push(samples.subarray(16 * RATE, 22 * RATE));
    bench.addClient(accurate, 'accurate');
    await bench.push(samples.subarray(22 * RATE));
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('a worker that ran both models dies: text goes on with the next one, live and accurate', async () => {
    const bench = new ReceiverBench(live, { channels: 0, frequency: 700, settle: 'main' }, false, {
      patient: false,
      accurate: accurate.contract,
    });
    const both = [bench.addClient(live), bench.addClient(accurate, 'accurate')];
    const samples = station();
    await bench.push(samples.subarray(0, 15 * RATE));
    for (const { kill } of both) kill();
    for (let at = 15 * RATE; at < 20 * RATE; at += RATE / 4) {
      bench.receiver.push({ samples: samples.subarray(at, at + RATE / 4), sampleRate: RATE });
      await turn();
    }
    bench.addClient(live);
    await bench.push(samples.subarray(20 * RATE, 24 * RATE));
    assert.ok(bench.text(700).length > 38, `live text goes on: ${bench.text(700)}`);
    bench.addClient(accurate, 'accurate');
    await bench.push(samples.subarray(24 * RATE));
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('a re-decode reads with the accurate model, also when that comes later, and without it with the live one', async () => {
    for (const when of ['there', 'later', 'failed']) {
      const { bench } = listening({}, when === 'there');
      const samples = station();
      await bench.push(samples.subarray(0, 20 * RATE));
      const before = bench.text(700);
      bench.receiver.request({ type: 're-decode', channel: null });
      for (let i = 0; i < 10; i++) await turn();
      if (when === 'later') bench.addClient(accurate, 'accurate');
      if (when === 'failed') bench.receiver.accurateFailed();
      await bench.push(samples.subarray(20 * RATE));
      await bench.end();
      const phases = bench.events.flatMap((event) => (event.type === 're-decode' ? [event.phase] : []));
      assert.deepEqual(phases, ['started', 'finished'], when);
      assert.ok(bench.text(700).startsWith(before.slice(0, -3)), `${before} → ${bench.text(700)}`);
      assert.ok(wrong(bench) <= 0.03, `${when}: ${bench.text(700)}`);
    }
  });

  test('a re-decode after the end reads up to the last character', async () => {
    const { bench } = listening();
    const samples = station().subarray(0, 24 * RATE);
    await bench.push(samples);
    await bench.ask({ type: 'end' }, 'drained');
    const before = bench.text(700);
    await bench.ask({ type: 're-decode', channel: null }, 're-decode');
    for (let i = 0; i < 2000 && !bench.events.some((e) => e.type === 're-decode' && e.phase === 'finished'); i++)
      await turn();
    assert.equal(bench.text(700), before);
    bench.receiver.close();
  });

  test('a channel that becomes the main one is gone over from then on, the one before it up to there', async () => {
    const { bench } = listening({ channels: 4 });
    const samples = synthesizeBand({ stations: [ONE, OTHER], seconds: SECONDS, seed: 4 });
    await bench.push(samples.subarray(0, 18 * RATE));
    const [other] = [...bench.channels.values()].filter(({ info }) => Math.abs(info.frequency - 1100) < 15);
    assert.ok(
      other?.characters.every(({ final }) => final),
      'side channels are live only',
    );
    const left = [...bench.channels.values()].find(({ info }) => Math.abs(info.frequency - 700) < 15);
    assert.ok(left?.characters.some(({ final }) => !final));
    bench.receiver.request({ type: 'make-main', channel: other?.info.id ?? 0 });
    for (let i = 0; i < 5000 && left?.characters.some(({ final }) => !final); i++) await turn();
    assert.ok(
      left?.characters.every(({ final }) => final),
      'without more sound',
    );
    await bench.push(samples.subarray(18 * RATE, 22 * RATE));
    assert.ok(left?.characters.every(({ final }) => final));
    assert.ok(main(bench).some(({ final }) => !final));
    await bench.push(samples.subarray(22 * RATE));
    await bench.end();
    assert.ok(wrong(bench, 700) <= 0.03, bench.text(700));
    assert.ok(wrong(bench, 1100, OTHER.text) <= 0.04, bench.text(1100));
  });

  test('a click reads the past at once and then goes over it', async () => {
    const { bench } = listening({ frequency: 2000 });
    await bench.push(station());
    bench.receiver.request({ type: 'tune', frequency: 702, past: true });
    await bench.rest();
    for (let i = 0; i < 3000 && main(bench).filter(({ final }) => final).length < 30; i++) await turn();
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('audio that goes on after an end is read on without a seam', async () => {
    const { bench } = listening();
    const samples = station();
    await bench.push(samples.subarray(0, 9 * RATE));
    await bench.ask({ type: 'end' }, 'drained');
    const first = bench.text(700);
    assert.ok(main(bench).every(({ final }) => final));
    await bench.push(samples.subarray(9 * RATE));
    await bench.end();
    assert.ok(bench.text(700).startsWith(first), `${first} → ${bench.text(700)}`);
    assert.ok(errorRate(bench.text(700), ONE.text).withoutBlanks <= 0.05, bench.text(700));
  });

  test('text is final soon after sound that simply stops, and goes on with it', async () => {
    const { bench } = listening();
    const samples = station();
    await bench.push(samples.subarray(0, 15 * RATE));
    const before = bench.text(700).length;
    assert.ok(main(bench).some(({ final }) => !final));
    bench.receiver.request({ type: 'lull' });
    bench.receiver.request({ type: 'lull' });
    for (let i = 0; i < 5000 && main(bench).some(({ final }) => !final); i++) await turn();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(bench.text(700).length >= before);
    assert.ok(bench.receiver.time < 18, 'once');
    await bench.push(samples.subarray(15 * RATE));
    await bench.end();
    assert.equal(bench.events.filter(({ type }) => type === 'drained').length, 1);
    assert.ok(errorRate(bench.text(700), ONE.text).withoutBlanks <= 0.05, bench.text(700));
  });

  test('of a recording every channel is gone over, to its end', async () => {
    const options = { channels: 8, settle: 'all' } as const;
    const bench = new ReceiverBench(live, options, true, { accurate: accurate.contract });
    bench.addClient(accurate, 'accurate');
    await bench.push(synthesizeBand({ stations: [ONE, OTHER], seconds: SECONDS, seed: 4 }));
    await bench.end();
    assert.ok([...bench.channels.values()].every(({ characters }) => characters.every(({ final }) => final)));
    assert.ok(wrong(bench, 700) <= 0.03, bench.text(700));
    assert.ok(wrong(bench, 1100, OTHER.text) <= 0.04, bench.text(1100));
  });
});
