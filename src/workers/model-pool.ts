import type { ModelContract } from '../engine/model-contract.js';
import { type MorseDecoderError, toDecoderError } from '../errors.js';
import { Scope } from '../scope.js';
import { type InferenceAssets, loadAssets } from './assets.js';
import type { PoolClient, PoolLease } from './pool-client.js';
import { PoolWorker, type PoolWorkerStats } from './pool-worker.js';

/** Busy fraction, and milliseconds of it, from which another worker is worth its memory: jitter needs room. */
const HOT = 0.5;
const HOT_FOR = 2000;
/** Busy fraction that the others would have, and milliseconds of it, at which a worker is let go. */
const COOL = 0.35;
const COOL_FOR = 30_000;
/** Milliseconds between two looks at the workers: whether they live, and whether there are too many. */
const LOOK_EVERY = 2000;
/** Deaths in a row, without a minute of peace, after which the pool gives up. */
const MOST_DEATHS = 4;
const PEACE = 60_000;

/** What the page's pools share. */
export interface PoolHouse {
  /** Workers of all models together, and the most that the page may have. */
  readonly workers: number;
  readonly limit: number;
  nextWorker(): number;
  changed(): void;
}

interface Guest {
  readonly number: number;
  readonly client: PoolClient;
}

/** The workers that run one model, for all receivers of the page that use it. */
export class ModelPool {
  readonly #contract: ModelContract;
  readonly #base: URL;
  readonly #house: PoolHouse;
  readonly #scope = new Scope();
  readonly #guests = new Set<Guest>();
  readonly #workers: PoolWorker[] = [];
  #assets: Promise<InferenceAssets> | null = null;
  #starting = 0;
  #nextGuest = 1;
  #coolSince: number | null = null;
  #deaths: number[] = [];

  constructor(contract: ModelContract, base: URL, house: PoolHouse) {
    this.#contract = contract;
    this.#base = base;
    this.#house = house;
    const timer = setInterval(() => this.#look(), LOOK_EVERY);
    this.#scope.add(() => clearInterval(timer));
  }

  /** Workers, those that are starting included. */
  get size(): number {
    return this.#workers.length + this.#starting;
  }

  get isEmpty(): boolean {
    return this.#guests.size === 0;
  }

  get stats(): readonly PoolWorkerStats[] {
    return this.#workers.map((worker) => worker.stats);
  }

  acquire(client: PoolClient): PoolLease {
    const guest = { number: this.#nextGuest++, client };
    this.#guests.add(guest);
    for (const worker of this.#workers) client.added(worker.id, worker.connect(guest.number));
    if (this.size === 0) void this.#startWorker();
    return {
      release: () => {
        if (!this.#guests.delete(guest)) return;
        for (const worker of this.#workers) worker.disconnect(guest.number);
      },
      reportStalled: (id) => this.#workers.find((worker) => worker.id === id)?.ask(),
    };
  }

  dispose(): void {
    this.#scope.dispose();
    for (const worker of this.#workers.splice(0)) worker.dispose();
    this.#guests.clear();
  }

  async #startWorker(): Promise<void> {
    this.#starting++;
    this.#house.changed();
    try {
      this.#assets ??= loadAssets(this.#base, this.#contract);
      const assets = await this.#assets;
      const worker = await PoolWorker.start(this.#house.nextWorker(), assets, this.#contract, {
        changed: (changed) => this.#changed(changed),
        died: (dead, reason) => this.#died(dead, reason),
      });
      this.#starting--;
      this.#welcome(worker);
    } catch (error) {
      this.#starting--;
      // The next try fetches everything again.
      this.#assets = null;
      if (this.#workers.length === 0) this.#giveUp(toDecoderError(error, 'worker-lost'));
    }
    this.#house.changed();
  }

  #welcome(worker: PoolWorker): void {
    if (this.#scope.disposed) {
      worker.dispose();
      return;
    }
    this.#workers.push(worker);
    for (const { number, client } of this.#guests) client.added(worker.id, worker.connect(number));
  }

  #changed(worker: PoolWorker): void {
    const now = performance.now();
    const { busy, slots } = worker.stats;
    // One slot cannot be shared out.
    worker.hotSince = busy > HOT && slots > 1 ? (worker.hotSince ?? now) : null;
    if (worker.hotSince !== null && now - worker.hotSince >= HOT_FOR) this.#grow();
    this.#house.changed();
  }

  #grow(): void {
    for (const worker of this.#workers) worker.hotSince = null;
    if (this.#starting === 0 && this.#house.workers < this.#house.limit) void this.#startWorker();
  }

  #look(): void {
    for (const worker of this.#workers) worker.ask();
    const now = performance.now();
    const busy = this.#workers.reduce((sum, worker) => sum + worker.stats.busy, 0);
    const cool = this.#starting === 0 && this.#workers.length > 1 && busy < COOL * (this.#workers.length - 1);
    this.#coolSince = cool ? (this.#coolSince ?? now) : null;
    if (this.#coolSince === null || now - this.#coolSince < COOL_FOR) return;
    this.#coolSince = null;
    const [emptiest] = [...this.#workers].sort((a, b) => a.stats.slots - b.stats.slots);
    if (emptiest) this.#remove(emptiest);
  }

  #remove(worker: PoolWorker): void {
    const at = this.#workers.indexOf(worker);
    if (at >= 0) this.#workers.splice(at, 1);
    worker.dispose();
    for (const { client } of this.#guests) client.removed(worker.id);
    this.#house.changed();
  }

  #died(worker: PoolWorker, reason: MorseDecoderError): void {
    this.#remove(worker);
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < PEACE), now];
    if (this.#deaths.length >= MOST_DEATHS) this.#giveUp(reason);
    else if (this.size === 0 && this.#guests.size > 0) void this.#startWorker();
  }

  #giveUp(reason: MorseDecoderError): void {
    for (const { client } of [...this.#guests]) client.failed(reason.code, reason.message);
  }
}
