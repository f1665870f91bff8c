import type { ModelContract } from '../engine/model-contract.js';
import type { Download } from './arrival.js';
import type { PoolWorkerStats } from './pool-host.js';

/** A receiver, as the pool sees it. */
export interface PoolClient {
  /** The model that it needs. Receivers with the same checksum share workers. */
  readonly contract: ModelContract;
  /** Address of the folder of the assets, used by whoever comes first; null: beside the script that has made the pool. */
  readonly assetBase: string | null;
  /** Address of the page's own folder with copies of the worker scripts, also by whoever comes first; null: none. */
  readonly workerBase: string | null;
  /**
   * The first session is being made, of files that are all there and of which this browser has made one before; its worker runs. What
   * is heard until `added` may be kept for it. May be left out, also by a pool that another copy of the script has made.
   */
  coming?(): void;
  /** There is a session of the model, with a port for `ReceiverToInference`; the number is unique in the page. */
  added(worker: number, port: MessagePort): void;
  /** It is gone, and all slots with it. */
  removed(worker: number): void;
  /** Files of the model or of the runtime are being fetched. */
  downloading?(download: Download): void;
  /** No worker can be had. */
  failed(reason: PoolFailure): void;
}

/** Why: a code of src/errors.ts, with its sentence and what to do. */
export interface PoolFailure {
  readonly code: string;
  readonly message: string;
  readonly action: string;
}

/** What a client holds until it goes. */
export interface PoolLease {
  release(): void;
  /** A worker has not answered for long. */
  reportStalled(worker: number): void;
}

/** The state of the page's pool. */
export interface PoolStats {
  readonly workers: readonly PoolWorkerStats[];
  /** Sums over the workers; `busy` is their mean. */
  readonly slots: number;
  readonly busy: number;
  readonly queue: number;
  readonly memory: number;
  /** Most workers that this page may have. */
  readonly limit: number;
}

/**
 * The page-global pool. Another copy of the script, whatever its address, finds it under `Symbol.for('morse-decoder.pool.4')`
 * and uses it: the number counts up when this interface changes.
 */
export interface PoolRegistry {
  acquire(client: PoolClient): PoolLease;
  stats(): PoolStats;
  /** Calls `listener` after each change. Returns the way out. */
  onChange(listener: () => void): () => void;
  /** Milliseconds for which the workers of a model stay when nobody needs them any more. */
  grace: number;
}
