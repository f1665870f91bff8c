import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { type DecodeSettings, decodeSamples, Listener, type ListenSettings, type ModelFiles } from './node.js';

const models = new URL('../models/', import.meta.url);
const load = async (name: string): Promise<ModelFiles> => ({
  contract: JSON.parse(await readFile(new URL(`${name}.json`, models), 'utf8')),
  bytes: await readFile(new URL(`${name}.onnx`, models)),
});

describe('decodeSamples() with arguments that cannot be right', async () => {
  const model = await load('morse-live');
  const accurate = await load('morse-accurate');
  const samples = new Float32Array(8000);
  const nan = samples.slice().fill(Number.NaN, 200, 201);
  const cases: readonly (readonly [unknown, unknown, unknown, RegExp])[] = [
    [undefined, 8000, { model }, /^TypeError: samples must be a Float32Array .*not Undefined/],
    [new Int16Array(9), 8000, { model }, /^TypeError: samples .*not Int16Array: divide by 32768/],
    [Buffer.alloc(9), 8000, { model }, /^TypeError: samples .*not Uint8Array: decode the file first/],
    [nan, 8000, { model }, /^RangeError: samples\[200\] is NaN/],
    [samples, undefined, { model }, /^TypeError: sampleRate is undefined; it must be a number, Hz/],
    [samples, 44.1, { model }, /^RangeError: A sample rate of 44.1 Hz .*3000 and 768000/],
    [samples, 8000, { model: null }, /^TypeError: model is null; it must be \{ contract, bytes \}.*morse-live.json/],
    [samples, 8000, { model: 'morse-live.json' }, /^TypeError: model is “morse-live.json”/],
    [samples, 8000, { model: { ...model, contract: '{}' } }, /^TypeError: model.contract is no contract.*parsed/],
    [samples, 8000, { model: { contract: model.contract } }, /^TypeError: model.bytes must be .* not Undefined/],
    [samples, 8000, { model: { ...model, bytes: new Uint8Array(7) } }, /^RangeError: model.bytes has 7 bytes/],
    [samples, 8000, { model: accurate }, /^RangeError: model is an accurate model/],
    [samples, 8000, { model, accurate: model }, /^RangeError: accurate is a live model/],
    [samples, 8000, { model, frequency: -5 }, /^RangeError: frequency is -5; give 50 to 4000 Hz/],
    [samples, 8000, { model, frequency: Number.NaN }, /^RangeError: frequency is NaN/],
    [samples, 5000, { model, frequency: 2600 }, /^RangeError: frequency is 2600; give 50 to 2500 Hz/],
    [samples, 8000, { model, iq: true, frequency: -4001 }, /^RangeError: frequency is -4001; give -4000 to 4000 Hz/],
    [new Float32Array(8001), 8000, { model: null, iq: true }, /^RangeError: Pairs .* even number of values, not 8001/],
    [samples, 8000, { model, alphabet: 'klingon' }, /^RangeError: .*klingon/],
  ];
  for (const [sound, rate, settings, told] of cases) {
    test(String(told), async () => {
      const given = decodeSamples(sound as Float32Array, rate as number, settings as DecodeSettings);
      const error: unknown = await given.catch((thrown: unknown) => thrown);
      assert.match(String(error), told);
    });
  }
});

describe('a Listener with what cannot be right', async () => {
  test('is not made by new', () => {
    assert.throws(() => Reflect.construct(Listener, []), /^TypeError: .*await Listener.open/);
  });

  const settings = { sampleRate: 8000, onText: () => {}, model: await load('morse-live') };
  const cases: readonly (readonly [object | undefined, unknown, RegExp])[] = [
    [undefined, null, /^TypeError: The settings are undefined; .*sampleRate, onText/],
    [{ ...settings, sampleRate: undefined }, null, /^TypeError: sampleRate is undefined; it must be a number/],
    [{ ...settings, sampleRate: '8000' }, null, /^TypeError: sampleRate is “8000”; it must be a number/],
    [{ ...settings, onText: undefined }, null, /^TypeError: onText must be a function/],
    [{ ...settings, dial: '7030' }, null, /^TypeError: dial is “7030”; it must be a number, kHz/],
    [settings, new Int16Array(9), /^TypeError: samples .*not Int16Array: divide by 32768/],
  ];
  for (const [given, samples, told] of cases) {
    test(String(told), async () => {
      const listen = async () => {
        const listener = await Listener.open(given as ListenSettings);
        await listener.push(samples as Float32Array).finally(() => listener.close());
      };
      assert.match(String(await listen().catch((thrown: unknown) => thrown)), told);
    });
  }
});
