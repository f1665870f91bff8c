import type { WorkerScript } from './assets.js';
import { ModelPool } from './model-pool.js';
import type { PoolClient, PoolLease, PoolRegistry, PoolStats } from './pool-client.js';
import { PoolHost } from './pool-host.js';
import type { Place } from './pool-seat.js';

/** Where the pool is on the page's global object; another number when what copies of the script say to each other changes. */
export const POOL_KEY = Symbol.for('morse-decoder.pool.4');

/** Most workers of a page, and cores that are left to the page itself. */
const MOST_WORKERS = 4;
const FREE_CORES = 1;
/** Milliseconds. */
const GRACE = 5000;

/** The page's pool, made by the first copy of the script that needs it. */
export function pagePool(): PoolRegistry {
  const known: unknown = Reflect.get(globalThis, POOL_KEY);
  if (known) return known as PoolRegistry;
  const pool = new Pool();
  Object.defineProperty(globalThis, POOL_KEY, { value: pool });
  return pool;
}

class Pool implements PoolRegistry {
  grace = GRACE;
  readonly #pools = new Map<string, ModelPool>();
  readonly #listeners = new Set<() => void>();
  readonly #hosts = new Set<PoolHost>();
  /** Workers that are starting. */
  readonly #launches = new Set<Promise<PoolHost>>();
  #nextWorker = 1;
  #nextSeat = 1;

  acquire(client: PoolClient): PoolLease {
    const key = client.contract.sha256;
    const known = this.#pools.get(key);
    // Files that were not found in one folder are looked for in another that the page has named since.
    const serves = known && (known.running || known.comesFrom(client.assetBase, client.workerBase));
    const pool = serves ? known : this.#found(client);
    this.#pools.set(key, pool);
    const lease = pool.acquire(client);
    return {
      reportStalled: (worker) => lease.reportStalled(worker),
      release: () => {
        lease.release();
        if (pool.isEmpty) setTimeout(() => this.#retire(key, pool), this.grace);
      },
    };
  }

  stats(): PoolStats {
    const workers = [...this.#hosts].map(({ stats }) => stats);
    const sum = (value: (worker: (typeof workers)[number]) => number) =>
      workers.reduce((total, worker) => total + value(worker), 0);
    return {
      workers,
      slots: sum(({ slots }) => slots),
      busy: workers.length > 0 ? sum(({ busy }) => busy) / workers.length : 0,
      queue: sum(({ queue }) => queue),
      memory: sum(({ memory }) => memory),
      limit: this.#limit,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get #limit(): number {
    return Math.max(1, Math.min(MOST_WORKERS, (navigator.hardwareConcurrency || 2) - FREE_CORES));
  }

  #found({ contract, assetBase, workerBase }: PoolClient): ModelPool {
    const folder = (address: string | null) => (address === null ? null : new URL(address));
    return new ModelPool(contract, folder(assetBase), folder(workerBase), {
      place: (taken, script) => this.#place(taken, script),
      changed: () => this.#changed(),
    });
  }

  #place(taken: readonly Place[], script: WorkerScript): Promise<Place> | null {
    const seat = this.#nextSeat++;
    const seatIn = (host: PoolHost): Place => {
      host.reserve(seat);
      return { host, seat };
    };
    if (this.#hosts.size + this.#launches.size < this.#limit) return this.#launch(script).then(seatIn);
    const others = [...this.#hosts].filter((host) => !taken.some((place) => place.host === host));
    const [calmest] = others.sort((a, b) => a.stats.busy - b.stats.busy);
    if (calmest) return Promise.resolve(seatIn(calmest));
    const [starting] = this.#launches;
    return starting ? starting.then(seatIn) : null;
  }

  #launch(script: WorkerScript): Promise<PoolHost> {
    const launch = PoolHost.launch(this.#nextWorker++, script, (host) => {
      this.#hosts.delete(host);
      this.#changed();
    });
    this.#launches.add(launch);
    return launch
      .then((host) => {
        this.#hosts.add(host);
        return host;
      })
      .finally(() => this.#launches.delete(launch));
  }

  #retire(key: string, pool: ModelPool): void {
    if (!pool.isEmpty) return;
    if (this.#pools.get(key) === pool) this.#pools.delete(key);
    pool.dispose();
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
