/** Mono samples, nominally −1…1. */
export interface AudioBlock {
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}
