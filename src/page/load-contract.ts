import type { ModelContract } from '../engine/model-contract.js';
import { MorseDecoderError } from '../errors.js';
import { isCalibration } from '../morse/calibration.js';
import { type AssetBase, assetAddress } from '../workers/asset-addresses.js';
import { checkAnswer, checkContent, type MissingCode, unreachable } from '../workers/asset-answer.js';
import { fetchUnderPolicy } from '../workers/page-policy.js';

/** A model of ours: its contract and its bytes. */
const LIVE = { json: 'morse-live.json', onnx: 'morse-live.onnx' } as const;
const ACCURATE = { json: 'morse-accurate.json', onnx: 'morse-accurate.onnx' } as const;
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
 * @throws MorseDecoderError `assets-not-found`, `model-missing` (of one that the page names), `model-corrupt`, `aborted`
 */
export function loadContract(assetBase: AssetBase, model: string, signal: AbortSignal): Promise<ModelContract> {
  return load(assetBase, model, LIVE, signal);
}

/**
 * The contract of the accurate model.
 *
 * @param model as for `loadContract`
 * @throws MorseDecoderError `model-missing`, `model-corrupt` (also of a model without look-ahead), `aborted`
 */
export async function loadAccurateContract(
  assetBase: AssetBase,
  model: string,
  signal: AbortSignal,
): Promise<ModelContract> {
  const contract = await load(assetBase, model, ACCURATE, signal);
  const { lookahead = 0, stride } = contract;
  if (!(lookahead > 0 && lookahead % stride === 0)) throw new MorseDecoderError('model-corrupt', contract.file);
  return contract;
}

async function load(base: AssetBase, model: string, own: OwnModel, signal: AbortSignal): Promise<ModelContract> {
  const url = model ? addressOf(model, base ?? folderOfFiles()) : assetAddress(base, own.json);
  const contract = parse(await fetchText(url, model ? 'model-missing' : 'assets-not-found', signal));
  if (!isContract(contract)) throw new MorseDecoderError('model-corrupt', url.href);
  // A bundler gives the file another name than the contract knows.
  const file = model || base ? addressOf(contract.file, url) : assetAddress(base, own.onnx);
  return { ...contract, file: file.href };
}

/** The folder of the script's files, where that is one. */
function folderOfFiles(): URL {
  const beside = assetAddress(null, 'morse-live.onnx');
  return beside.protocol === 'data:' ? new URL(document.baseURI) : new URL('.', beside);
}

function addressOf(address: string, base: URL): URL {
  if (URL.canParse(address, base)) return new URL(address, base);
  throw new MorseDecoderError('model-missing', address);
}

async function fetchText(url: URL, missing: MissingCode, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetchUnderPolicy(url, { signal });
    checkAnswer(response, url, missing);
    const bytes = await response.arrayBuffer();
    checkContent(bytes, url, missing);
    return new TextDecoder().decode(bytes);
  } catch (cause) {
    if (cause instanceof MorseDecoderError) throw cause;
    if (signal.aborted) throw new MorseDecoderError('aborted', url.href, { cause });
    throw await unreachable(url, missing, cause);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
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
    (at('calibration') === undefined || isCalibration(at('calibration')))
  );
}
