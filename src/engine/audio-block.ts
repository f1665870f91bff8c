/** How pairs lie in interleaved samples: I first, or Q first, which turns the spectrum round. */
export type PairOrder = 'iq' | 'qi';

/** Samples, nominally −1…1: mono, or pairs of I and Q. */
export interface AudioBlock {
  /** With `pairs` interleaved. */
  readonly samples: Float32Array;
  /** Hz; with `pairs` of those. */
  readonly sampleRate: number;
  readonly pairs?: PairOrder;
  /** The source's own clock at the first sample, seconds from any origin: what it leaves out between blocks was not received. */
  readonly time?: number;
  /** Seconds that were not received before the first sample, for sources without a clock. */
  readonly gap?: number;
}

/** Values that wait at most to be read, 4 bytes each: 17 min of mono at 48 kHz. */
export const MOST_WAITING = 50_000_000;

/** Values of one moment. */
export const channelsOf = ({ pairs }: Pick<AudioBlock, 'pairs'>): 1 | 2 => (pairs ? 2 : 1);

/** Length of a block, seconds. */
export const secondsOf = (block: Pick<AudioBlock, 'samples' | 'sampleRate' | 'pairs'>): number =>
  block.samples.length / channelsOf(block) / block.sampleRate;
