/** The link of a receiver worker to its page. Types only. */

import type { AudioBlock, PairOrder } from '../engine/audio-block.js';
import type { ModelContract } from '../engine/model-contract.js';
import type { ModelRole } from '../engine/receiver.js';
import type { ReceiverEvent, ReceiverOptions, ReceiverRequest } from '../engine/types.js';
import type { Started } from './started.js';

/** Page → receiver worker. */
export type PageToReceiver =
  | {
      readonly type: 'init';
      readonly options: ReceiverOptions;
      readonly contract: ModelContract;
      /** The audio waits for the receiver (a file), so being behind is no overload, and `consumed` tells what has been read. */
      readonly patient: boolean;
      /** There is an accurate model to ask for, with `accurate-wanted`. */
      readonly accurate: boolean;
      /** Number of the first channel. */
      readonly firstId: number;
    }
  /**
   * Audio comes over this port, straight from the worklet (`CaptureToReceiver`). A new port replaces the old one; null: there is
   * none any more, and blocks that are still under way are left out.
   */
  | { readonly type: 'audio-port'; readonly port: MessagePort | null }
  /** Audio from the page itself (pushed samples, a decoded file). */
  | { readonly type: 'audio'; readonly block: AudioBlock }
  /** The pool gained a session of one of the models; `worker` is its number, unique in the page. */
  | { readonly type: 'inference-added'; readonly worker: number; readonly port: MessagePort; readonly model: ModelRole }
  /** The pool lost one, and its slots with it. */
  | { readonly type: 'inference-removed'; readonly worker: number }
  /** The answer to `accurate-wanted`; sessions follow. */
  | { readonly type: 'accurate-came'; readonly contract: ModelContract; readonly language: ArrayBuffer | null }
  /** The accurate model cannot be had, or not any more. */
  | { readonly type: 'accurate-failed' }
  | { readonly type: 'request'; readonly request: ReceiverRequest }
  /**
   * A WAV file, of a kind that browsers may not read: `hear` it to its end as fast as can be, or `unpack` it. The port is told
   * how that goes.
   */
  | {
      readonly type: 'file';
      readonly file: Blob;
      readonly purpose: FilePurpose;
      readonly pairs: PairOrder | null;
      readonly port: MessagePort;
    }
  /** Release everything, answer `closed`. */
  | { readonly type: 'close' };

export type FilePurpose = 'hear' | 'unpack';

/** Receiver worker → page, about a file; the last message is one of the last three. */
export type FileNews =
  /** So much of it has been read, 0…1. */
  | { readonly type: 'part'; readonly part: number }
  | { readonly type: 'heard'; readonly seconds: number; readonly sampleRate: number }
  /** A WAV file that every browser plays. */
  | { readonly type: 'unpacked'; readonly file: Blob }
  /** Why it cannot be read, a sentence. */
  | { readonly type: 'refused'; readonly message: string; readonly code?: string };

/** Receiver worker → page. Events of one turn come together. */
export type ReceiverToPage =
  /** The script runs: no security policy has stopped it. */
  | Started
  | { readonly type: 'ready' }
  | { readonly type: 'events'; readonly events: readonly ReceiverEvent[] }
  /** The accurate model is needed for the first time. */
  | { readonly type: 'accurate-wanted' }
  /** The band is crowded: sessions of the smaller model are needed for the first time. */
  | { readonly type: 'side-wanted' }
  /** A worker has not answered for long: the pool should look at it. */
  | { readonly type: 'inference-stalled'; readonly worker: number }
  /** Sound taken in so far; of a patient receiver, that every channel has read: for pacing what could be pushed faster. */
  | { readonly type: 'consumed'; readonly seconds: number }
  | { readonly type: 'closed' };
