import { ModelPool } from './model-pool.js';
import type { PoolClient, PoolLease, PoolRegistry, PoolStats } from './pool-client.js';

const KEY = Symbol.for('morse-decoder.pool.1');

/** Most workers of a page, and cores that are left to the page itself. */
const MOST_WORKERS = 4;
const FREE_CORES = 1;
/** Milliseconds. */
const GRACE = 5000;

/** The page's pool, made by the first copy of the script that needs it. */
export function pagePool(): PoolRegistry {
  const known: unknown = Reflect.get(globalThis, KEY);
  if (known) return known as PoolRegistry;
  const pool = new Pool();
  Object.defineProperty(globalThis, KEY, { value: pool });
  return pool;
}

class Pool implements PoolRegistry {
  grace = GRACE;
  readonly #pools = new Map<string, ModelPool>();
  readonly #listeners = new Set<() => void>();
  #nextWorker = 1;

  acquire(client: PoolClient): PoolLease {
    const key = client.contract.sha256;
    const pool = this.#pools.get(key) ?? this.#found(client);
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
    const workers = [...this.#pools.values()].flatMap((pool) => pool.stats);
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

  #found({ contract, assetBase }: PoolClient): ModelPool {
    const count = () => [...this.#pools.values()].reduce((sum, pool) => sum + pool.size, 0);
    const limit = () => this.#limit;
    return new ModelPool(contract, new URL(assetBase), {
      get workers() {
        return count();
      },
      get limit() {
        return limit();
      },
      nextWorker: () => this.#nextWorker++,
      changed: () => this.#changed(),
    });
  }

  #retire(key: string, pool: ModelPool): void {
    if (!pool.isEmpty || this.#pools.get(key) !== pool) return;
    this.#pools.delete(key);
    pool.dispose();
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
