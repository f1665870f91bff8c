import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { ModelContract } from '../engine/model-contract.js';
import { type WasmSource, withWasm } from './wasm-hook.js';

/** What one run gives: row-major arrays of this run alone. */
export interface SessionOutput {
  /** `[frames / stride, slots, V]`. */
  readonly logProbs: Float32Array;
  /** `[frames / stride, slots]`. */
  readonly key: Float32Array;
  /** `[slots, S]`. */
  readonly nextStates: Float32Array;
  /** Milliseconds of the run itself, without the wait for others on the thread. */
  readonly ms: number;
}

/**
 * Overlapping runs corrupt the runtime's memory, on one session or on several, so all of this thread's calls stand in one
 * line.
 */
let line: Promise<unknown> = Promise.resolve();

function inLine<T>(action: () => Promise<T>): Promise<T> {
  const turn = line.then(action, action);
  line = turn.catch(() => undefined);
  return turn;
}

/** The runtime may throw a bare number (a C++ exception's address). */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(`The inference runtime failed (${String(reason)}).`);
}

/** One onnxruntime-web session on one thread. It keeps no state between runs: states go in and come out. */
export class ModelSession {
  readonly #session: InferenceSession;
  readonly #memory: WebAssembly.Memory | null;
  readonly #features: number;
  readonly #stateSize: number;
  readonly #looksAhead: boolean;

  private constructor(session: InferenceSession, memory: WebAssembly.Memory | null, contract: ModelContract) {
    this.#session = session;
    this.#memory = memory;
    this.#features = contract.shortOffsets.length + contract.longOffsets.length;
    this.#stateSize = contract.stateSize;
    this.#looksAhead = contract.lookahead !== undefined;
  }

  /** @throws when the wasm does not start, or the model is no ONNX file or not the one that the contract describes. */
  static create(wasm: WasmSource, model: Uint8Array, contract: ModelContract): Promise<ModelSession> {
    return inLine(async () => {
      env.logLevel = 'error';
      env.wasm.numThreads = 1;
      env.wasm.proxy = false;
      // Any buffer makes the runtime skip its own fetch; the hook supplies the module.
      env.wasm.wasmBinary = new ArrayBuffer(8);
      try {
        const { result, memory } = await withWasm(wasm, () =>
          InferenceSession.create(model, {
            executionProviders: ['wasm'],
            executionMode: 'sequential',
            // With the higher levels both models give the same numbers at the same speed, and take a fifth longer to start.
            graphOptimizationLevel: 'basic',
          }),
        );
        return new ModelSession(result, memory, contract);
      } catch (reason) {
        throw asError(reason);
      }
    });
  }

  /** Bytes of the wasm memory, 0 when unknown. */
  get memory(): number {
    return this.#memory?.buffer.byteLength ?? 0;
  }

  /**
   * @param features `[frames, slots, F]`, time-major, `frames` a multiple of the model's stride
   * @param states `[slots, S]`
   * @param ahead of a model with look-ahead: how many of the last outputs do not count, at least 1
   * @throws when the runtime fails; the session should then not be used again.
   */
  run(features: Float32Array, frames: number, slots: number, states: Float32Array, ahead = 1): Promise<SessionOutput> {
    return inLine(async () => {
      try {
        const from = performance.now();
        const output = await this.#session.run({
          features: new Tensor('float32', features, [frames, slots, this.#features]),
          state: new Tensor('float32', states, [slots, this.#stateSize]),
          ...(this.#looksAhead && { ahead: new Tensor('int64', BigInt64Array.of(BigInt(ahead)), [1]) }),
        });
        return {
          ms: performance.now() - from,
          logProbs: floats(output.log_probs),
          key: floats(output.key),
          nextStates: floats(output.next_state),
        };
      } catch (reason) {
        throw asError(reason);
      }
    });
  }

  release(): Promise<void> {
    return inLine(() => this.#session.release());
  }
}

function floats(tensor: InferenceSession.OnnxValueMapType[string] | undefined): Float32Array {
  if (tensor instanceof Tensor && tensor.data instanceof Float32Array) return tensor.data;
  throw new Error('The model lacks one of the outputs log_probs, key and next_state.');
}
