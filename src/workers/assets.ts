import type { ModelContract } from '../engine/model-contract.js';
import { type ErrorCode, MorseDecoderError } from '../errors.js';
import { type AssetBase, type AssetName, assetAddress, isMoved } from './asset-addresses.js';
import { askFor, checkAnswer, checkContent, type MissingCode, unreachable } from './asset-answer.js';
import type { WasmSource } from './wasm-hook.js';

/** What an inference worker is made of. */
export interface InferenceAssets {
  readonly script: WorkerScript;
  readonly wasm: WasmSource;
  readonly model: ArrayBuffer;
}

/** A worker's script: a Blob URL made of it, which works across origins, and its own address, for pages that allow no blobs. */
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
export async function loadAssets(base: AssetBase, contract: ModelContract): Promise<InferenceAssets> {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(new Uint8Array(SIMD_PROBE))) {
    throw new MorseDecoderError('no-webassembly-simd');
  }
  const [script, wasm, model] = await Promise.all([
    loadScript(base, INFERENCE_SCRIPT),
    oncePerPage(programs, assetAddress(base, WASM), loadWasm),
    loadModel(base, contract),
  ]);
  return { script, wasm, model };
}

/**
 * Fetches a worker's script, once per page. One that failed is fetched again at the next call.
 *
 * @throws MorseDecoderError `assets-not-found`, `worker-corrupt`
 */
export function loadScript(base: AssetBase, name: AssetName): Promise<WorkerScript> {
  return oncePerPage(scripts, assetAddress(base, name), (address) =>
    fetchScript(address, isMoved(base, name) ? null : name),
  );
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

/** @param name that of the file in dist/; null: a bundler has made another text of it */
async function fetchScript(address: URL, name: AssetName | null): Promise<WorkerScript> {
  const bytes = await fetchBytes(address, 'assets-not-found');
  if (name) await check(withoutSourceMap(bytes), name, 'worker-corrupt');
  return { blob: URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' })), address };
}

async function loadWasm(address: URL): Promise<WasmSource> {
  const bytes = await fetchBytes(address, 'assets-not-found');
  await check(bytes, WASM, 'wasm-corrupt');
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new MorseDecoderError('wasm-corrupt', address.href, { cause });
  }
}

async function loadModel(base: AssetBase, contract: ModelContract): Promise<ArrayBuffer> {
  const address = base ? new URL(contract.file, base) : new URL(contract.file);
  const ours = OWN_MODELS.some((name) => assetAddress(base, name).href === address.href);
  const bytes = await fetchBytes(address, ours ? 'assets-not-found' : 'model-missing');
  const sum = await checksum(bytes);
  const right = sum === null ? bytes.byteLength === contract.bytes : sum === contract.sha256;
  if (!right) throw new MorseDecoderError('model-corrupt', address.href);
  return bytes;
}

async function fetchBytes(address: URL, missing: MissingCode): Promise<ArrayBuffer> {
  try {
    const response = await askFor(address);
    checkAnswer(response, address, missing);
    const bytes = await response.arrayBuffer();
    checkContent(bytes, address, missing);
    return bytes;
  } catch (cause) {
    if (cause instanceof MorseDecoderError) throw cause;
    throw await unreachable(address, missing, cause);
  }
}

/** A development server may put a line of its own below a script that it serves. */
function withoutSourceMap(bytes: ArrayBuffer): ArrayBuffer {
  const text = new TextDecoder().decode(bytes);
  const script = text.replace(/\n\/\/# sourceMappingURL=\S*\s*$/, '');
  return script === text ? bytes : new TextEncoder().encode(script).buffer;
}

/** Compares with the checksum that the build has written into this script, where it has. */
async function check(bytes: ArrayBuffer, name: string, corrupt: ErrorCode): Promise<void> {
  const expected = typeof __ASSET_CHECKSUMS__ === 'undefined' ? undefined : __ASSET_CHECKSUMS__[name];
  if (!expected) return;
  const sum = await checksum(bytes);
  if (sum !== null && sum !== expected) throw new MorseDecoderError(corrupt, name);
}

/** SHA-256 in lower-case hex; null on insecure pages, where browsers offer none. */
async function checksum(bytes: ArrayBuffer): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
