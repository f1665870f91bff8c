import type { ModelContract } from '../engine/model-contract.js';
import { builtIn } from './asset-files.js';
import { type KnownFile, keepFile, recallFile } from './asset-store.js';
import { INFERENCE_SCRIPT, WASM } from './assets.js';
import { sha256 } from './sha256.js';

/**
 * Whether this browser has made a session of a model before, of the very same files. The next one will then succeed too, and
 * sound may be taken while it is being made. False where files are not kept.
 */
export async function isProven(contract: ModelContract): Promise<boolean> {
  const proof = await proofOf(contract);
  return proof !== null && (await recallFile(proof.file)) !== null;
}

/** A session of the model has been made. */
export async function prove(contract: ModelContract): Promise<void> {
  const proof = await proofOf(contract);
  if (proof) await keepFile(proof.file, proof.bytes);
}

/** A file that lists the checksums of all that takes part: other versions make another file, which takes its place. */
async function proofOf({
  name,
  sha256: model,
}: ModelContract): Promise<{ file: KnownFile; bytes: ArrayBuffer } | null> {
  const program = [builtIn(WASM).sum, builtIn(INFERENCE_SCRIPT).sum];
  if (program.includes(undefined)) return null;
  const bytes = new TextEncoder().encode([model, ...program].join('\n')).buffer;
  return { file: { name: `${name}.proven`, sum: await sha256(bytes) }, bytes };
}
