import { SAMPLE_RATES } from './engine/input-guard.js';
import { SIDEBANDS } from './engine/radio.js';

/** Hz: where the long window still fits above 0 Hz. */
const LOWEST = 50;

/** What a value is, for people. */
const kind = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
const shown = (value: unknown): string => (typeof value === 'string' ? `“${value}”` : String(value));

/**
 * Makes sure of what a caller from JavaScript may get wrong, before anything is loaded.
 *
 * @throws TypeError, RangeError: which argument, what it is and what is needed
 */
export function checkSound(samples: unknown, sampleRate: unknown): void {
  checkSamples(samples);
  checkRate(sampleRate);
  const bad = samples.findIndex((sample) => !Number.isFinite(sample));
  if (bad >= 0) throw new RangeError(`samples[${bad}] is ${samples[bad]}; samples must be finite.`);
}

/** @throws TypeError as {@link checkSound} */
export function checkSamples(samples: unknown): asserts samples is Float32Array {
  if (!(samples instanceof Float32Array)) {
    const advice =
      samples instanceof Int16Array
        ? ': divide by 32768'
        : ArrayBuffer.isView(samples)
          ? ': decode the file first'
          : '';
    throw new TypeError(`samples must be a Float32Array of mono samples from −1 to 1, not ${kind(samples)}${advice}.`);
  }
}

/** @throws TypeError, RangeError as {@link checkSound} */
export function checkRate(sampleRate: unknown): void {
  const { lowest, highest } = SAMPLE_RATES;
  if (typeof sampleRate !== 'number')
    throw new TypeError(`sampleRate is ${shown(sampleRate)}; it must be a number, Hz.`);
  if (!(sampleRate >= lowest && sampleRate <= highest))
    throw new RangeError(
      `A sample rate of ${shown(sampleRate)} Hz is not possible; it must lie between ${lowest} and ${highest} Hz.`,
    );
}

/** @throws TypeError for what are no settings */
export function checkSettings(settings: unknown): void {
  if (typeof settings !== 'object' || settings === null)
    throw new TypeError(`The settings are ${shown(settings)}; they must be an object, or left out.`);
}

/** @throws TypeError for what is not the settings of a listener, also for a rate that is no number, RangeError for its sample rate */
export function checkListening(settings: unknown): void {
  const needed = '{ sampleRate, onText }';
  if (typeof settings !== 'object' || settings === null)
    throw new TypeError(`The settings are ${shown(settings)}; they must be ${needed}.`);
  checkRate(Reflect.get(settings, 'sampleRate'));
  if (typeof Reflect.get(settings, 'onText') !== 'function')
    throw new TypeError('onText must be a function, which gets the text.');
  const sideband: unknown = Reflect.get(settings, 'sideband') ?? 'usb';
  if (!SIDEBANDS.some((known) => known === sideband))
    throw new TypeError(`sideband is ${shown(sideband)}; there are: ${SIDEBANDS.join(', ')}.`);
  const dial: unknown = Reflect.get(settings, 'dial') ?? 0;
  if (typeof dial !== 'number' || !Number.isFinite(dial))
    throw new TypeError(`dial is ${shown(dial)}; it must be a number, kHz.`);
}

/** @throws TypeError for what says nothing of I and Q */
export function checkPairs(iq: unknown): void {
  if (![true, false, 'iq', 'qi'].some((known) => known === iq))
    throw new TypeError(`iq is ${shown(iq)}; it must be true or 'iq', 'qi' where Q comes first, or false.`);
}

/** @throws RangeError for half a pair of I and Q */
export function checkWhole(samples: Float32Array): void {
  if (samples.length % 2 === 1)
    throw new RangeError(`Pairs of I and Q are an even number of values, not ${samples.length}.`);
}

/**
 * @param iq the samples are pairs of I and Q
 * @throws RangeError for a frequency (Hz) that cannot be copied, or that the samples cannot hold
 */
export function checkFrequency(frequency: unknown, sampleRate: number, iq: boolean): void {
  if (frequency === undefined || frequency === null) return;
  const highest = sampleRate / 2;
  const lowest = iq ? -highest : LOWEST;
  if (typeof frequency === 'number' && frequency >= lowest && frequency < highest) return;
  const all = 'or none: then every signal is copied';
  throw new RangeError(
    `frequency is ${shown(frequency)}; give ${lowest} to ${highest} Hz at this sample rate, ${all}.`,
  );
}

/** @throws TypeError, RangeError for what is not the two files of a model. @param name `live` or `accurate`; which it must be */
export function checkModel(files: unknown, name: 'live' | 'accurate'): void {
  const argument = name === 'live' ? 'model' : 'accurate';
  const needed = `{ contract, bytes }, of morse-${name}.json (parsed) and morse-${name}.onnx in dist/`;
  if (typeof files !== 'object' || files === null)
    throw new TypeError(`${argument} is ${shown(files)}; it must be ${needed}.`);
  const contract: unknown = Reflect.get(files, 'contract');
  const bytes: unknown = Reflect.get(files, 'bytes');
  if (typeof contract !== 'object' || contract === null || !Array.isArray(Reflect.get(contract, 'tokens')))
    throw new TypeError(`${argument}.contract is no contract of a model; ${argument} must be ${needed}.`);
  if (!(bytes instanceof Uint8Array))
    throw new TypeError(
      `${argument}.bytes must be a Uint8Array or Buffer, not ${kind(bytes)}; ${argument} must be ${needed}.`,
    );
  const length: unknown = Reflect.get(contract, 'bytes');
  if (bytes.length !== length)
    throw new RangeError(
      `${argument}.bytes has ${bytes.length} bytes, and its contract says ${length}: it is damaged, or of another model.`,
    );
  const isAccurate = Number(Reflect.get(contract, 'lookahead') ?? 0) > 0;
  if (isAccurate !== (name === 'accurate'))
    throw new RangeError(`${argument} is ${isAccurate ? 'an accurate' : 'a live'} model; it must be ${needed}.`);
}
