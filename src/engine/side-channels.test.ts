import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';

const TEXTS = [
  'CQ CQ DE OZ1ABC OZ1ABC K',
  'VVV DE DL9XYZ GOOD MORNING TO ALL OF YOU',
  'QRZ DE SP3QRP THE WIND IS COLD TODAY HERE',
  'R TNX FER CALL UR RST 579 579 NAME JAN',
  'WX HR CLOUDY ES WARM ABT 22 C RIG 100 W',
  'CQ TEST DE K5ZZ K5ZZ TEST',
  'ANT IS A DIPOLE UP 12 M BETWEEN TWO TREES',
  'HW CPY OM DE F5AAA KN',
];
const STATIONS = TEXTS.map((text, number) => ({
  frequency: 500 + 270 * number,
  wpm: 25 + 2 * number,
  snr: 14,
  start: 1 + 0.4 * number,
  text: `${text} = ${text}`,
}));
const SECONDS = 46;

/** Without its side model a crowded band costs a page more than it must. */
describe('a crowded band', () => {
  let [live, side]: LocalModel[] = [];
  before(async () => {
    [live, side] = await Promise.all([localModel(), localModel('morse-side')]);
  });

  test('side channels are read by the smaller model once there are many, and the main channel is not', async () => {
    if (!live || !side) return assert.fail('no models');
    let wanted = 0;
    const withSide = { ...live, contract: { ...live.contract, side: side.contract } };
    const bench = new ReceiverBench(withSide, { channels: 16 }, true, { patient: false, wantSide: () => wanted++ });
    const samples = synthesizeBand({ stations: STATIONS, seconds: SECONDS, seed: 23 });
    await bench.push(samples.subarray(0, 10 * 8000));
    assert.equal(wanted, 1);
    const core = side.core();
    const small = bench.addClient({ ...side, core: () => core }, 'side');
    const main = bench.main;
    await bench.push(samples.subarray(10 * 8000, 26 * 8000));
    const beside = [...bench.channels.values()].find(({ info }) => info.role === 'automatic')?.info;
    assert.equal(core.stats.slots, 7, 'slots of the smaller model');
    assert.ok(beside && main);
    bench.receiver.request({ type: 'make-main', channel: beside.id });
    await bench.push(samples.subarray(26 * 8000));
    assert.equal(bench.main?.id, beside.id);
    await bench.end();
    for (const { frequency, text } of STATIONS) {
      const { withoutBlanks } = errorRate(bench.text(frequency), text);
      assert.ok(withoutBlanks <= 0.03, `${frequency} Hz: ${bench.text(frequency)}`);
    }
    small.kill();
  });

  test('slow and weak senders stay with the larger model', async () => {
    if (!live || !side) return assert.fail('no models');
    const hard = [
      { frequency: 2750, wpm: 8, snr: 14, start: 1, text: 'SLOW BUT SURE' },
      { frequency: 300, wpm: 24, snr: -5, start: 1, text: 'CQ CQ DE OH6WW OH6WW K' },
    ];
    const withSide = { ...live, contract: { ...live.contract, side: side.contract } };
    const bench = new ReceiverBench(withSide, { channels: 16 }, true, { patient: false, wantSide: () => {} });
    const core = side.core();
    bench.addClient({ ...side, core: () => core }, 'side');
    await bench.push(synthesizeBand({ stations: [...STATIONS, ...hard], seconds: 16, seed: 25 }));
    assert.equal(core.stats.slots, 7, 'of nine side channels');
    bench.receiver.close();
  });

  test('channels that were asked for stay with the larger model, unless there are dozens', async () => {
    if (!live || !side) return assert.fail('no models');
    const withSide = { ...live, contract: { ...live.contract, side: side.contract } };
    const bench = new ReceiverBench(withSide, { channels: 0, frequency: 2800 }, true, {
      patient: false,
      wantSide: () => {},
    });
    const core = side.core();
    bench.addClient({ ...side, core: () => core }, 'side');
    const open = (count: number, to: number) => {
      for (let i = 0; i < count; i++) bench.receiver.request({ type: 'open', frequency: 500 + 270 * (i % 8) + to });
    };
    open(8, 0);
    const samples = synthesizeBand({ stations: STATIONS, seconds: 22, seed: 26 });
    await bench.push(samples.subarray(0, 10 * 8000));
    assert.equal(core.stats.slots, 0, 'of eight');
    for (const to of [-18, 18, -32]) open(8, to);
    await bench.push(samples.subarray(10 * 8000, 16 * 8000));
    assert.ok(core.stats.slots > 12, `${core.stats.slots} of 32`);
    for (const { info } of [...bench.channels.values()].filter(({ info }) => info.role === 'pinned').slice(0, 12)) {
      bench.receiver.request({ type: 'close', channel: info.id });
    }
    await bench.push(samples.subarray(16 * 8000));
    assert.equal(core.stats.slots, 0, 'of twenty');
    bench.receiver.close();
  });

  test('few channels do not ask for it', async () => {
    if (!live || !side) return assert.fail('no models');
    let wanted = 0;
    const withSide = { ...live, contract: { ...live.contract, side: side.contract } };
    const bench = new ReceiverBench(withSide, {}, true, { patient: false, wantSide: () => wanted++ });
    await bench.push(synthesizeBand({ stations: STATIONS.slice(0, 4), seconds: 12, seed: 24 }));
    await bench.end();
    assert.equal(wanted, 0);
  });
});
