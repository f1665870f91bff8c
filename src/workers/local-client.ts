import type { InferenceBatch, InferenceClient, InferenceResult } from '../engine/inference.js';
import type { CoreClient, InferenceCore } from './inference-core.js';

/** A receiver's client in the same thread as the session: for headless tools and tests. */
export class LocalClient implements InferenceClient {
  readonly id: number;
  /** Nobody here waits for the other model. */
  readonly shared = false;
  readonly #core: InferenceCore;
  readonly #client: CoreClient;

  constructor(id: number, core: InferenceCore) {
    this.id = id;
    this.#core = core;
    this.#client = core.connect();
  }

  get busy(): number {
    return this.#core.busy;
  }

  open(slot: number, state?: Float32Array): void {
    this.#client.slots.open(slot, state ?? null);
  }

  close(slot: number): void {
    this.#client.slots.close(slot);
  }

  take(slot: number): Promise<Float32Array> {
    const state = this.#client.slots.take(slot);
    return state ? Promise.resolve(state) : Promise.reject(new Error(`Slot ${slot} is not open.`));
  }

  run(batch: InferenceBatch): Promise<InferenceResult> {
    return this.#client.run(batch);
  }

  disconnect(): void {
    this.#client.disconnect();
  }
}
