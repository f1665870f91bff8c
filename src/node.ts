/** The decoder without a browser: the same engine as in a page, in this thread. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ModelContract } from './engine/model-contract.js';
import { type DecodedChannel, feedRecording, offlineOptions, TranscriptCollector } from './engine/offline.js';
import { Receiver } from './engine/receiver.js';
import type { ReceiverEvent } from './engine/types.js';
import type { AlphabetName } from './morse/alphabet-names.js';
import { alphabet as alphabetOf } from './morse/codes.js';
import { checkFrequency, checkModel, checkSound } from './node-arguments.js';
import { InferenceCore } from './workers/inference-core.js';
import { LocalClient } from './workers/local-client.js';
import { ModelSession } from './workers/session.js';

export type { ModelContract } from './engine/model-contract.js';
export type { DecodedChannel } from './engine/offline.js';
export { ALPHABETS, type AlphabetName } from './morse/alphabet-names.js';
export type { Character } from './morse/character.js';

/** The contract is models/*.json, the bytes are those of the ONNX file that it names. */
export interface ModelFiles {
  readonly contract: ModelContract;
  readonly bytes: Uint8Array;
}

export interface DecodeSettings {
  /** The live model, which finds the signals and reads them first. */
  readonly model: ModelFiles;
  /** The accurate model, whose text takes the place of the live one's; without it that stays. */
  readonly accurate?: ModelFiles;
  /** Hz; without it everything that is found between 200 and 3600 Hz is copied. */
  readonly frequency?: number;
  /** A name of `ALPHABETS`; `international` when it is left out. */
  readonly alphabet?: AlphabetName;
  readonly signal?: AbortSignal;
  /** Gets the part that is done, 0…1. */
  readonly onProgress?: (part: number) => void;
}

export interface DecodedRecording {
  /** The strongest first; with a frequency given, that one alone. */
  readonly channels: readonly DecodedChannel[];
}

/**
 * Copies a whole recording as fast as the machine can.
 *
 * @param samples mono, nominally −1…1
 * @param sampleRate Hz, 3000…768 000
 * @throws TypeError or RangeError for arguments that cannot be right, such as a sample rate outside that or a name that is no
 *   alphabet's; the signal's reason when it aborts; an Error when the model fails.
 */
export async function decodeSamples(
  samples: Float32Array,
  sampleRate: number,
  settings: DecodeSettings,
): Promise<DecodedRecording> {
  const { model, accurate, frequency, alphabet, signal, onProgress } = settings ?? {};
  signal?.throwIfAborted();
  checkSound(samples, sampleRate);
  checkModel(model, 'live');
  if (accurate !== undefined) checkModel(accurate, 'accurate');
  checkFrequency(frequency, sampleRate);
  if (alphabet !== undefined) alphabetOf(alphabet);
  const models = await openModels(accurate ? [model, accurate] : [model]);
  const collector = new TranscriptCollector();
  let drained = false;
  let complaint: Error | null = null;
  const emit = (events: readonly ReceiverEvent[]) => {
    collector.take(events);
    for (const event of events) {
      if (event.type === 'drained') drained = true;
      if (event.type === 'error') complaint = new RangeError(event.message);
    }
  };
  const options = offlineOptions(frequency ?? null, alphabet);
  const given = accurate && { accurate: accurate.contract };
  const receiver = new Receiver({ options, contract: model.contract, ...given, now, emit, patient: true });
  models.forEach(({ core }, i) => {
    receiver.addClient(new LocalClient(i + 1, core), i === 0 ? 'live' : 'accurate');
  });
  const rest = async () => {
    await turn();
    signal?.throwIfAborted();
    const failure = complaint ?? models.find(({ core }) => core.failure)?.core.failure;
    if (failure) throw failure;
  };
  try {
    await feedRecording(receiver, samples, sampleRate, rest, onProgress);
    while (!drained) await rest();
  } finally {
    receiver.close();
    for (const { session } of models) await session.release();
  }
  return { channels: collector.channels() };
}

const now = () => performance.now();
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One session after the other: the first one starts the runtime. */
async function openModels(files: readonly ModelFiles[]): Promise<{ session: ModelSession; core: InferenceCore }[]> {
  const models: { session: ModelSession; core: InferenceCore }[] = [];
  try {
    for (const { contract, bytes } of files) {
      const session = await openSession(contract, bytes);
      models.push({ session, core: new InferenceCore(session, contract, { now, breathe: turn }) });
    }
    return models;
  } catch (error) {
    for (const { session } of models) await session.release();
    throw error;
  }
}

/** @internal The model in this thread. */
export async function openSession(contract: ModelContract, model: Uint8Array): Promise<ModelSession> {
  const wasm = await readFile(wasmFile());
  const bytes = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
  return ModelSession.create(await WebAssembly.compile(bytes), model, contract);
}

/** Beside the built script; of the installed runtime where this module is run as source. */
const wasmFile = (): URL | string =>
  typeof __ASSET_CHECKSUMS__ === 'undefined'
    ? createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')
    : new URL('./ort-wasm-simd-threaded.wasm', import.meta.url);
