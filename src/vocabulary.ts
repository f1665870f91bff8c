/** What pages and servers share: codes, requests, events, and the types of what the elements take and give. */

export type { DecodedChannel } from './engine/offline.js';
export type { Dial, Sideband } from './engine/radio.js';
export type { CallsignSpot, ChannelInfo, SpotChange } from './engine/types.js';
export { ERRORS, type ErrorCode, MorseDecoderError } from './errors.js';
export type { Character } from './morse/character.js';
export type { SpotType } from './morse/spotting/vote.js';
export type { DecodeInput, DecodeOptions, Transcript } from './page/decode.js';
export {
  MorseCallsignEvent,
  MorseChannelEvent,
  type MorseDecoderEventMap,
  MorseDownloadEvent,
  MorseErrorEvent,
  MorseSpotEvent,
  MorseStateEvent,
  MorseTextEvent,
  MorseTuneEvent,
} from './page/events.js';
export { REQUESTS, type RequestName } from './page/requests.js';
export type {
  ChannelState,
  DecoderFailure,
  DecoderSnapshot,
  DecoderState,
  Download,
  Downloads,
  PoolWorker,
} from './page/snapshot.js';
export type { SourceObject } from './sources/choose.js';
export type { SampleChunk } from './sources/sample-stream.js';
export type { SourceDescription, SourceKind } from './sources/source.js';
