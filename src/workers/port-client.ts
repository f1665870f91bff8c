import type { InferenceBatch, InferenceClient, InferenceResult } from '../engine/inference.js';
import type { InferenceToReceiver, ReceiverToInference } from './inference-messages.js';

interface Waiting<T> {
  readonly since: number;
  resolve(value: T): void;
  reject(reason: Error): void;
}

/** A receiver's client over the port of an inference worker. */
export class PortClient implements InferenceClient {
  readonly id: number;
  readonly #port: MessagePort;
  readonly #now: () => number;
  readonly #runs = new Map<number, Waiting<InferenceResult>>();
  readonly #states = new Map<number, Waiting<Float32Array>>();
  #nextRun = 1;
  #busy = 0;
  #shared = true;
  #lost = false;

  /** @param now milliseconds of a steady clock, for {@link waiting} */
  constructor(id: number, port: MessagePort, now: () => number) {
    this.id = id;
    this.#port = port;
    this.#now = now;
    port.onmessage = (event: MessageEvent<InferenceToReceiver>) => this.#receive(event.data);
    port.onmessageerror = () => this.lose('A message of the inference worker could not be read.');
  }

  get busy(): number {
    return this.#busy;
  }

  /** Until the worker has said otherwise, the careful answer. */
  get shared(): boolean {
    return this.#shared;
  }

  /** Milliseconds for which the oldest request has had no answer; 0 when none waits. */
  get waiting(): number {
    const [oldest] = this.#runs.values();
    return oldest ? this.#now() - oldest.since : 0;
  }

  open(slot: number, state?: Float32Array): void {
    this.#send({ type: 'open', slot, state: state ?? null }, state ? [state.buffer] : []);
  }

  close(slot: number): void {
    this.#send({ type: 'close', slot });
  }

  take(slot: number): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.#lost) throw new Error('The inference worker is gone.');
      this.#states.set(slot, { since: this.#now(), resolve, reject });
      this.#send({ type: 'take', slot });
    });
  }

  run(batch: InferenceBatch): Promise<InferenceResult> {
    return new Promise((resolve, reject) => {
      if (this.#lost) throw new Error('The inference worker is gone.');
      const id = this.#nextRun++;
      this.#runs.set(id, { since: this.#now(), resolve, reject });
      this.#send({ type: 'run', id, ...batch }, [batch.features.buffer]);
    });
  }

  /** The worker is gone: everything that waits for it rejects, now and from now on. */
  lose(reason: string): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#port.close();
    for (const waiting of [...this.#runs.values(), ...this.#states.values()]) waiting.reject(new Error(reason));
    this.#runs.clear();
    this.#states.clear();
  }

  #send(message: ReceiverToInference, transfer: Transferable[] = []): void {
    if (!this.#lost) this.#port.postMessage(message, transfer);
  }

  #receive(message: InferenceToReceiver): void {
    switch (message.type) {
      case 'result': {
        this.#busy = message.busy;
        this.#shared = message.shared;
        this.#runs.get(message.id)?.resolve(message);
        this.#runs.delete(message.id);
        break;
      }
      case 'run-failed': {
        this.#runs.get(message.id)?.reject(new Error(message.message));
        this.#runs.delete(message.id);
        break;
      }
      case 'state': {
        this.#states.get(message.slot)?.resolve(message.state);
        this.#states.delete(message.slot);
        break;
      }
    }
  }
}
