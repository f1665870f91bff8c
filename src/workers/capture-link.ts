/** The link of a receiver worker to the capture worklet that feeds it. Types only. */

import type { AudioBlock } from '../engine/audio-block.js';

/**
 * Capture worklet → receiver worker. `flush` asks for a `flushed` on the same port: all blocks before it have then been taken in.
 * The page's own link to the worker has no common order with this one.
 */
export type CaptureToReceiver = AudioBlock | 'flush';

/** Receiver worker → capture worklet. */
export type ReceiverToCapture = 'flushed';
