import type { AudioBlock } from '../engine/audio-block.js';
import { MorseDecoderError } from '../errors.js';

/** Hz: what the receiver's resampler takes. */
const MIN_SAMPLE_RATE = 3000;
const MAX_SAMPLE_RATE = 768_000;

/** Mono samples: floats are −1…1; 16-bit integers, as receivers send them, are divided by 32768. */
export type Samples = Float32Array | Float64Array | Int16Array | readonly number[];

/**
 * A block of the caller's samples, copied, so that the caller may use its array again. Arrays of other frames are taken too.
 *
 * @param samples mono, see `Samples`
 * @param sampleRate Hz, 3000…768000
 * @throws MorseDecoderError `bad-samples`, `bad-sample-rate`
 */
export function checkedBlock(samples: unknown, sampleRate: unknown): AudioBlock {
  const floats = toFloats(samples);
  const rate = checkedRate(sampleRate);
  for (let i = 0; i < floats.length; i++) {
    if (!Number.isFinite(floats[i])) throw new MorseDecoderError('bad-samples', `sample ${i} is ${floats[i]}`);
  }
  return { samples: floats, sampleRate: rate };
}

export const isSamples = (value: unknown): value is Samples => ArrayBuffer.isView(value) || Array.isArray(value);

/** A copy. @throws MorseDecoderError `bad-samples` for anything whose full scale is not known */
function toFloats(samples: unknown): Float32Array<ArrayBuffer> {
  const kind = Object.prototype.toString.call(samples).slice(8, -1);
  if (kind === 'Float32Array' || kind === 'Float64Array') return new Float32Array(samples as Float32Array);
  if (kind === 'Int16Array') return Float32Array.from(samples as Int16Array, (value) => value / 32_768);
  if (Array.isArray(samples)) return Float32Array.from(samples as readonly number[]);
  throw new MorseDecoderError('bad-samples', `a Float32Array or an Int16Array is needed, not ${kind}`);
}

/** @throws MorseDecoderError `bad-sample-rate` */
export function checkedRate(sampleRate: unknown): number {
  if (typeof sampleRate === 'number' && sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)
    return sampleRate;
  throw new MorseDecoderError('bad-sample-rate', `${String(sampleRate)} Hz`);
}
