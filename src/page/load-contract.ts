import type { ModelContract } from '../engine/model-contract.js';
import { MorseDecoderError } from '../errors.js';
import { isCalibration } from '../morse/calibration.js';

const DEFAULT_MODEL = 'morse-live.json';
const DEFAULT_ACCURATE_MODEL = 'morse-accurate.json';

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
 * @throws MorseDecoderError `model-missing`, `model-corrupt`, `aborted`
 */
export async function loadContract(assetBase: URL, model: string, signal: AbortSignal): Promise<ModelContract> {
  const url = addressOf(model || DEFAULT_MODEL, assetBase);
  const text = await fetchText(url, signal);
  const contract = parse(text);
  if (!isContract(contract)) throw new MorseDecoderError('model-corrupt', url.href);
  return { ...contract, file: addressOf(contract.file, url).href };
}

/**
 * The contract of the accurate model.
 *
 * @param model as for `loadContract`
 * @throws MorseDecoderError `model-missing`, `model-corrupt` (also of a model without look-ahead), `aborted`
 */
export async function loadAccurateContract(assetBase: URL, model: string, signal: AbortSignal): Promise<ModelContract> {
  const contract = await loadContract(assetBase, model || DEFAULT_ACCURATE_MODEL, signal);
  const { lookahead = 0, stride } = contract;
  if (!(lookahead > 0 && lookahead % stride === 0)) throw new MorseDecoderError('model-corrupt', contract.file);
  return contract;
}

function addressOf(address: string, base: URL): URL {
  if (URL.canParse(address, base)) return new URL(address, base);
  throw new MorseDecoderError('model-missing', address);
}

async function fetchText(url: URL, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new MorseDecoderError('model-missing', `${response.status} ${url.href}`);
    return await response.text();
  } catch (cause) {
    if (cause instanceof MorseDecoderError) throw cause;
    throw new MorseDecoderError(signal.aborted ? 'aborted' : 'model-missing', url.href, { cause });
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
