import type { AudioBlock } from '../engine/audio-block.js';
import { MorseDecoderError } from '../errors.js';

/** Hz: what the receiver's resampler takes. */
const MIN_SAMPLE_RATE = 3000;
const MAX_SAMPLE_RATE = 768_000;

/**
 * A block of the caller's samples, copied, so that the caller may use its array again.
 *
 * @param samples mono, −1…1
 * @param sampleRate Hz, 3000…768000
 * @throws MorseDecoderError `bad-samples`, `bad-sample-rate`
 */
export function checkedBlock(samples: unknown, sampleRate: unknown): AudioBlock {
  if (!(samples instanceof Float32Array)) throw new MorseDecoderError('bad-samples', 'a Float32Array is needed');
  const rate = checkedRate(sampleRate);
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isFinite(samples[i])) throw new MorseDecoderError('bad-samples', `sample ${i} is ${samples[i]}`);
  }
  return { samples: samples.slice(), sampleRate: rate };
}

/** @throws MorseDecoderError `bad-sample-rate` */
export function checkedRate(sampleRate: unknown): number {
  if (typeof sampleRate === 'number' && sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)
    return sampleRate;
  throw new MorseDecoderError('bad-sample-rate', `${String(sampleRate)} Hz`);
}
