import type { ModelContract } from '../engine/model-contract.js';
import { MorseDecoderError } from '../errors.js';
import { isCalibration } from '../morse/calibration.js';
import { type AssetBase, type AssetName, assetAddress } from '../workers/asset-addresses.js';
import { askFor, checkAnswer, checkContent, type MissingCode, unreachable } from '../workers/asset-answer.js';
import { loadFile } from '../workers/asset-files.js';
import { keepContract, recallContract } from '../workers/asset-store.js';
import type { AccurateModel } from '../workers/receiver-link.js';

/** A model of ours: its contract and its bytes. */
const LIVE = { json: 'morse-live.json', onnx: 'morse-live.onnx' } as const;
const ACCURATE = { json: 'morse-accurate.json', onnx: 'morse-accurate.onnx' } as const;
const SIDE = 'morse-side.onnx';
const LANGUAGE = 'morse-language.bin';
type OwnModel = typeof LIVE | typeof ACCURATE;

const NUMBERS = [
  'bytes',
  'sampleRate',
  'hop',
  'window',
  'shortWindow',
  'fftSize',
  'logFloor',
  'meanAlpha',
  'stride',
  'stateSize',
  'keyDelay',
] as const satisfies readonly (keyof ModelContract)[];
const STRINGS = ['name', 'version', 'file', 'sha256'] as const satisfies readonly (keyof ModelContract)[];
const ARRAYS = ['shortOffsets', 'longOffsets', 'tokens'] as const satisfies readonly (keyof ModelContract)[];

/**
 * The contract of a model. Its `file` is made absolute, so that a model may lie elsewhere than the other assets.
 *
 * @param model address of the contract, relative to the asset base; empty: the model beside the script
 * @throws MorseDecoderError `assets-not-found`, `network`, `model-missing` (of one that the page names), `model-corrupt`, `aborted`
 */
export function loadContract(assetBase: AssetBase, model: string, signal: AbortSignal): Promise<ModelContract> {
  return load(assetBase, model, LIVE, signal);
}

/**
 * The accurate model's contract, and the language model that its readings are chosen by, where it has one.
 *
 * @param model as for `loadContract`
 * @throws MorseDecoderError `assets-not-found`, `network`, `model-missing`, `model-corrupt` (also of a model without look-ahead), `aborted`
 */
export async function loadAccurateModel(
  assetBase: AssetBase,
  model: string,
  signal: AbortSignal,
): Promise<AccurateModel> {
  const contract = await load(assetBase, model, ACCURATE, signal);
  const { lookahead = 0, stride } = contract;
  if (!(lookahead > 0 && lookahead % stride === 0)) throw new MorseDecoderError('model-corrupt', contract.file);
  return { contract, language: await loadLanguage(contract, model ? 'model-missing' : 'assets-not-found') };
}

async function loadLanguage({ language }: ModelContract, missing: MissingCode): Promise<ArrayBuffer | null> {
  if (!language) return null;
  const { file, sha256: sum, bytes: size } = language;
  return loadFile(new URL(file), { name: LANGUAGE, sum, size, missing, corrupt: 'model-corrupt' }, () => {});
}

async function load(base: AssetBase, model: string, own: OwnModel, signal: AbortSignal): Promise<ModelContract> {
  const url = addressOf(model || own.json, base ?? scriptFolder());
  // Of a model that came with the script the contract came too; and its file may have another name, by a bundler.
  const known = model || base ? undefined : builtIn(own.json);
  const contract = known ?? (await fetchContract(url, model ? 'model-missing' : 'assets-not-found', signal));
  const fileOf = (file: string, ours: AssetName) =>
    (model || base ? addressOf(file, url) : assetAddress(base, ours)).href;
  const language = contract.language && {
    language: { ...contract.language, file: fileOf(contract.language.file, LANGUAGE) },
  };
  const { side: smaller, ...rest } = contract;
  // A contract that lies nowhere, in a data: URL, has no files beside it; without the smaller model all is read all the same.
  const side = smaller && URL.canParse(smaller.file, url) && { side: { ...smaller, file: fileOf(smaller.file, SIDE) } };
  return { ...rest, file: fileOf(contract.file, own.onnx), ...language, ...side };
}

const builtIn = (name: string): ModelContract | undefined =>
  typeof __MODEL_CONTRACTS__ === 'undefined' ? undefined : __MODEL_CONTRACTS__[name];

/** Where the script's own model lies. */
const scriptFolder = (): URL => new URL('.', assetAddress(null, LIVE.onnx));

function addressOf(address: string, base: URL): URL {
  if (URL.canParse(address, base)) return new URL(address, base);
  throw new MorseDecoderError('model-missing', address);
}

/** The contract at an address; without a connection, or a server that can answer, the one that was there last. */
async function fetchContract(url: URL, missing: MissingCode, signal: AbortSignal): Promise<ModelContract> {
  let bytes: ArrayBuffer;
  try {
    // One of an earlier release would not fit the files that have taken its place.
    const response = await askFor(url, { signal, cache: 'no-cache' });
    checkAnswer(response, url, missing);
    bytes = await response.arrayBuffer();
    checkContent(bytes, url, missing);
  } catch (cause) {
    const known = cause instanceof MorseDecoderError ? cause : null;
    if (known && known.code !== 'network') throw known;
    if (signal.aborted) throw new MorseDecoderError('aborted', url.href, { cause });
    const kept = parse(await recallContract(url));
    if (isContract(kept)) return kept;
    throw known ?? (await unreachable(url, missing, cause));
  }
  const contract = parse(bytes);
  if (!isContract(contract)) throw new MorseDecoderError('model-corrupt', url.href);
  void keepContract(url, bytes);
  return contract;
}

function parse(bytes: ArrayBuffer | null): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function isContract(value: unknown): value is ModelContract {
  if (typeof value !== 'object' || value === null) return false;
  const at = (key: string): unknown => Reflect.get(value, key);
  return (
    NUMBERS.every((key) => Number.isFinite(at(key))) &&
    STRINGS.every((key) => typeof at(key) === 'string') &&
    ARRAYS.every((key) => Array.isArray(at(key))) &&
    (at('language') === undefined || isLanguage(at('language'))) &&
    (at('side') === undefined || isSide(at('side'))) &&
    (at('calibration') === undefined || isCalibration(at('calibration')))
  );
}

function isLanguage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const at = (key: string): unknown => Reflect.get(value, key);
  return typeof at('file') === 'string' && typeof at('sha256') === 'string' && Number.isFinite(at('bytes'));
}

const isSide = (value: unknown): boolean =>
  isLanguage(value) && Number.isFinite(Reflect.get(value as object, 'stateSize'));
