import type { CallsignSpot, ChannelInfo, SpotChange } from '../engine/types.js';
import type { ErrorCode, MorseDecoderError } from '../errors.js';
import type { Character } from '../morse/character.js';
import type { DecoderState, Download, Downloads } from './snapshot.js';
import { textOf } from './transcript.js';

/** All events of a decoder bubble and cross shadow boundaries; only `morse-tune` can be cancelled. */
class DecoderEvent extends Event {
  constructor(type: string, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
  }
}

/** The decoder's state has changed. */
export class MorseStateEvent extends DecoderEvent {
  static readonly type = 'morse-state';
  readonly state: DecoderState;
  readonly previous: DecoderState;

  constructor(state: DecoderState, previous: DecoderState) {
    super(MorseStateEvent.type);
    this.state = state;
    this.previous = previous;
  }
}

/**
 * A channel's text has changed: at `index`, `removed` characters went and `characters` came. While text is only appended,
 * `removed` is 0; a provisional character that becomes final, and a re-decode, replace. Characters with `final` false, the
 * newest of the main channel, are final within 10 s: the accurate model goes over them.
 */
export class MorseTextEvent extends DecoderEvent {
  static readonly type = 'morse-text';
  readonly channel: ChannelInfo;
  readonly index: number;
  readonly removed: number;
  readonly characters: readonly Character[];
  /**
   * kHz on which the first of the characters was heard, for a log: text comes some time after its sound, and the receiver may be tuned
   * elsewhere by then. Null while the decoder has no `dial`.
   */
  readonly radioFrequency: number | null;

  constructor(
    channel: ChannelInfo,
    index: number,
    removed: number,
    characters: readonly Character[],
    radioFrequency: number | null,
  ) {
    super(MorseTextEvent.type);
    this.channel = channel;
    this.index = index;
    this.removed = removed;
    this.characters = characters;
    this.radioFrequency = radioFrequency;
  }

  /** The new characters as text. */
  get text(): string {
    return textOf(this.characters);
  }
}

export type ChannelEventType = 'morse-channel-opened' | 'morse-channel-closed' | 'morse-channel-retuned';

/** A channel was opened, closed, or moved by 1 Hz or more. */
export class MorseChannelEvent extends DecoderEvent {
  readonly channel: ChannelInfo;

  constructor(type: ChannelEventType, channel: ChannelInfo) {
    super(type);
    this.channel = channel;
  }
}

/**
 * The user asks for a frequency: by a click or Enter on the waterfall, next or previous signal, or make main. The main channel
 * goes there afterwards, unless the page prevents it; a page with a receiver may tune that instead, or as well.
 */
export class MorseTuneEvent extends DecoderEvent {
  static readonly type = 'morse-tune';
  /** Hz of audio. */
  readonly frequency: number;
  /** kHz; null while the decoder has no `dial`. */
  readonly radioFrequency: number | null;

  constructor(frequency: number, radioFrequency: number | null) {
    super(MorseTuneEvent.type, true);
    this.frequency = frequency;
    this.radioFrequency = radioFrequency;
  }
}

/**
 * A station was spotted (`change` is `new`), heard again (`again`: at most once a minute, or when its type is another one, when it
 * has been read a second time, is heard better on another channel, or the sound has ended), or was a mistake (`withdrawn`): what is
 * told with the same `spot.id` is the same spot.
 */
export class MorseSpotEvent extends DecoderEvent {
  static readonly type = 'morse-spot';
  readonly spot: CallsignSpot;
  readonly change: SpotChange;

  constructor(spot: CallsignSpot, change: SpotChange) {
    super(MorseSpotEvent.type);
    this.spot = spot;
    this.change = change;
  }
}

/** A callsign was read, or was read again: `morse-spot` without mistakes taken back. */
export class MorseCallsignEvent extends DecoderEvent {
  static readonly type = 'morse-callsign';
  readonly spot: CallsignSpot;

  constructor(spot: CallsignSpot) {
    super(MorseCallsignEvent.type);
    this.spot = spot;
  }

  get callsign(): string {
    return this.spot.callsign;
  }
}

/** Something went wrong; `code` is stable, `message` a plain sentence, `action` what to do about it. */
export class MorseErrorEvent extends DecoderEvent {
  static readonly type = 'morse-error';
  readonly error: MorseDecoderError;

  constructor(error: MorseDecoderError) {
    super(MorseErrorEvent.type);
    this.error = error;
  }

  get code(): ErrorCode {
    return this.error.code;
  }

  get message(): string {
    return this.error.message;
  }

  get action(): string {
    return this.error.action;
  }
}

/** More of the files of a model has come: `loaded` of `total` bytes, uncompressed. Files that are at hand already do not count. */
export class MorseDownloadEvent extends DecoderEvent {
  static readonly type = 'morse-download';
  /** `live`, or `accurate`, which comes while the decoder listens. */
  readonly model: keyof Downloads;
  readonly loaded: number;
  readonly total: number;

  constructor(model: keyof Downloads, { loaded, total }: Download) {
    super(MorseDownloadEvent.type);
    this.model = model;
    this.loaded = loaded;
    this.total = total;
  }
}

export interface MorseDecoderEventMap {
  'morse-state': MorseStateEvent;
  'morse-text': MorseTextEvent;
  'morse-channel-opened': MorseChannelEvent;
  'morse-channel-closed': MorseChannelEvent;
  'morse-channel-retuned': MorseChannelEvent;
  'morse-tune': MorseTuneEvent;
  'morse-spot': MorseSpotEvent;
  'morse-callsign': MorseCallsignEvent;
  'morse-download': MorseDownloadEvent;
  'morse-error': MorseErrorEvent;
}

declare global {
  interface HTMLElementEventMap extends MorseDecoderEventMap {}
  interface DocumentEventMap extends MorseDecoderEventMap {}
  interface WindowEventMap extends MorseDecoderEventMap {}
}
