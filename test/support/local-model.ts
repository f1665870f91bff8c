import { readFile } from 'node:fs/promises';
import type { ModelContract } from '../../src/engine/model-contract.js';
import { openSession } from '../../src/node/models.js';
import { InferenceCore } from '../../src/workers/inference-core.js';
import type { ModelSession } from '../../src/workers/session.js';

const models = new URL('../../models/', import.meta.url);

/** Settles after the messages and results that are due. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface LocalModel {
  readonly contract: ModelContract;
  readonly bytes: Uint8Array;
  readonly session: ModelSession;
  /** Slots and lanes of its own on the one session. */
  core(): InferenceCore;
}

/** A shipped model in this thread; the live one by itself. */
export async function localModel(name = 'morse-live'): Promise<LocalModel> {
  const contract: ModelContract = JSON.parse(await readFile(new URL(`${name}.json`, models), 'utf8'));
  const bytes = await readFile(new URL(contract.file, models));
  const session = await openSession(contract, bytes);
  const core = () => new InferenceCore(session, contract, { now: () => performance.now(), breathe: turn });
  return { contract, bytes, session, core };
}
