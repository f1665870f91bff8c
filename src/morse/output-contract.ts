import type { Calibration } from './calibration.js';

/** What a model's outputs mean. Part of a model's contract. */
export interface OutputContract {
  /** Token 0 is the CTC blank, token 1 the word space, the others Morse codes in ASCII `.` and `-`. */
  readonly tokens: readonly string[];
  /** Frames for each output. */
  readonly stride: number;
  /** Output frames by which the key output lags the centre of the newest frame. */
  readonly keyDelay: number;
  /** Maps raw confidences to the share of characters that are right; without it the raw ones are shown. */
  readonly calibration?: Calibration;
}
