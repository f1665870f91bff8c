import { allFinite } from '../dsp/finite.js';
import type { AudioBlock } from './audio-block.js';

/** Hz that a source may have. */
export const SAMPLE_RATES = { lowest: 3000, highest: 768_000 } as const;

/** Stands between a source and the signal processing: what passes is finite and has a rate that can be resampled. */
export class InputGuard {
  #badSamples = 0;

  /** Samples that were not finite and were replaced by 0, in all. */
  get badSamples(): number {
    return this.#badSamples;
  }

  /** True when `rate` (Hz) is one that a sound source can have. */
  static acceptsRate(rate: number): boolean {
    return rate >= SAMPLE_RATES.lowest && rate <= SAMPLE_RATES.highest;
  }

  /** The block's samples, pairs with I first, or a copy in which what is not finite is 0. */
  clean(block: AudioBlock): Float32Array {
    const samples = inOrder(block);
    if (allFinite(samples)) return samples;
    return samples.map((sample) => {
      if (Number.isFinite(sample)) return sample;
      this.#badSamples++;
      return 0;
    });
  }
}

/** Pairs with I first. */
function inOrder({ samples, pairs }: AudioBlock): Float32Array {
  if (!pairs) return samples;
  const whole = samples.subarray(0, samples.length - (samples.length % 2));
  return pairs === 'qi' ? whole.map((_, i) => whole[i ^ 1] as number) : whole;
}
