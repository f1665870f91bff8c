import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { type HeardText, Listener, type ListenSettings } from '../../src/node/listener.js';
import { type LocalModel, localModel } from '../support/local-model.js';

const RATE = 8000;
const TEXT = 'CQ DE OZ1ABC';
const over = () =>
  synthesizeBand({ stations: [{ frequency: 700, wpm: 24, snr: 20, start: 0.5, text: TEXT }], seconds: 9 });

describe('a listener', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  const open = (settings: Partial<ListenSettings> = {}) =>
    Listener.open({ model, sampleRate: RATE, frequency: 700, onText: () => {}, ...settings });

  test('tells times of the sound, however often it was settled', async () => {
    const heard: HeardText[] = [];
    const listener = await open({ onText: (text) => heard.push(text) });
    for (let i = 0; i < 3; i++) {
      await listener.push(over());
      await listener.settle();
      assert.equal(listener.time, 9 * (i + 1));
    }
    await listener.close();
    const starts = heard.flatMap(({ characters }) => characters).filter(({ text }) => text === 'Q');
    assert.equal(starts.length, 3);
    starts.forEach(({ start }, i) => {
      assert.ok(Math.abs(start - (9 * i + (starts[0]?.start ?? 0))) < 0.1, `${start}`);
    });
    assert.ok(heard.every(({ time, characters }) => time === characters[0]?.start));
  });

  test('takes in what was pushed before it is closed, without being waited for, and refuses what comes later', async () => {
    let text = '';
    const listener = await open({ onText: (more) => (text += more.text) });
    const samples = over();
    const pushes = [0, 1, 2].map((i) => {
      const part = samples.slice(24_000 * i, 24_000 * (i + 1));
      const pushed = listener.push(part);
      part.fill(0);
      return pushed;
    });
    const settled = listener.settle();
    await listener.close();
    await Promise.all([...pushes, settled]);
    assert.equal(text.trim(), TEXT);
    await assert.rejects(listener.push(samples), /closed/);
    await assert.rejects(listener.settle(), /closed/);
  });

  test('what its callback throws, push or settle throws', async () => {
    const listener = await open({
      onText: () => {
        throw new Error('no room on the disk');
      },
    });
    await assert.rejects(async () => {
      await listener.push(over());
      await listener.settle();
    }, /no room on the disk/);
    await listener.close();
  });

  test('says what cannot be', async () => {
    await assert.rejects(open({ sideband: 'am' as 'usb' }), /sideband is “am”; there are: usb, lsb, none/);
    await assert.rejects(open({ iq: 'left' as 'iq' }), /iq is “left”/);
    const listener = await open({ iq: true });
    await assert.rejects(listener.push(new Float32Array(4801)), /even number of values, not 4801/);
    await listener.close();
  });
});
