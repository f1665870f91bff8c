/** How a model wants its features cut out of the spectrogram. Part of a model's contract. */
export interface FeatureContract {
  /** Hz. */
  readonly sampleRate: number;
  /** Samples from one frame to the next. */
  readonly hop: number;
  /** Samples of a frame: the long window. */
  readonly window: number;
  /** Samples of the short window, centred in the frame. */
  readonly shortWindow: number;
  readonly fftSize: number;
  /** Bins of the short plane, relative to the channel's centre bin. */
  readonly shortOffsets: readonly number[];
  /** Bins of the long plane, relative to the channel's centre bin. */
  readonly longOffsets: readonly number[];
  /** Added to the power before the logarithm. */
  readonly logFloor: number;
  /** Weight of the newest frame in the running mean. */
  readonly meanAlpha: number;
}
