import type { AudioBlock } from '../engine/audio-block.js';
import { MorseDecoderError } from '../errors.js';

/** Hz: what the receiver's resampler takes. */
const MIN_SAMPLE_RATE = 3000;
const MAX_SAMPLE_RATE = 768_000;

/** What a page may say of samples that it pushes. */
export interface PushOptions {
  /**
   * The source's own clock at the first sample, seconds from any origin, such as a time stamp or a running number of packets
   * times their length; not when the samples arrived. It goes forward only: what it leaves out between two pushes, from 10 ms
   * on, was not received. Set back by more than a second, or forward by more than 12 hours, it has begun anew.
   */
  readonly time?: number | undefined;
}

/**
 * A block of the caller's samples, copied, so that the caller may use its array again.
 *
 * @param samples mono, −1…1
 * @param sampleRate Hz, 3000…768000
 * @param time see {@link PushOptions}
 * @throws MorseDecoderError `bad-samples`, `bad-sample-rate`, `bad-time`
 */
export function checkedBlock(samples: unknown, sampleRate: unknown, time?: unknown): AudioBlock {
  if (!(samples instanceof Float32Array)) throw new MorseDecoderError('bad-samples', 'a Float32Array is needed');
  const rate = checkedRate(sampleRate);
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isFinite(samples[i])) throw new MorseDecoderError('bad-samples', `sample ${i} is ${samples[i]}`);
  }
  return { samples: samples.slice(), sampleRate: rate, ...(time !== undefined && { time: checkedTime(time) }) };
}

/** @throws MorseDecoderError `bad-time` */
function checkedTime(time: unknown): number {
  if (typeof time === 'number' && Number.isFinite(time)) return time;
  throw new MorseDecoderError('bad-time', `time is ${String(time)}`);
}

/** Seconds that were not received. @throws MorseDecoderError `bad-time` */
export function checkedGap(seconds: unknown): number {
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new MorseDecoderError('bad-time', `a gap of ${String(seconds)} s`);
}

/** @throws MorseDecoderError `bad-sample-rate` */
export function checkedRate(sampleRate: unknown): number {
  if (typeof sampleRate === 'number' && sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)
    return sampleRate;
  throw new MorseDecoderError('bad-sample-rate', `${String(sampleRate)} Hz`);
}
