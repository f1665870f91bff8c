import type { ModelContract } from '../engine/model-contract.js';
import { type ErrorCode, MorseDecoderError } from '../errors.js';
import { type AssetBase, type AssetName, assetAddress } from './asset-addresses.js';
import { checkAnswer, checkContent, type MissingCode, unreachable } from './asset-answer.js';
import { fetchUnderPolicy, type Refusal, underPolicy } from './page-policy.js';
import { sha256 } from './sha256.js';
import type { WasmSource } from './wasm-hook.js';

/** What an inference worker is made of. */
export interface InferenceAssets {
  readonly script: WorkerScript;
  readonly wasm: WasmSource;
  readonly model: ArrayBuffer;
}

/**
 * A worker's script: a Blob URL made of it, which works across origins, and its own address, for pages that allow no blobs. Without
 * a Blob URL the address is in the folder that the page has named with `worker-url`.
 */
export interface WorkerScript {
  readonly blob: string | null;
  readonly address: URL;
}

export const INFERENCE_SCRIPT = 'morse-inference-worker.js';
export const RECEIVER_SCRIPT = 'morse-receiver-worker.js';
const WASM = 'ort-wasm-simd-threaded.wasm';
const OWN_MODELS = ['morse-live.onnx', 'morse-accurate.onnx'] as const;

/** A function that adds two SIMD vectors; onnxruntime's wasm needs them. */
const SIMD_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 30, 1, 28, 0, 65, 0, 253, 15, 253, 12, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 253, 186, 1, 26, 11,
];

const scripts = new Map<string, Promise<WorkerScript>>();
const programs = new Map<string, Promise<WasmSource>>();

/**
 * Fetches and checks everything that inference workers need, once for all of them.
 *
 * @throws MorseDecoderError `assets-not-found`, `model-missing`, `model-corrupt`, `wasm-corrupt`, `worker-corrupt`,
 *   `no-webassembly-simd`
 */
export async function loadAssets(
  base: AssetBase,
  contract: ModelContract,
  workerBase: AssetBase = null,
): Promise<InferenceAssets> {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(new Uint8Array(SIMD_PROBE))) {
    throw new MorseDecoderError('no-webassembly-simd');
  }
  const [script, wasm, model] = await Promise.all([
    loadScript(base, INFERENCE_SCRIPT, workerBase),
    oncePerPage(programs, assetAddress(base, WASM), loadWasm),
    loadModel(base, contract),
  ]);
  return { script, wasm, model };
}

/**
 * Fetches a worker's script, once per page. One that failed is fetched again at the next call. What is in a folder of the page's own
 * is left to the browser: the page's policy may let it be run and not be read.
 *
 * @param workerBase folder of the page's own copies; null: none
 * @throws MorseDecoderError `assets-not-found`, `worker-corrupt`
 */
export async function loadScript(base: AssetBase, name: AssetName, workerBase: AssetBase): Promise<WorkerScript> {
  if (workerBase) return { blob: null, address: assetAddress(workerBase, name) };
  return oncePerPage(scripts, assetAddress(base, name), (address) => fetchScript(address, name));
}

/** What is at an address, by the first call that succeeds. */
function oncePerPage<T>(known: Map<string, Promise<T>>, address: URL, load: (address: URL) => Promise<T>): Promise<T> {
  const before = known.get(address.href);
  if (before !== undefined) return before;
  const loading = load(address);
  known.set(address.href, loading);
  loading.catch(() => known.delete(address.href));
  return loading;
}

async function fetchScript(address: URL, name: string): Promise<WorkerScript> {
  const bytes = await fetchBytes(address, 'assets-not-found');
  await check(bytes, name, 'worker-corrupt');
  return { blob: URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' })), address };
}

async function loadWasm(address: URL): Promise<WasmSource> {
  const bytes = await fetchBytes(address, 'assets-not-found');
  await check(bytes, WASM, 'wasm-corrupt');
  try {
    return await underPolicy(() => WebAssembly.compile(bytes), ['wasm-eval'], wasmRefused);
  } catch (cause) {
    if (cause instanceof MorseDecoderError) throw cause;
    // Not every browser reports this refusal to the page; all name the directive in the message.
    const refused = cause instanceof Error && /unsafe-eval|Content.Security.Policy/i.test(cause.message);
    throw new MorseDecoderError(refused ? 'wasm-blocked' : 'wasm-corrupt', address.href, { cause });
  }
}

function wasmRefused({ directive }: Refusal, cause: unknown): MorseDecoderError {
  return new MorseDecoderError('wasm-blocked', `${directive} does not allow 'wasm-unsafe-eval'`, { cause });
}

async function loadModel(base: AssetBase, contract: ModelContract): Promise<ArrayBuffer> {
  const address = base ? new URL(contract.file, base) : new URL(contract.file);
  const ours = OWN_MODELS.some((name) => assetAddress(base, name).href === address.href);
  const bytes = await fetchBytes(address, ours ? 'assets-not-found' : 'model-missing');
  if ((await sha256(bytes)) !== contract.sha256) throw new MorseDecoderError('model-corrupt', address.href);
  return bytes;
}

async function fetchBytes(address: URL, missing: MissingCode): Promise<ArrayBuffer> {
  try {
    const response = await fetchUnderPolicy(address);
    checkAnswer(response, address, missing);
    const bytes = await response.arrayBuffer();
    checkContent(bytes, address, missing);
    return bytes;
  } catch (cause) {
    if (cause instanceof MorseDecoderError) throw cause;
    throw await unreachable(address, missing, cause);
  }
}

/** Compares with the checksum that the build has written into this script, where it has. */
async function check(bytes: ArrayBuffer, name: string, corrupt: ErrorCode): Promise<void> {
  const expected = typeof __ASSET_CHECKSUMS__ === 'undefined' ? undefined : __ASSET_CHECKSUMS__[name];
  if (!expected) return;
  if ((await sha256(bytes)) !== expected) throw new MorseDecoderError(corrupt, name);
}
