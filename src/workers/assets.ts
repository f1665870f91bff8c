import type { ModelContract } from '../engine/model-contract.js';
import { MorseDecoderError } from '../errors.js';
import { Arrival, type Download, sumOfDownloads } from './arrival.js';
import { type AssetBase, type AssetName, assetAddress, isMoved } from './asset-addresses.js';
import { builtIn, type Expected, fetchFile, loadFile, type Report } from './asset-files.js';
import { type Refusal, underPolicy } from './page-policy.js';
import type { WasmSource } from './wasm-hook.js';

/** What an inference worker is made of. The script is there first, so that the worker starts while the rest comes. */
export interface InferenceAssets {
  readonly script: Promise<WorkerScript>;
  readonly program: Promise<InferenceProgram>;
}

export interface InferenceProgram {
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
export const WASM = 'ort-wasm-simd-threaded.wasm';
const OWN_MODELS = ['morse-live.onnx', 'morse-side.onnx', 'morse-accurate.onnx'] as const;

/** A function that adds two SIMD vectors; onnxruntime's wasm needs them. */
const SIMD_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 30, 1, 28, 0, 65, 0, 253, 15, 253, 12, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 253, 186, 1, 26, 11,
];

const scripts = new Map<string, Arrival<WorkerScript>>();
const programs = new Map<string, Arrival<WasmSource>>();
const models = new Map<string, Arrival<ArrayBuffer>>();

/**
 * Fetches and checks everything that inference workers need, once for all of them.
 *
 * @param report gets what is being fetched, while it is; never called when everything is at hand
 * @throws MorseDecoderError by rejection: `assets-not-found`, `network`, `model-missing`, `model-corrupt`, `wasm-corrupt`,
 *   `worker-corrupt`, `no-webassembly-simd`
 */
export function loadAssets(
  base: AssetBase,
  contract: ModelContract,
  workerBase: AssetBase,
  report: (download: Download) => void,
): InferenceAssets {
  const { script, wasm, model } = arrivalsOf(base, contract, workerBase);
  // A start needs a receiver too, which fetches its script by itself.
  const receiver = scriptOf(base, RECEIVER_SCRIPT, workerBase);
  const arrivals = [script, wasm, model, receiver].filter(({ settled }) => !settled);
  const tell = () => {
    const download = sumOfDownloads(arrivals);
    if (download) report(download);
  };
  for (const arrival of arrivals) arrival.watch(tell);
  tell();
  // Who has a model keeps it: it need not be kept here too.
  model.done.then(
    () => models.delete(modelKey(base, contract)),
    () => {},
  );
  const program = Promise.all([wasm.done, model.done]).then(([wasm, model]) => ({ wasm, model }));
  // Whoever waits for the script first hears of its failure alone.
  program.catch(() => {});
  return { script: script.done, program };
}

/** Fetches, checks and compiles the same, to be at hand later. */
export async function preloadAssets(base: AssetBase, contract: ModelContract, workerBase: AssetBase): Promise<void> {
  const { script, wasm, model } = arrivalsOf(base, contract, workerBase);
  await Promise.all([script.done, wasm.done, model.done, loadScript(base, RECEIVER_SCRIPT, workerBase)]);
}

/**
 * Fetches a worker's script, once per page. One that failed is fetched again at the next call. What is in a folder of the page's own
 * is left to the browser: the page's policy may let it be run and not be read.
 *
 * @param workerBase folder of the page's own copies; null: none
 * @throws MorseDecoderError `assets-not-found`, `network`, `worker-corrupt`
 */
export const loadScript = (base: AssetBase, name: AssetName, workerBase: AssetBase): Promise<WorkerScript> =>
  scriptOf(base, name, workerBase).done;

/**
 * Compares a script that the browser itself has just loaded from its address with its checksum, and keeps it. What is looked at is
 * the answer that the browser has in its own cache. Without effect where no checksum is known.
 *
 * @throws MorseDecoderError `assets-not-found`, `network`, `worker-corrupt`
 */
export async function checkLoaded(base: AssetBase, name: AssetName): Promise<void> {
  const expected = expectedScript(base, name);
  if (expected.sum === undefined) return;
  await fetchFile(assetAddress(base, name), expected, () => {}, { cache: 'force-cache' });
}

function arrivalsOf(base: AssetBase, contract: ModelContract, workerBase: AssetBase) {
  const script = scriptOf(base, INFERENCE_SCRIPT, workerBase);
  const wasm = oncePerPage(programs, assetAddress(base, WASM).href, (report) => loadWasm(base, report));
  const model = oncePerPage(models, modelKey(base, contract), (report) => loadModel(base, contract, report));
  return { script, wasm, model };
}

const scriptOf = (base: AssetBase, name: AssetName, workerBase: AssetBase): Arrival<WorkerScript> =>
  workerBase
    ? new Arrival(() => Promise.resolve({ blob: null, address: assetAddress(workerBase, name) }))
    : oncePerPage(scripts, assetAddress(base, name).href, (report) => fetchScript(base, name, report));

const modelKey = (base: AssetBase, contract: ModelContract): string =>
  `${contract.sha256} ${modelAddress(base, contract).href}`;

const modelAddress = (base: AssetBase, { file }: ModelContract): URL => (base ? new URL(file, base) : new URL(file));

/** What is known under a key, by the first call that succeeds. */
function oncePerPage<T>(
  known: Map<string, Arrival<T>>,
  key: string,
  load: (report: (download: Download) => void) => Promise<T>,
): Arrival<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const arrival = new Arrival(load);
  known.set(key, arrival);
  arrival.done.catch(() => known.delete(key));
  return arrival;
}

async function fetchScript(base: AssetBase, name: AssetName, report: Report): Promise<WorkerScript> {
  const address = assetAddress(base, name);
  const bytes = await loadFile(address, expectedScript(base, name), report);
  return { blob: URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' })), address };
}

function expectedScript(base: AssetBase, name: AssetName): Expected {
  // A bundler makes another text of a script.
  const known = isMoved(base, name) ? { sum: undefined, size: undefined } : builtIn(name);
  return { name, ...known, missing: 'assets-not-found', corrupt: 'worker-corrupt' };
}

async function loadWasm(base: AssetBase, report: Report): Promise<WasmSource> {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(new Uint8Array(SIMD_PROBE))) {
    throw new MorseDecoderError('no-webassembly-simd');
  }
  const address = assetAddress(base, WASM);
  const expected = { name: WASM, ...builtIn(WASM), missing: 'assets-not-found', corrupt: 'wasm-corrupt' } as const;
  const bytes = await loadFile(address, expected, report);
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

async function loadModel(base: AssetBase, contract: ModelContract, report: Report): Promise<ArrayBuffer> {
  const address = modelAddress(base, contract);
  const ours = OWN_MODELS.some((name) => assetAddress(base, name).href === address.href);
  const missing = ours ? 'assets-not-found' : 'model-missing';
  const expected = { name: `${contract.name}.onnx`, sum: contract.sha256, size: contract.bytes } as const;
  return loadFile(address, { ...expected, missing, corrupt: 'model-corrupt' }, report);
}
