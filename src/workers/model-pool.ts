import type { ModelContract } from '../engine/model-contract.js';
import { type MorseDecoderError, toDecoderError } from '../errors.js';
import { Scope } from '../scope.js';
import type { Download } from './arrival.js';
import type { AssetBase } from './asset-addresses.js';
import { type InferenceAssets, loadAssets, type WorkerScript } from './assets.js';
import type { PoolClient, PoolLease } from './pool-client.js';
import { type Place, PoolSeat } from './pool-seat.js';
import { isProven, prove } from './proven.js';

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
/** Milliseconds after which a model with look-ahead starts again whose worker has died. */
const CATCH_UP = 5000;

/** What the page's pools share: its workers. */
export interface PoolHouse {
  /**
   * A place for one more session: in a new worker while the page may have one, else in the least busy one that has no session
   * of this model yet. Null when all have.
   *
   * @param taken the places that the model has
   */
  place(taken: readonly Place[], script: WorkerScript): Promise<Place> | null;
  changed(): void;
}

interface Guest {
  readonly number: number;
  readonly client: PoolClient;
}

/** The sessions of one model, each in a worker of its own or beside those of other models, for all receivers that use it. */
export class ModelPool {
  readonly #contract: ModelContract;
  readonly #base: AssetBase;
  readonly #workerBase: AssetBase;
  readonly #house: PoolHouse;
  readonly #scope = new Scope();
  readonly #guests = new Set<Guest>();
  readonly #seats: PoolSeat[] = [];
  #assets: InferenceAssets | null = null;
  /** What is being fetched, until the first session is there. */
  #download: Download | null = null;
  #starting = 0;
  /** Where the first session is being made. */
  #firstPlace: Place | null = null;
  /** The first session is sure to come. */
  #coming = false;
  #nextGuest = 1;
  #coolSince: number | null = null;
  #deaths: number[] = [];

  constructor(contract: ModelContract, base: AssetBase, workerBase: AssetBase, house: PoolHouse) {
    this.#contract = contract;
    this.#base = base;
    this.#workerBase = workerBase;
    this.#house = house;
    const timer = setInterval(() => this.#look(), LOOK_EVERY);
    this.#scope.add(() => clearInterval(timer));
  }

  /** Sessions, those that are starting included. */
  get size(): number {
    return this.#seats.length + this.#starting;
  }

  /** A session runs: where its files came from does not matter any more. */
  get running(): boolean {
    return this.#seats.length > 0;
  }

  /** Its files come from these folders. */
  comesFrom(base: string | null, workerBase: string | null): boolean {
    return (this.#base?.href ?? null) === base && (this.#workerBase?.href ?? null) === workerBase;
  }

  get isEmpty(): boolean {
    return this.#guests.size === 0;
  }

  acquire(client: PoolClient): PoolLease {
    const guest = { number: this.#nextGuest++, client };
    this.#guests.add(guest);
    for (const seat of this.#seats) client.added(seat.id, seat.connect(guest.number));
    if (this.#download) client.downloading?.(this.#download);
    if (this.#coming) client.coming?.();
    if (this.size === 0) void this.#startSession();
    return {
      release: () => {
        if (!this.#guests.delete(guest)) return;
        for (const seat of this.#seats) seat.disconnect(guest.number);
      },
      reportStalled: (id) => this.#seats.find((seat) => seat.id === id)?.host.ask(),
    };
  }

  dispose(): void {
    this.#scope.dispose();
    for (const seat of this.#seats.splice(0)) seat.leave();
    this.#guests.clear();
  }

  async #startSession(): Promise<void> {
    this.#starting++;
    this.#house.changed();
    const first = this.#seats.length === 0;
    const attempt = new Scope(this.#scope);
    try {
      const proven = first ? isProven(this.#contract) : Promise.resolve(true);
      this.#assets ??= loadAssets(this.#base, this.#contract, this.#workerBase, (download) => this.#tell(download));
      const { script, program } = this.#assets;
      const place = await this.#house.place(
        this.#seats.map(({ host, id }) => ({ host, seat: id })),
        await script,
      );
      if (!place) return;
      if (first) this.#foretell(place, program, proven, attempt);
      await this.#take(place, program);
      if (!(await proven)) void prove(this.#contract);
    } catch (error) {
      // The next try fetches everything again.
      this.#assets = null;
      if (this.#seats.length === 0) this.#giveUp(toDecoderError(error, 'worker-lost'));
    } finally {
      attempt.dispose();
      this.#download = null;
      this.#starting--;
      this.#house.changed();
    }
  }

  /** Tells those who wait that the first session is sure to come, once it is, and while it is not there. */
  #foretell(place: Place, program: InferenceAssets['program'], proven: Promise<boolean>, attempt: Scope): void {
    this.#firstPlace = place;
    attempt.add(() => {
      this.#firstPlace = null;
      this.#coming = false;
    });
    Promise.all([proven, program]).then(
      ([sure]) => {
        if (!sure || attempt.disposed) return;
        this.#coming = true;
        for (const { client } of [...this.#guests]) client.coming?.();
      },
      // Whoever starts the session tells why.
      () => {},
    );
  }

  #tell(download: Download): void {
    this.#download = download;
    for (const { client } of this.#guests) client.downloading?.(download);
  }

  async #take(place: Place, program: InferenceAssets['program']): Promise<void> {
    let seat: PoolSeat | null = null;
    seat = await PoolSeat.take(place, program, this.#contract, {
      changed: () => {
        if (seat) this.#changed(seat);
      },
      died: (reason) => {
        if (seat) this.#died(seat, reason);
      },
    });
    if (this.#scope.disposed) {
      seat.leave();
      return;
    }
    this.#seats.push(seat);
    for (const { number, client } of this.#guests) client.added(seat.id, seat.connect(number));
  }

  #changed(seat: PoolSeat): void {
    const now = performance.now();
    // One slot cannot be shared out.
    const hot = seat.host.stats.busy > HOT && seat.slots > 1;
    seat.hotSince = hot ? (seat.hotSince ?? now) : null;
    if (seat.hotSince !== null && now - seat.hotSince >= HOT_FOR) this.#grow();
    this.#house.changed();
  }

  #grow(): void {
    for (const seat of this.#seats) seat.hotSince = null;
    if (this.#starting === 0) void this.#startSession();
  }

  #look(): void {
    for (const { host } of this.#seats) host.ask();
    this.#firstPlace?.host.ask();
    const now = performance.now();
    const busy = this.#seats.reduce((sum, seat) => sum + seat.busy, 0);
    const cool = this.#starting === 0 && this.#seats.length > 1 && busy < COOL * (this.#seats.length - 1);
    this.#coolSince = cool ? (this.#coolSince ?? now) : null;
    if (this.#coolSince === null || now - this.#coolSince < COOL_FOR) return;
    this.#coolSince = null;
    const [emptiest] = [...this.#seats].sort((a, b) => a.slots - b.slots);
    if (emptiest) this.#remove(emptiest);
  }

  #remove(seat: PoolSeat): void {
    const at = this.#seats.indexOf(seat);
    if (at >= 0) this.#seats.splice(at, 1);
    seat.leave();
    for (const { client } of this.#guests) client.removed(seat.id);
    this.#house.changed();
  }

  #died(seat: PoolSeat, reason: MorseDecoderError): void {
    this.#remove(seat);
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < PEACE), now];
    if (this.#deaths.length >= MOST_DEATHS) this.#giveUp(reason);
    else if (this.#contract.lookahead === undefined) this.#restart();
    else this.#later(() => this.#restart());
  }

  #restart(): void {
    if (this.size === 0 && this.#guests.size > 0 && !this.#scope.disposed) void this.#startSession();
  }

  /** A session that nobody waits for live starts when the others have caught up: its start stops the thread for a second. */
  #later(action: () => void): void {
    const timer = setTimeout(action, CATCH_UP);
    this.#scope.add(() => clearTimeout(timer));
  }

  #giveUp(reason: MorseDecoderError): void {
    for (const { client } of [...this.#guests]) client.failed(reason);
  }
}
