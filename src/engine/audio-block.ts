/** Mono samples, nominally −1…1. */
export interface AudioBlock {
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
  /** The source's own clock at the first sample, seconds from any origin: what it leaves out between blocks was not received. */
  readonly time?: number;
  /** Seconds that were not received before the first sample, for sources without a clock. */
  readonly gap?: number;
}
