/** The link between the page and what captures sound: the worklet, or on insecure pages its stand-in. */

import type { PairOrder } from '../engine/audio-block.js';

/** Changes with the messages, so that two versions of the library can share one audio context. */
export const CAPTURE_PROCESSOR = 'morse-capture-3';

/**
 * What the node gives out: far below what any converter resolves (−180 dBFS), yet not zero. Chromium takes the output device
 * from a graph that has given zeros for 30 s (its SilentSinkSuspender) and runs it by a timer on an ordinary thread, and
 * a microphone then loses blocks whenever the machine is busy: up to a tenth of them was measured.
 */
export const NEARLY_SILENT = 1e-9;

/** Page → worklet. */
export type PageToCapture =
  /** Where the blocks (`AudioBlock`) go: straight to the receiver worker. Until it comes, they are kept. */
  | { readonly type: 'port'; readonly port: MessagePort }
  /** `on`: the player is paused, and its silence is no part of the sound: what follows goes on where the pause began. */
  | { readonly type: 'hold'; readonly on: boolean }
  /** What comes does not follow what has come: that many seconds lie between, unless nothing has come since the last gap. */
  | { readonly type: 'gap'; readonly seconds: number }
  /** Give what is left of a block and then, until a hold is lifted, no more; answer `flushed` once the receiver has it all. */
  | { readonly type: 'flush' }
  /** Give what is left of a block, then end. */
  | { readonly type: 'close' };

/** What a worklet's node is made with. */
export interface CaptureOptions {
  /** The sound is I and Q; null: it is mixed to mono. */
  readonly pairs: PairOrder | null;
}

/** Worklet → page. */
export type CaptureToPage = { readonly type: 'flushed' };
