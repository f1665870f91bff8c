/** The decoder without a browser: the same engine as in a page, in this thread. */
export type { ModelContract } from './engine/model-contract.js';
export type { DecodedChannel } from './engine/offline.js';
export type { Sideband } from './engine/radio.js';
export type { CallsignSpot, SpotChange } from './engine/types.js';
export { ALPHABETS, type AlphabetName } from './morse/alphabet-names.js';
export type { Character } from './morse/character.js';
export type { SpotType } from './morse/spotting/vote.js';
export {
  type DecodedRecording,
  type DecodeSettings,
  decodeFile,
  decodeSamples,
  type RawLayout,
} from './node/decode.js';
export { type HeardText, Listener, type ListenSettings } from './node/listener.js';
export { loadModels, type ModelFiles, type Models } from './node/models.js';
export { RAW_FORMATS, type RawFormat } from './recordings/raw.js';
export { WavError } from './recordings/wav-error.js';
