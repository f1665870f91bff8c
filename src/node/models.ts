import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ModelContract } from '../engine/model-contract.js';
import { LanguageModel } from '../morse/language/language-model.js';
import { checkModel } from '../node-arguments.js';
import { InferenceCore } from '../workers/inference-core.js';
import { ModelSession } from '../workers/session.js';

/** The contract is models/*.json, the bytes are those of the ONNX file that it names. */
export interface ModelFiles {
  readonly contract: ModelContract;
  readonly bytes: Uint8Array;
  /** Of the accurate model: the file of its language model; without it every reading of it stands as it is. */
  readonly language?: Uint8Array;
}

export interface Models {
  /** The live model, which finds the signals and reads them first. */
  readonly model: ModelFiles;
  /** The accurate model, whose text takes the place of the live one's; without it that stays. */
  readonly accurate?: ModelFiles;
}

/** Built: the scripts, the models and the runtime are in one folder. */
const BUILT = typeof __ASSET_CHECKSUMS__ !== 'undefined';
const folder = new URL(BUILT ? './' : '../../models/', import.meta.url);

/**
 * The models that come with the package.
 *
 * @param live the live one alone
 */
export async function loadModels({ live = false }: { live?: boolean } = {}): Promise<Models> {
  const model = await load('morse-live');
  return live ? { model } : { model, accurate: await load('morse-accurate') };
}

/** Those that a caller gives, or the package's own. @throws TypeError, RangeError for what is no model */
export async function modelsOf({ model, accurate }: Partial<Models>): Promise<Models> {
  if (accurate !== undefined) checkModel(accurate, 'accurate');
  if (model === undefined) return loadModels();
  checkModel(model, 'live');
  return accurate ? { model, accurate } : { model };
}

async function load(name: string): Promise<ModelFiles> {
  const contract: ModelContract = JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));
  const bytes = await readFile(new URL(contract.file, folder));
  if (!contract.language) return { contract, bytes };
  return { contract, bytes, language: await readFile(new URL(contract.language.file, folder)) };
}

/** @throws RangeError for what is no language model */
export function languageOf({ language }: ModelFiles): LanguageModel | undefined {
  return language && new LanguageModel(new Uint8Array(language).buffer);
}

/** A model that runs. */
export interface RunningModel {
  readonly contract: ModelContract;
  readonly session: ModelSession;
  readonly core: InferenceCore;
}

export const now = (): number => performance.now();
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The live one first. One session after the other: the first one starts the runtime. */
export async function runModels({ model, accurate }: Models): Promise<readonly RunningModel[]> {
  const running: RunningModel[] = [];
  try {
    for (const { contract, bytes } of accurate ? [model, accurate] : [model]) {
      const session = await openSession(contract, bytes);
      running.push({ contract, session, core: new InferenceCore(session, contract, { now, breathe: turn }) });
    }
    return running;
  } catch (error) {
    for (const { session } of running) await session.release();
    throw error;
  }
}

/** Milliseconds; what it does when it rings is nothing. */
const MINUTE = 60_000;

/**
 * The model in this thread.
 *
 * Meanwhile a timer runs: nothing else would keep Node's loop going while WebAssembly is compiled, and a loop that is empty waits for the
 * compiling threads without serving them, for ever when one of them wants garbage to be collected (github.com/nodejs/node/issues/54918).
 */
export async function openSession(contract: ModelContract, model: Uint8Array): Promise<ModelSession> {
  const awake = setInterval(() => {}, MINUTE);
  try {
    const wasm = await readFile(wasmFile());
    const bytes = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
    return await ModelSession.create(await WebAssembly.compile(bytes), model, contract);
  } finally {
    clearInterval(awake);
  }
}

const wasmFile = (): URL | string =>
  BUILT
    ? new URL('./ort-wasm-simd-threaded.wasm', import.meta.url)
    : createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
