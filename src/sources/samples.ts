import { HIGHEST_RATE } from '../dsp/grid.js';
import type { AudioBlock, PairOrder } from '../engine/audio-block.js';
import { MorseDecoderError } from '../errors.js';

/** Hz: what the receiver's resampler takes. */
const MIN_SAMPLE_RATE = 3000;
const MAX_SAMPLE_RATE = 768_000;

/** Mono samples: floats are −1…1; 16-bit integers, as receivers send them, are divided by 32768. */
export type Samples = Float32Array | Float64Array | Int16Array | readonly number[];

/** What a page may say of samples that it pushes. */
export interface PushOptions {
  /**
   * The source's own clock at the first sample, in seconds from any origin, such as a time stamp or a running number of packets
   * times their length; not when the samples arrived. It goes forward only: what it leaves out between two pushes, from 10 ms
   * on, was not received. Set back by more than a second, or forward by more than 12 hours, it has begun anew.
   */
  readonly time?: number | undefined;
}

/**
 * A block of the caller's samples, copied, so that the caller may use its array again. Arrays of other frames are taken too.
 *
 * @param samples mono, see `Samples`
 * @param sampleRate Hz, 3000…768000
 * @param time see {@link PushOptions}
 * @param pairs the samples are interleaved I and Q
 * @throws MorseDecoderError `bad-samples`, `bad-sample-rate`, `bad-time`
 */
export function checkedBlock(
  samples: unknown,
  sampleRate: unknown,
  time?: unknown,
  pairs: PairOrder | null = null,
): AudioBlock {
  const floats = toFloats(samples);
  const rate = checkedRate(sampleRate);
  if (pairs) checkPairs(floats.length, rate);
  for (let i = 0; i < floats.length; i++) {
    if (!Number.isFinite(floats[i])) throw new MorseDecoderError('bad-samples', `sample ${i} is ${floats[i]}`);
  }
  return {
    samples: floats,
    sampleRate: rate,
    ...(pairs && { pairs }),
    ...(time !== undefined && { time: checkedTime(time) }),
  };
}

/** @throws MorseDecoderError `bad-samples`, `bad-sample-rate` */
function checkPairs(length: number, rate: number): void {
  if (length % 2 === 1)
    throw new MorseDecoderError('bad-samples', `pairs of I and Q are an even number of values, not ${length}`);
  if (rate <= HIGHEST_RATE) return;
  const action = `Give I and Q of at most ${HIGHEST_RATE} Hz.`;
  throw new MorseDecoderError('bad-sample-rate', `${rate} Hz`, { action });
}

/** @throws MorseDecoderError `bad-time` */
function checkedTime(time: unknown): number {
  if (typeof time === 'number' && Number.isFinite(time)) return time;
  const given = typeof time === 'number' ? String(time) : `${typeof time}, not a number`;
  throw new MorseDecoderError('bad-time', `time is ${given}`);
}

/** Seconds that were not received. @throws MorseDecoderError `bad-time` */
export function checkedGap(seconds: unknown): number {
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new MorseDecoderError('bad-time', `a gap of ${String(seconds)} s`);
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
  const given = typeof sampleRate === 'number' ? `${sampleRate} Hz` : `${typeof sampleRate}, not a number`;
  throw new MorseDecoderError('bad-sample-rate', given);
}
