import type { Calibration } from '../morse/calibration.js';

/** What `models/*.json` says about a model: its features, its tokens and its state. */
export interface ModelContract {
  readonly name: string;
  readonly version: string;
  /** File name of the ONNX model, beside the JSON. */
  readonly file: string;
  /** Hex SHA-256 of the ONNX file. */
  readonly sha256: string;
  readonly bytes: number;
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
  /** Frames for each output. */
  readonly stride: number;
  /** Floats of one slot's state. */
  readonly stateSize: number;
  /** Token 0 is the CTC blank, token 1 the word space, the others Morse codes in ASCII `.` and `-`. */
  readonly tokens: readonly string[];
  /** Output frames by which the key output lags the centre of the newest frame. */
  readonly keyDelay: number;
  /**
   * Frames that the model wants to see after the last one whose text counts. A model with this field also reads backwards
   * and takes the input `ahead`: how many of the last outputs of a chunk are look-ahead only. They are dropped, the state
   * that comes back is that before them, and their frames are given again at the head of the next chunk.
   */
  readonly lookahead?: number;
  /** Maps raw confidences to the share of characters that are right; without it the raw ones are shown. */
  readonly calibration?: Calibration;
}
