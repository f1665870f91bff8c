import type { ModelContract } from '../engine/model-contract.js';
import type { AssetBase } from './asset-addresses.js';
import { pagePool } from './pool.js';

/** Lets the page's pool make a session of a model before a receiver needs it. Returns the way out. What fails is told to the receiver. */
export function keepReady(base: AssetBase, contract: ModelContract, workerBase: AssetBase): () => void {
  const lease = pagePool().acquire({
    contract,
    assetBase: base?.href ?? null,
    workerBase: workerBase?.href ?? null,
    added: (_worker, port) => port.close(),
    removed: () => {},
    failed: () => {},
  });
  return () => lease.release();
}
