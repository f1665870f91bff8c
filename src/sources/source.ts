import type { AudioBlock, PairOrder } from '../engine/audio-block.js';
import type { MorseDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';
import type { WorkletFolders } from './capture-module.js';

export type SourceKind =
  | 'microphone'
  | 'display'
  | 'media-element'
  | 'url'
  | 'media-stream'
  | 'audio-node'
  | 'audio-buffer'
  | 'file'
  | 'sample-stream'
  | 'push';

export interface SourceDescription {
  readonly kind: SourceKind;
  /** For people: the device's name, the file's name, the address. */
  readonly label: string;
  /** Hz; 0 until the first samples of pushed or streamed sound have come. */
  readonly sampleRate: number;
  /** What the browser really does to a microphone's sound; null for other sources. All should be false. */
  readonly processing: AudioProcessing | null;
}

/** As read back from the track; null where the browser does not tell. */
export interface AudioProcessing {
  readonly echoCancellation: boolean | null;
  readonly noiseSuppression: boolean | null;
  readonly autoGainControl: boolean | null;
}

/** Where a source's samples go: the receiver worker. */
export interface SourceSink {
  /** A new port on which the receiver takes `AudioBlock`s, for a worklet; it replaces the port before. */
  audioPort(): MessagePort;
  /** Samples from the page itself; the array is given away. */
  push(block: AudioBlock): void;
  /** Lets the receiver read a WAV file of I and Q, as fast as it can. @throws MorseDecoderError `not-audio`, `iq-not-pairs` by rejection */
  hear(file: Blob, pairs: PairOrder): Promise<void>;
  /** A WAV file that browsers play, of one that they may not. @throws MorseDecoderError `not-audio` by rejection */
  unpack(file: Blob): Promise<Blob>;
  /** Settles when so little waits at the receiver that more may be given. For sources that can be read faster than real time. */
  drained(signal: AbortSignal): Promise<void>;
}

/** What a source gets when it is opened. */
export interface SourceEnvironment {
  /** Owns everything that the source opens. */
  readonly scope: Scope;
  /** The receiver; not there at once, so that a source can ask for permission while the model loads. */
  readonly sink: Promise<SourceSink>;
  /** The sound is I and Q, in this order; null: it is mono, or mixed to that. */
  readonly pairs: PairOrder | null;
  /** Where the capture worklet is. */
  readonly folders: WorkletFolders;
  /** The source has come to its end, and all its samples have been given. */
  ended(): void;
  /** No samples have come for a while, and more may come: what has been given is read to its end. */
  lull(): void;
  /** A player is paused, or a context suspended: nothing sounds, and what comes goes on where it was. */
  paused(): void;
  /** A source that had ended plays again. */
  resumed(): void;
  failed(error: MorseDecoderError): void;
  /** What the page gives cannot be meant so; it is taken as it is. */
  warned(error: MorseDecoderError): void;
  /** The description has changed (a sample rate became known). */
  described(description: SourceDescription): void;
}

/** A point of an audio graph where the sound can be picked up, to let one channel be heard. */
export interface AudioTap {
  readonly node: AudioNode;
  /** Whether the whole, unfiltered sound is heard. Without effect where it never is (a microphone). */
  setWide(audible: boolean): void;
}

export interface OpenedSource {
  readonly description: SourceDescription;
  /** Sound for `--listen`, owned by the scope that is given; null where there is nothing to hear (offline rendering). */
  readonly openTap: ((scope: Scope) => Promise<AudioTap>) | null;
  /** True where the next opening goes on with the very next sample: stopping is then no gap. */
  readonly resumes?: boolean;
  /** True where the page can play it again after its end; it then stays open. */
  readonly replayable?: boolean;
  /** For sources that the decoder itself makes audible. */
  setMuted?(muted: boolean): void;
}

/** Something to listen to. It may be opened again after its scope has ended: a file then goes on where it was. */
export interface Source {
  readonly kind: SourceKind;
  /** True when its sound can wait for the receiver, so that a slow machine need not leave out channels. */
  readonly patient?: boolean;
  /** Begins at once, within the user's click. Rejects with a `MorseDecoderError`. */
  open(environment: SourceEnvironment): Promise<OpenedSource>;
}
