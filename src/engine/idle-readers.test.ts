import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';

const RATE = 8000;
const SECONDS = 70;
/** Each sends for a quarter of a minute or less, twice, with 40 s between. */
const STATIONS = [
  { frequency: 700, wpm: 18, snr: 15, start: 2, repeat: 40, text: 'DL1ABC DE K2XYZ K' },
  { frequency: 1100, wpm: 24, snr: 0, start: 4, repeat: 40, text: 'TEST DE G4KF G4KF' },
  { frequency: 1500, wpm: 15, snr: -6, start: 1, repeat: 40, text: 'CQ DE OK1TN OK1TN' },
] as const;

describe('channels whose stations do not send', () => {
  let model: LocalModel;
  let bench: ReceiverBench;

  before(async () => {
    model = await localModel();
    bench = new ReceiverBench(model, { channels: 0, frequency: 2500 });
    for (const { frequency } of STATIONS) bench.receiver.request({ type: 'open', frequency });
    await bench.push(synthesizeBand({ stations: STATIONS, seconds: SECONDS, seed: 12 }).subarray(0, SECONDS * RATE));
    await bench.end();
  });

  test('read all that is sent after their pauses, from the first letter on, and nothing else', () => {
    for (const { frequency, text } of STATIONS) {
      const wanted = `${text} ${text}`;
      const { withBlanks } = errorRate(bench.text(frequency), wanted);
      assert.ok(withBlanks <= 0.03, `${frequency} Hz: ${bench.text(frequency)}`);
    }
  });

  test('cost nothing for most of that time, and are never behind', () => {
    const statuses = bench.events.flatMap((event) => (event.type === 'status' ? [event.status] : []));
    const { work = Number.NaN } = statuses.at(-1) ?? {};
    // The main channel reads on; the others' stations send for a third of the time, and are listened to for 5 s more.
    const read = (work - SECONDS) / STATIONS.length / SECONDS;
    assert.ok(read < 0.62, `of the sound ${(100 * read).toFixed(0)} % was read`);
    for (const { time, lag } of statuses) assert.ok(time > SECONDS || lag < 1, `at ${time} s ${lag} s behind`);
  });

  test('tell by their keys that nothing was sent, without a gap in time', () => {
    const id = [...bench.channels.values()].find(({ info }) => info.frequency === 700)?.info.id;
    let until = Number.NaN;
    for (const event of bench.events) {
      if (event.type !== 'trace' || event.trace.channel !== id) continue;
      const { time, key } = event.trace;
      assert.ok(Number.isNaN(until) || Math.abs(time - until) < 0.002, `${time} s comes after ${until} s`);
      until = time + key.length * 0.016;
    }
    assert.ok(until > SECONDS - 1);
  });
});
