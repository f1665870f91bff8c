import type { PairOrder } from '../engine/audio-block.js';
import type { CaptureToReceiver, ReceiverToCapture } from '../workers/capture-link.js';
import { BlockBuilder } from './block-builder.js';
import type { CaptureToPage, PageToCapture } from './capture-messages.js';

/** Seconds of a block: few enough messages, and little against the 96 ms window of the spectrogram. */
const BLOCK_SECONDS = 0.024;

/** What a capture does with the sound that it hears, whatever thread it runs on: blocks, mono or of pairs, straight to the receiver worker. */
export class CaptureCore {
  readonly #sampleRate: number;
  readonly #answer: (message: CaptureToPage) => void;
  readonly #builder: BlockBuilder;
  readonly #pairs: PairOrder | null;
  #receiver: MessagePort | null = null;
  #waiting: Float32Array<ArrayBuffer>[] = [];
  /** Samples still to be given before holding; infinite: not held. */
  #allowed = Number.POSITIVE_INFINITY;
  #open = true;

  /** @param sampleRate Hz; @param pairs the first two channels are I and Q */
  constructor(sampleRate: number, answer: (message: CaptureToPage) => void, pairs: PairOrder | null = null) {
    this.#pairs = pairs;
    this.#sampleRate = sampleRate;
    this.#answer = answer;
    this.#builder = new BlockBuilder(Math.max(1, Math.round(sampleRate * BLOCK_SECONDS)), pairs !== null);
  }

  /** False once it is closed: no more sound is wanted. */
  get open(): boolean {
    return this.#open;
  }

  /** @param channels `[channels][samples]`; without channels the sound is silent */
  hear(channels: readonly Float32Array[], samples: number): void {
    if (!this.#open || this.#allowed <= 0) return;
    this.#allowed -= samples;
    for (const block of this.#builder.add(channels, samples)) this.#send(block);
  }

  take(message: PageToCapture): void {
    switch (message.type) {
      case 'port':
        this.#receiver = message.port;
        message.port.onmessage = ({ data }: MessageEvent<ReceiverToCapture>) => {
          if (data === 'flushed') this.#answer({ type: 'flushed' });
        };
        for (const block of this.#waiting.splice(0)) this.#send(block);
        break;
      case 'hold':
        this.#allowed = message.on ? message.seconds * this.#sampleRate : Number.POSITIVE_INFINITY;
        break;
      case 'flush':
        this.#sendRest();
        // Silence that came after the end would take the receiver for a stream that goes on.
        this.#allowed = 0;
        this.#receiver?.postMessage('flush' satisfies CaptureToReceiver);
        break;
      case 'close':
        this.#sendRest();
        this.#open = false;
        this.#receiver?.close();
        this.#receiver = null;
        break;
    }
  }

  #sendRest(): void {
    const rest = this.#builder.rest();
    if (rest) this.#send(rest);
  }

  #send(samples: Float32Array<ArrayBuffer>): void {
    const block = { samples, sampleRate: this.#sampleRate, ...(this.#pairs && { pairs: this.#pairs }) };
    if (this.#receiver) this.#receiver.postMessage(block, [samples.buffer]);
    else if (this.#open) this.#waiting.push(samples);
  }
}
