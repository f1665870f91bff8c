import { allFinite } from '../dsp/finite.js';
import type { InferenceBatch, InferenceResult } from '../engine/inference.js';
import { type Lane, LONGEST_RUN } from '../engine/lane.js';
import type { ModelContract } from '../engine/model-contract.js';
import type { InferenceStats } from './inference-messages.js';
import { LaneQueue } from './lane-queue.js';
import { asError, type SessionOutput } from './session.js';
import { gatherStates, type Slot, SlotStore, scatterStates } from './slot-store.js';

/** What the core needs of a session ({@link ModelSession} is one). */
export interface BatchRunner {
  readonly memory: number;
  run(
    features: Float32Array,
    frames: number,
    slots: number,
    states: Float32Array,
    ahead?: number,
  ): Promise<SessionOutput>;
}

export interface CoreEnvironment {
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** Settles after the messages that have arrived are delivered, so that their jobs join the next run. */
  readonly breathe: () => Promise<void>;
}

interface Job {
  readonly client: CoreClient;
  readonly lane: Lane;
  readonly frames: number;
  readonly ahead?: number;
  readonly features: Float32Array;
  readonly slots: readonly Slot[];
  readonly numbers: readonly number[];
  readonly settle: { resolve(result: InferenceResult): void; reject(reason: Error): void };
}

/** Milliseconds over which the busy fraction is taken. */
const BUSY_WINDOW = 2000;
/** `LONGEST_RUN` of a model with look-ahead: 16 s of audio, 0.3 s of a core. Its batches gain nothing. */
const LONGEST_CAREFUL_RUN = 2048;

/** Slots, lanes and batches around one session: what an inference worker does, and what headless tools do in their own thread. */
export class InferenceCore {
  readonly #session: BatchRunner;
  readonly #contract: ModelContract;
  readonly #environment: CoreEnvironment;
  readonly #queue: LaneQueue<Job>;
  readonly #clients = new Set<CoreClient>();
  /** Start and end of the runs in the last {@link BUSY_WINDOW}. */
  readonly #busy: { from: number; to: number }[] = [];
  #pumping = false;
  #failure: Error | null = null;
  #runs = 0;
  #slotRuns = 0;

  constructor(session: BatchRunner, contract: ModelContract, environment: CoreEnvironment) {
    this.#session = session;
    this.#contract = contract;
    this.#environment = environment;
    this.#queue = new LaneQueue(contract.lookahead === undefined ? LONGEST_RUN : LONGEST_CAREFUL_RUN);
  }

  /** Why no run can succeed any more; null while all is well. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Fraction of wall-clock time spent in runs over the last 2 s, 0…1. */
  get busy(): number {
    const now = this.#environment.now();
    while (this.#busy[0] && this.#busy[0].to < now - BUSY_WINDOW) this.#busy.shift();
    const spent = this.#busy.reduce((sum, run) => sum + run.to - Math.max(run.from, now - BUSY_WINDOW), 0);
    return Math.min(1, spent / BUSY_WINDOW);
  }

  get stats(): InferenceStats {
    let slots = 0;
    for (const client of this.#clients) slots += client.slots.count;
    return {
      slots,
      busy: this.busy,
      queue: this.#queue.length,
      runs: this.#runs,
      slotRuns: this.#slotRuns,
      memory: this.#session.memory,
    };
  }

  connect(): CoreClient {
    const client: CoreClient = new CoreClient(this.#contract.stateSize, {
      submit: (batch) => this.#submit(client, batch),
      close: () => this.#disconnect(client),
    });
    this.#clients.add(client);
    return client;
  }

  #submit(client: CoreClient, batch: InferenceBatch): Promise<InferenceResult> {
    return new Promise((resolve, reject) => {
      if (this.#failure) throw this.#failure;
      const slots = batch.slots.map((number) => client.slots.get(number));
      if (!slots.every((slot) => slot !== undefined)) throw new Error('A batch names a slot that is not open.');
      const { lane, frames, features, ahead } = batch;
      const job = { client, lane, frames, features, slots, numbers: batch.slots, settle: { resolve, reject } };
      this.#queue.push(ahead === undefined ? job : { ...job, ahead });
      void this.#pump();
    });
  }

  #disconnect(client: CoreClient): void {
    this.#clients.delete(client);
    for (const job of this.#queue.remove((waiting) => waiting.client === client)) {
      job.settle.reject(new Error('The client was disconnected.'));
    }
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (;;) {
      await this.#environment.breathe();
      const jobs = this.#queue.next();
      if (jobs.length === 0) break;
      try {
        await this.#runTogether(jobs);
      } catch (reason) {
        this.#fail(asError(reason), jobs);
      }
    }
    this.#pumping = false;
  }

  async #runTogether(jobs: readonly Job[]): Promise<void> {
    const slots = jobs.flatMap((job) => job.slots);
    const frames = jobs[0]?.frames ?? 0;
    const size = this.#contract.stateSize;
    const output = await this.#session.run(
      joinColumns(
        jobs.map((job) => job.features),
        jobs.map((job) => job.slots.length),
        frames,
      ),
      frames,
      slots.length,
      gatherStates(slots, size),
      jobs[0]?.ahead,
    );
    const now = this.#environment.now();
    this.#busy.push({ from: now - output.ms, to: now });
    this.#runs++;
    this.#slotRuns += slots.length;
    scatterStates(output.nextStates, slots, size);
    const steps = frames / this.#contract.stride;
    let at = 0;
    for (const job of jobs) {
      const logProbs = columns(output.logProbs, steps, slots.length, at, job.slots.length);
      const key = columns(output.key, steps, slots.length, at, job.slots.length);
      job.settle.resolve({ logProbs, key, resetSlots: this.#resetBroken(job, logProbs, key) });
      at += job.slots.length;
    }
  }

  /** Not-a-number stays in a recurrent state for ever: such a slot begins afresh. */
  #resetBroken(job: Job, logProbs: Float32Array, key: Float32Array): number[] {
    const finite = allFinite(logProbs) && allFinite(key);
    return job.numbers.filter((_number, i) => {
      const slot = job.slots[i];
      if (!slot || (finite && allFinite(slot.state))) return false;
      const own = [logProbs, key].every((values) => {
        const steps = job.frames / this.#contract.stride;
        return allFinite(columns(values, steps, job.slots.length, i, 1));
      });
      if (own && allFinite(slot.state)) return false;
      slot.state = new Float32Array(this.#contract.stateSize);
      return true;
    });
  }

  #fail(failure: Error, jobs: readonly Job[]): void {
    this.#failure = failure;
    for (const job of [...jobs, ...this.#queue.remove(() => true)]) job.settle.reject(failure);
  }
}

/** One receiver's side of a core. */
export class CoreClient {
  readonly slots: SlotStore;
  readonly #core: { submit(batch: InferenceBatch): Promise<InferenceResult>; close(): void };

  constructor(stateSize: number, core: { submit(batch: InferenceBatch): Promise<InferenceResult>; close(): void }) {
    this.slots = new SlotStore(stateSize);
    this.#core = core;
  }

  /** Rejects when the run fails, a slot is not open, or the client is disconnected meanwhile. */
  run(batch: InferenceBatch): Promise<InferenceResult> {
    return this.#core.submit(batch);
  }

  disconnect(): void {
    this.slots.clear();
    this.#core.close();
  }
}

/** `[T, N₁, W]`, `[T, N₂, W]`, … → `[T, N₁+N₂+…, W]`. */
export function joinColumns(parts: readonly Float32Array[], widths: readonly number[], steps: number): Float32Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const slots = widths.reduce((sum, width) => sum + width, 0);
  const width = total / (steps * slots);
  const joined = new Float32Array(total);
  let at = 0;
  parts.forEach((part, i) => {
    const row = (widths[i] ?? 0) * width;
    for (let t = 0; t < steps; t++) joined.set(part.subarray(t * row, (t + 1) * row), t * slots * width + at);
    at += row;
  });
  return joined;
}

/** Columns `from … from + count − 1` of `[T, N, W]`. */
export function columns(values: Float32Array, steps: number, slots: number, from: number, count: number): Float32Array {
  if (count === slots) return values;
  const width = values.length / (steps * slots);
  const out = new Float32Array(steps * count * width);
  for (let t = 0; t < steps; t++) {
    const row = (t * slots + from) * width;
    out.set(values.subarray(row, row + count * width), t * count * width);
  }
  return out;
}
