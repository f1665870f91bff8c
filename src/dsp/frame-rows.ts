/** The two planes of one frame, or of a part of its spectrum: log powers. */
export interface FrameRows {
  readonly long: Float32Array;
  readonly short: Float32Array;
  /** Bin of the first value. */
  readonly first: number;
}
