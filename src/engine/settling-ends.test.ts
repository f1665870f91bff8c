import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { errorRate } from '../../test/support/cer.js';
import { turn } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { both, main, ONE, OTHER, RATE, SettlingBench, station, wrong } from '../../test/support/settling-bench.js';

describe('the accurate model at the end of a sound, and in its past', () => {
  let models: SettlingBench;
  before(async () => {
    models = await SettlingBench.open();
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
      const { bench } = models.listening({ frequency: null, channels: 8, settle: 'all' });
      await bench.push(samples.subarray(0, Math.round(seconds * rate)), rate);
      bench.receiver.push({ samples: samples.slice(Math.round(seconds * rate)), sampleRate: rate });
      await bench.end();
      assert.equal(bench.text(500), text, `${seconds.toFixed(1)} s had been read`);
    }
  });

  test('a sound that ends while the model is on its way has not ended before all its text is final', async () => {
    for (const when of ['comes', 'fails']) {
      const { bench } = models.listening({}, false);
      await bench.push(station().subarray(0, 9 * RATE));
      bench.receiver.request({ type: 'end' });
      await bench.rest();
      assert.ok(main(bench).length > 5 && main(bench).some(({ final }) => !final), when);
      assert.ok(
        bench.events.every(({ type }) => type !== 'drained'),
        when,
      );
      if (when === 'comes') bench.addClient(models.accurate, 'accurate');
      else bench.receiver.accurateFailed();
      for (let i = 0; i < 5000 && bench.events.at(-1)?.type !== 'drained'; i++) await turn();
      assert.equal(bench.events.at(-1)?.type, 'drained', when);
      assert.ok(
        main(bench).every(({ final }) => final),
        when,
      );
      bench.receiver.close();
    }
  });

  test('a re-decode reads with the accurate model, also when that comes later, and without it with the live one', async () => {
    for (const when of ['there', 'later', 'failed']) {
      const { bench } = models.listening({}, when === 'there');
      const samples = station();
      await bench.push(samples.subarray(0, 20 * RATE));
      const before = bench.text(700);
      bench.receiver.request({ type: 're-decode', channel: null });
      for (let i = 0; i < 10; i++) await turn();
      if (when === 'later') bench.addClient(models.accurate, 'accurate');
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
    const { bench } = models.listening();
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

  test('a click reads the past at once and then goes over it', async () => {
    const { bench } = models.listening({ frequency: 2000 });
    await bench.push(station());
    bench.receiver.request({ type: 'tune', frequency: 702, past: true });
    await bench.rest();
    for (let i = 0; i < 3000 && main(bench).filter(({ final }) => final).length < 30; i++) await turn();
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('audio that goes on after an end is read on without a seam', async () => {
    const { bench } = models.listening();
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
    const { bench } = models.listening();
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
    const bench = new ReceiverBench(models.live, options, true, { accurate: models.accurate.contract });
    bench.addClient(models.accurate, 'accurate');
    await bench.push(both());
    await bench.end();
    assert.ok([...bench.channels.values()].every(({ characters }) => characters.every(({ final }) => final)));
    assert.ok(wrong(bench, 700) <= 0.03, bench.text(700));
    assert.ok(wrong(bench, 1100, OTHER.text) <= 0.04, bench.text(1100));
  });
});
