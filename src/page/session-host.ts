import type { PairOrder } from '../engine/audio-block.js';
import type { ReceiverEvent, ReceiverOptions } from '../engine/types.js';
import type { MorseDecoderError } from '../errors.js';
import type { WorkletFolders } from '../sources/capture-module.js';
import type { Source } from '../sources/source.js';
import type { OpenReceiver } from './receiver.js';
import type { DecoderSnapshot } from './snapshot.js';

/** What the session asks of its element. */
export interface SessionHost {
  readonly options: ReceiverOptions;
  readonly folders: WorkletFolders;
  /** How I and Q lie in the source's two channels; null: it is sound, mixed to one. */
  readonly pairs: PairOrder | null;
  readonly muted: boolean;
  /** False while the element is not in the page: then nothing is opened. */
  readonly isConnected: boolean;
  readonly openReceiver: OpenReceiver;
  /** What to listen to; null: nothing is set. @throws MorseDecoderError */
  source(): Source | null;
  /** Events of the receiver, after the store has taken them in. `before` is the snapshot without them. */
  heard(events: readonly ReceiverEvent[], before: DecoderSnapshot): void;
  failed(error: MorseDecoderError): void;
  /** Something is missing or odd, and decoding goes on all the same. */
  warned(error: MorseDecoderError): void;
}
