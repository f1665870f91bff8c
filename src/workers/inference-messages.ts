/** The links of an inference worker: to the pool (its owner, on the page) and to receivers (over a MessagePort each). Types only. */

import type { Lane } from '../engine/lane.js';
import type { ModelContract } from '../engine/model-contract.js';
import type { Started } from './started.js';

/** Pool → worker. A worker holds a session for each model that it runs; `seat` is the session's number in the page. */
export type PoolToInference =
  | {
      readonly type: 'load';
      readonly seat: number;
      /** A compiled module, or the bytes where a Module cannot be cloned. The first one starts the worker's runtime. */
      readonly wasm: WebAssembly.Module | ArrayBuffer;
      readonly model: ArrayBuffer;
      readonly contract: ModelContract;
    }
  | { readonly type: 'unload'; readonly seat: number }
  /** A receiver's port: `ReceiverToInference` comes in, `InferenceToReceiver` goes out. */
  | { readonly type: 'connect'; readonly seat: number; readonly client: number; readonly port: MessagePort }
  | { readonly type: 'disconnect'; readonly seat: number; readonly client: number }
  /** Asks for a `stats` answer. */
  | { readonly type: 'report' };

/** Worker → pool. */
export type InferenceToPool =
  /** The script runs: no security policy has stopped it. */
  | Started
  | { readonly type: 'ready'; readonly seat: number; readonly startMs: number }
  | {
      readonly type: 'failed';
      readonly seat: number;
      readonly code: 'model-corrupt' | 'wasm-unsupported' | 'inference-failed';
      readonly message: string;
    }
  | { readonly type: 'stats'; readonly seats: readonly SeatStats[] };

export interface SeatStats {
  readonly seat: number;
  readonly stats: InferenceStats;
}

export interface InferenceStats {
  /** Open slots. */
  readonly slots: number;
  /** Fraction of wall-clock time spent in runs over the last 2 s, 0…1. */
  readonly busy: number;
  /** Jobs that wait. */
  readonly queue: number;
  /** Runs since the start, and slots in them: their quotient is the mean batch. */
  readonly runs: number;
  readonly slotRuns: number;
  /** Bytes of the wasm memory. */
  readonly memory: number;
}

/** Receiver → worker. Slots are numbered by the receiver; a slot is one frequency's recurrent state. */
export type ReceiverToInference =
  /** `state` null: fresh (zeros). */
  | { readonly type: 'open'; readonly slot: number; readonly state: Float32Array | null }
  | { readonly type: 'close'; readonly slot: number }
  /** Close the slot and send its state back, for moving it to another worker. */
  | { readonly type: 'take'; readonly slot: number }
  /** One batch: `features` is `[frames, slots.length, F]`, time-major, `frames` a multiple of the model's stride. */
  | {
      readonly type: 'run';
      readonly id: number;
      readonly lane: Lane;
      readonly slots: readonly number[];
      readonly frames: number;
      readonly features: Float32Array;
      /** Of a model with look-ahead: how many of the last outputs do not count. */
      readonly ahead?: number;
    };

/** Worker → receiver. */
export type InferenceToReceiver =
  | {
      readonly type: 'result';
      readonly id: number;
      /** `[frames / stride, slots, V]`. */
      readonly logProbs: Float32Array;
      /** `[frames / stride, slots]`. */
      readonly key: Float32Array;
      readonly busy: number;
      /** Another model runs on the same thread. */
      readonly shared: boolean;
      /** Slots whose output was not finite: their state was reset to zeros. */
      readonly resetSlots: readonly number[];
    }
  | { readonly type: 'state'; readonly slot: number; readonly state: Float32Array }
  | { readonly type: 'run-failed'; readonly id: number; readonly message: string };
