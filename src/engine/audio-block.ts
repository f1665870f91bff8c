/** Mono samples, nominally −1…1. */
export interface AudioBlock {
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
  /** The source's own clock at the first sample, seconds since whenever; what is missing between two blocks was not received. */
  readonly time?: number;
}
