import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { turn } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { both, main, ONE, OTHER, RATE, SettlingBench, station, wrong } from '../../test/support/settling-bench.js';

describe('the accurate model behind the live one', () => {
  let models: SettlingBench;
  before(async () => {
    models = await SettlingBench.open();
  });

  test('text comes at once and may still change, and is final before it is 10 s old', async () => {
    const { bench } = models.listening();
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
    const { bench } = models.listening();
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

  test('a model that comes late goes over everything that waits for it', async () => {
    const { bench } = models.listening({}, false);
    const samples = station();
    await bench.push(samples.subarray(0, 20 * RATE));
    assert.ok(main(bench).every(({ final }) => !final));
    bench.addClient(models.accurate, 'accurate');
    await bench.push(samples.subarray(20 * RATE));
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('a model that does not come leaves text final after half a minute, and a failed one at once', async () => {
    const { bench } = models.listening({}, false);
    await bench.push(station());
    assert.ok(main(bench).every(({ final }) => final));
    const { bench: other } = models.listening({}, false);
    await other.push(station().subarray(0, 10 * RATE));
    other.receiver.accurateFailed();
    await other.rest();
    assert.ok(main(other).length > 5 && main(other).every(({ final }) => final));
    for (const { receiver } of [bench, other]) receiver.close();
  });

  test('an accurate worker that dies in the middle leaves no hole and doubles nothing', async () => {
    const { bench, link } = models.listening();
    const samples = station();
    await bench.push(samples.subarray(0, 15 * RATE));
    bench.receiver.push({ samples: samples.subarray(15 * RATE, 16 * RATE), sampleRate: RATE });
    link?.kill();
    await bench.push(samples.subarray(16 * RATE, 22 * RATE));
    bench.addClient(models.accurate, 'accurate');
    await bench.push(samples.subarray(22 * RATE));
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('a worker that ran both models dies: text goes on with the next one, live and accurate', async () => {
    const bench = new ReceiverBench(models.live, { channels: 0, frequency: 700, settle: 'main' }, false, {
      patient: false,
      accurate: models.accurate.contract,
    });
    const both = [bench.addClient(models.live), bench.addClient(models.accurate, 'accurate')];
    const samples = station();
    await bench.push(samples.subarray(0, 15 * RATE));
    for (const { kill } of both) kill();
    for (let at = 15 * RATE; at < 20 * RATE; at += RATE / 4) {
      bench.receiver.push({ samples: samples.subarray(at, at + RATE / 4), sampleRate: RATE });
      await turn();
    }
    bench.addClient(models.live);
    await bench.push(samples.subarray(20 * RATE, 24 * RATE));
    assert.ok(bench.text(700).length > 38, `live text goes on: ${bench.text(700)}`);
    bench.addClient(models.accurate, 'accurate');
    await bench.push(samples.subarray(24 * RATE));
    await bench.end();
    assert.ok(main(bench).every(({ final }) => final));
    assert.ok(wrong(bench) <= 0.03, bench.text(700));
  });

  test('a channel that becomes the main one is gone over from then on, the one before it up to there', async () => {
    const { bench } = models.listening({ channels: 4 });
    const samples = both();
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

  test('two stations that take turns at being the main one, within letters, lose none and get none', async () => {
    const samples = both();
    const { bench } = models.listening({ channels: 4, frequency: null });
    const step = RATE / 20;
    let next = 5.55;
    for (let at = 0; at < samples.length; at += step) {
      await bench.push(samples.subarray(at, at + step));
      const others = [...bench.channels.values()].filter(({ info, open }) => open && info.role !== 'main');
      if (at / RATE < next || !others[0]) continue;
      bench.receiver.request({ type: 'make-main', channel: others[0].info.id });
      next += 2.3;
    }
    await bench.end();
    assert.equal(bench.text(700), ONE.text);
    assert.equal(bench.text(1100), OTHER.text);
  });
});
