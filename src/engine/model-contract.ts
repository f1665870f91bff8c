import type { FeatureContract } from '../dsp/feature-contract.js';
import type { OutputContract } from '../morse/output-contract.js';

/** What `models/*.json` says about a model: its features, its tokens and its state. */
export interface ModelContract extends FeatureContract, OutputContract {
  readonly name: string;
  readonly version: string;
  /** File name of the ONNX model, beside the JSON. */
  readonly file: string;
  /** Hex SHA-256 of the ONNX file. */
  readonly sha256: string;
  readonly bytes: number;
  /** Floats of one slot's state. */
  readonly stateSize: number;
  /**
   * Frames that the model wants to see after the last one whose text counts. A model with this field also reads backwards
   * and takes the input `ahead`: how many of the last outputs of a chunk are look-ahead only. They are dropped, the state
   * that comes back is that before them, and their frames are given again at the head of the next chunk.
   */
  readonly lookahead?: number;
  /** Of the accurate model: the file of the language model that its readings are chosen by, beside the JSON. */
  readonly language?: { readonly file: string; readonly sha256: string; readonly bytes: number };
  /** Of the live model: a smaller one for side channels of a crowded band, beside the JSON. What is not said here is as above. */
  readonly side?: Pick<ModelContract, 'file' | 'sha256' | 'bytes' | 'stateSize' | 'calibration'>;
}

/** The contract of the smaller model; null where there is none. */
export const sideContract = ({ side, ...contract }: ModelContract): ModelContract | null =>
  side ? { ...contract, name: 'morse-side', ...side } : null;
