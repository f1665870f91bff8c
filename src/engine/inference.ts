import type { Lane } from './lane.js';

/** A batch of equally long feature chunks, `features` `[frames, slots, F]` time-major. */
export interface InferenceBatch {
  readonly lane: Lane;
  readonly slots: readonly number[];
  readonly frames: number;
  readonly features: Float32Array;
  /** Of a model with look-ahead: how many of the last outputs, at least 1, do not count; the state comes from before them. */
  readonly ahead?: number;
}

export interface InferenceResult {
  /** `[frames / stride, slots, V]`. */
  readonly logProbs: Float32Array;
  /** `[frames / stride, slots]`. */
  readonly key: Float32Array;
  readonly resetSlots: readonly number[];
}

/**
 * Where a receiver's batches go: one inference worker, over a port, or a session in the same thread (headless tools).
 * `run` rejects when the worker is lost or the run fails; the slots' states are then gone.
 */
export interface InferenceClient {
  readonly id: number;
  /** Fraction of time that the worker was busy, 0…1, as last reported. */
  readonly busy: number;
  /** Another model runs on the same thread: a long run here delays that one. */
  readonly shared: boolean;
  open(slot: number, state?: Float32Array): void;
  close(slot: number): void;
  take(slot: number): Promise<Float32Array>;
  run(batch: InferenceBatch): Promise<InferenceResult>;
}
