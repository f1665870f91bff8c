import type { ModelContract } from '../engine/model-contract.js';
import { type ErrorCode, MorseDecoderError } from '../errors.js';
import { Scope } from '../scope.js';
import type { InferenceProgram, WorkerScript } from './assets.js';
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
  /** Milliseconds that its first session took to start. */
  readonly startMs: number;
}

/**
 * Milliseconds in which a worker has to answer, and then once more: when the page itself has hung, the timer and the answer
 * become due together, and the answer must have its turn.
 */
const ANSWER = 2500;
const LAST_CHANCE = 500;
/** The same while it starts another session, which takes a second or, on a slow phone, several. */
const STARTING = 15_000;

const CODES = {
  'model-corrupt': 'model-corrupt',
  'wasm-unsupported': 'no-webassembly-simd',
  'inference-failed': 'inference-failed',
} as const satisfies Record<Extract<InferenceToPool, { type: 'failed' }>['code'], ErrorCode>;

const NOTHING: InferenceStats = { slots: 0, busy: 0, queue: 0, runs: 0, slotRuns: 0, memory: 0 };

/** What a host tells of one seat. */
export interface SeatEvents {
  changed(): void;
  /** The session, or the worker with it, has died or has to be taken for dead. */
  died(reason: MorseDecoderError): void;
}

interface Occupant {
  events: SeatEvents | null;
  stats: InferenceStats;
  settle: { resolve(startMs: number): void; reject(reason: MorseDecoderError): void } | null;
}

/** One inference worker: a thread with a session for each model that has a seat in it. It ends with its last seat. */
export class PoolHost {
  readonly id: number;
  readonly #worker: Worker;
  readonly #ended: (host: PoolHost) => void;
  readonly #scope = new Scope();
  readonly #seats = new Map<number, Occupant>();
  /** Ends with the answer that is waited for. */
  #answer: Scope | null = null;
  #startMs = 0;

  private constructor(id: number, worker: Worker, ended: (host: PoolHost) => void) {
    this.id = id;
    this.#worker = worker;
    this.#ended = ended;
    this.#scope.add(() => worker.terminate());
    worker.onmessage = (event: MessageEvent<InferenceToPool>) => this.#receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#die('worker-lost', event.message);
    };
  }

  /** @throws MorseDecoderError `worker-blocked` */
  static async launch(id: number, script: WorkerScript, ended: (host: PoolHost) => void): Promise<PoolHost> {
    return new PoolHost(id, await launchWorker(script, `morse inference ${id}`), ended);
  }

  get stats(): PoolWorkerStats {
    const all = [...this.#seats.values()].map(({ stats }) => stats);
    const sum = (value: (stats: InferenceStats) => number) => all.reduce((total, stats) => total + value(stats), 0);
    const runs = sum((stats) => stats.runs);
    return {
      id: this.id,
      slots: sum(({ slots }) => slots),
      busy: Math.min(
        1,
        sum(({ busy }) => busy),
      ),
      queue: sum(({ queue }) => queue),
      meanBatch: runs > 0 ? sum(({ slotRuns }) => slotRuns) / runs : 0,
      memory: sum(({ memory }) => memory),
      startMs: this.#startMs,
    };
  }

  /** What is known of one seat. */
  statsOf(seat: number): InferenceStats {
    return this.#seats.get(seat)?.stats ?? NOTHING;
  }

  /** Keeps a seat, and the worker with it, until it is left. */
  reserve(seat: number): void {
    this.#seats.set(seat, { events: null, stats: NOTHING, settle: null });
  }

  /**
   * Starts a model's session in a seat that was reserved. Milliseconds that it took.
   *
   * @throws MorseDecoderError what the session's start says; a Module that cannot be cloned makes the browser throw
   */
  load(seat: number, { wasm, model }: InferenceProgram, contract: ModelContract, events: SeatEvents): Promise<number> {
    return new Promise((resolve, reject) => {
      const occupant = this.#seats.get(seat);
      if (!occupant || this.#scope.disposed) throw new MorseDecoderError('worker-lost');
      occupant.settle = {
        resolve: (startMs) => {
          this.#startMs ||= startMs;
          occupant.events = events;
          resolve(startMs);
        },
        reject,
      };
      this.#send({ type: 'load', seat, wasm, model, contract });
    });
  }

  /** Ends a seat's session, and the worker with the last one. */
  leave(seat: number): void {
    if (!this.#seats.delete(seat) || this.#scope.disposed) return;
    if (this.#seats.size > 0) this.#send({ type: 'unload', seat });
    else this.#end();
  }

  /** A port for a receiver. */
  connect(seat: number, client: number): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#send({ type: 'connect', seat, client, port: port1 }, [port1]);
    return port2;
  }

  disconnect(seat: number, client: number): void {
    this.#send({ type: 'disconnect', seat, client });
  }

  /** Asks for news, which come as a change; a worker that does not answer within 3 s is dead, or 15 s while it starts a session. */
  ask(): void {
    if (this.#answer || this.#scope.disposed) return;
    const starting = [...this.#seats.values()].some(({ events }) => !events);
    this.#answer = new Scope(this.#scope);
    this.#send({ type: 'report' });
    this.#expect(starting ? STARTING : ANSWER, () =>
      this.#expect(LAST_CHANCE, () => this.#die('worker-lost', 'It does not answer.')),
    );
  }

  #send(message: PoolToInference, transfer: Transferable[] = []): void {
    if (!this.#scope.disposed) this.#worker.postMessage(message, transfer);
  }

  #receive(message: InferenceToPool): void {
    if (this.#scope.disposed) return;
    this.#answer?.dispose();
    this.#answer = null;
    if (message.type === 'ready') this.#seats.get(message.seat)?.settle?.resolve(message.startMs);
    if (message.type === 'failed') {
      this.#fail(message.seat, new MorseDecoderError(CODES[message.code], message.message));
    }
    if (message.type !== 'stats') return;
    for (const { seat, stats } of message.seats) {
      const occupant = this.#seats.get(seat);
      if (occupant) occupant.stats = stats;
    }
    for (const { events } of [...this.#seats.values()]) events?.changed();
  }

  #fail(seat: number, reason: MorseDecoderError): void {
    const occupant = this.#seats.get(seat);
    if (occupant?.events) occupant.events.died(reason);
    else occupant?.settle?.reject(reason);
  }

  #expect(milliseconds: number, missed: () => void): void {
    const timer = setTimeout(missed, milliseconds);
    this.#answer?.add(() => clearTimeout(timer));
  }

  #die(code: ErrorCode, detail: string): void {
    if (this.#scope.disposed) return;
    const seats = [...this.#seats.keys()];
    this.#end();
    for (const seat of seats) this.#fail(seat, new MorseDecoderError(code, detail));
  }

  #end(): void {
    this.#scope.dispose();
    this.#ended(this);
  }
}
