import type { ModelContract } from '../engine/model-contract.js';
import { type ErrorCode, MorseDecoderError } from '../errors.js';
import { Scope } from '../scope.js';
import type { InferenceAssets } from './assets.js';
import type { InferenceStats, InferenceToPool, PoolToInference } from './inference-messages.js';
import { launchWorker } from './launch.js';

/** What can be seen of one inference worker. */
export interface PoolWorkerStats {
  readonly id: number;
  /** Open slots. */
  readonly slots: number;
  /** Fraction of the last 2 s spent in runs, 0…1. */
  readonly busy: number;
  /** Jobs that wait. */
  readonly queue: number;
  /** Slots in a run, mean since the start. */
  readonly meanBatch: number;
  /** Bytes of wasm memory. */
  readonly memory: number;
  /** Milliseconds that the session took to start. */
  readonly startMs: number;
}

/**
 * Milliseconds in which a worker has to answer, and then once more: when the page itself has hung, the timer and the answer
 * become due together, and the answer must have its turn.
 */
const ANSWER = 2500;
const LAST_CHANCE = 500;

const CODES = {
  'model-corrupt': 'model-corrupt',
  'wasm-unsupported': 'no-webassembly-simd',
  'inference-failed': 'inference-failed',
} as const satisfies Record<Extract<InferenceToPool, { type: 'failed' }>['code'], ErrorCode>;

export interface PoolWorkerEvents {
  changed(worker: PoolWorker): void;
  /** It has died, or has to be taken for dead. */
  died(worker: PoolWorker, reason: MorseDecoderError): void;
}

/** One inference worker as its pool sees it. */
export class PoolWorker {
  readonly id: number;
  readonly #worker: Worker;
  readonly #events: PoolWorkerEvents;
  readonly #scope = new Scope();
  readonly #startMs: number;
  #stats: InferenceStats = { slots: 0, busy: 0, queue: 0, runs: 0, slotRuns: 0, memory: 0 };
  /** Ends with the answer that is waited for. */
  #answer: Scope | null = null;
  /** Since when it has been busy for more than half of the time; null while it is not. */
  hotSince: number | null = null;

  private constructor(id: number, worker: Worker, startMs: number, events: PoolWorkerEvents) {
    this.id = id;
    this.#worker = worker;
    this.#startMs = startMs;
    this.#events = events;
    this.#scope.add(() => worker.terminate());
    worker.onmessage = (event: MessageEvent<InferenceToPool>) => this.#receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#die('worker-lost', event.message);
    };
  }

  /** @throws MorseDecoderError `worker-blocked`, or what the session's start says */
  static async start(
    id: number,
    assets: InferenceAssets,
    contract: ModelContract,
    events: PoolWorkerEvents,
  ): Promise<PoolWorker> {
    const worker = await launchWorker(assets.script, `morse inference ${id}`);
    try {
      const { wasm, model } = assets;
      const startMs = await initialised(worker, { type: 'init', wasm, model, contract });
      return new PoolWorker(id, worker, startMs, events);
    } catch (error) {
      worker.terminate();
      throw error;
    }
  }

  get stats(): PoolWorkerStats {
    const { slots, busy, queue, runs, slotRuns, memory } = this.#stats;
    const meanBatch = runs > 0 ? slotRuns / runs : 0;
    return { id: this.id, slots, busy, queue, meanBatch, memory, startMs: this.#startMs };
  }

  /** A port for a receiver. */
  connect(client: number): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#send({ type: 'connect', client, port: port1 }, [port1]);
    return port2;
  }

  disconnect(client: number): void {
    this.#send({ type: 'disconnect', client });
  }

  /** Asks for news, which come as a change; a worker that does not answer within 3 s is dead. */
  ask(): void {
    if (this.#answer || this.#scope.disposed) return;
    this.#answer = new Scope(this.#scope);
    this.#send({ type: 'report' });
    this.#expect(ANSWER, () => this.#expect(LAST_CHANCE, () => this.#die('worker-lost', 'It does not answer.')));
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #send(message: PoolToInference, transfer: Transferable[] = []): void {
    if (!this.#scope.disposed) this.#worker.postMessage(message, transfer);
  }

  #receive(message: InferenceToPool): void {
    if (this.#scope.disposed) return;
    this.#answer?.dispose();
    this.#answer = null;
    if (message.type === 'stats') {
      this.#stats = message.stats;
      this.#events.changed(this);
    } else if (message.type === 'failed') {
      this.#die(CODES[message.code], message.message);
    }
  }

  #expect(milliseconds: number, missed: () => void): void {
    const timer = setTimeout(missed, milliseconds);
    this.#answer?.add(() => clearTimeout(timer));
  }

  #die(code: ErrorCode, detail: string): void {
    if (this.#scope.disposed) return;
    this.#scope.dispose();
    this.#events.died(this, new MorseDecoderError(code, detail));
  }
}

/** Milliseconds that the start took. A Module that cannot be cloned is sent as nothing: the browser then throws. */
function initialised(worker: Worker, init: PoolToInference): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<InferenceToPool>) => {
      if (data.type === 'ready') resolve(data.startMs);
      if (data.type === 'failed') reject(new MorseDecoderError(CODES[data.code], data.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new MorseDecoderError('worker-lost', event.message));
    };
    worker.postMessage(init);
  });
}
