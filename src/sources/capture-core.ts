import type { AudioBlock, PairOrder } from '../engine/audio-block.js';
import type { CaptureToReceiver, ReceiverToCapture } from '../workers/capture-link.js';
import { BlockBuilder } from './block-builder.js';
import type { CaptureToPage, PageToCapture } from './capture-messages.js';

/** Seconds of a block: few enough messages, and little against the 96 ms window of the spectrogram. */
const BLOCK_SECONDS = 0.024;

/** Samples that are looked at together: the silence of a paused player begins and ends with a quantum of the audio graph. */
const QUANTUM = 128;
/** Seconds of silence behind the end of a pause after which it is a part of the sound. */
const STARTING = 1;

/** What a capture does with the sound that it hears, whatever thread it runs on: blocks, mono or of pairs, straight to the receiver worker. */
export class CaptureCore {
  readonly #sampleRate: number;
  readonly #answer: (message: CaptureToPage) => void;
  readonly #builder: BlockBuilder;
  readonly #pairs: PairOrder | null;
  #receiver: MessagePort | null = null;
  #waiting: [samples: Float32Array<ArrayBuffer>, gap: number | undefined][] = [];
  /** The player is paused. */
  #held = false;
  /** Samples of silence that are still left out: infinitely many in a pause. */
  #skip = 0;
  /** The end has come, and nothing more is wanted until the player goes on. */
  #ended = false;
  #open = true;
  /** Nothing has been heard since the last gap. */
  #afterGap = true;

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
    if (!this.#open || this.#ended) return;
    let at = 0;
    for (; this.#skip > 0 && at < samples; at += QUANTUM) {
      const quantum = channels.map((channel) => channel.subarray(at, at + QUANTUM));
      const length = Math.min(QUANTUM, samples - at);
      if (quantum.every(isSilent)) {
        this.#skip -= length;
        continue;
      }
      if (!this.#held) this.#skip = 0;
      this.#add(quantum, length);
    }
    if (at < samples) this.#add(at > 0 ? channels.map((channel) => channel.subarray(at)) : channels, samples - at);
  }

  take(message: PageToCapture): void {
    switch (message.type) {
      case 'port':
        this.#receiver = message.port;
        message.port.onmessage = ({ data }: MessageEvent<ReceiverToCapture>) => {
          if (data === 'flushed') this.#answer({ type: 'flushed' });
        };
        for (const waiting of this.#waiting.splice(0)) this.#send(...waiting);
        break;
      case 'hold':
        this.#held = message.on;
        this.#ended &&= message.on;
        if (message.on) this.#skip = Number.POSITIVE_INFINITY;
        else this.#skip = Math.min(this.#skip, STARTING * this.#sampleRate);
        break;
      case 'gap':
        this.#gap(message.seconds);
        break;
      case 'flush':
        this.#sendRest();
        // Silence that came after the end would take the receiver for a stream that goes on.
        this.#ended = true;
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

  #add(channels: readonly Float32Array[], samples: number): void {
    this.#afterGap = false;
    for (const block of this.#builder.add(channels, samples)) this.#send(block);
  }

  /** What comes is not what follows what has come. */
  #gap(gap: number): void {
    if (this.#afterGap) return;
    this.#sendRest();
    this.#send(new Float32Array(0), gap);
    this.#afterGap = true;
  }

  #sendRest(): void {
    const rest = this.#builder.rest();
    if (rest) this.#send(rest);
  }

  #send(samples: Float32Array<ArrayBuffer>, gap?: number): void {
    const block: AudioBlock = {
      samples,
      sampleRate: this.#sampleRate,
      ...(this.#pairs && { pairs: this.#pairs }),
      ...(gap && { gap }),
    };
    if (this.#receiver) this.#receiver.postMessage(block, [samples.buffer]);
    else if (this.#open) this.#waiting.push([samples, gap]);
  }
}

function isSilent(samples: Float32Array): boolean {
  for (let i = 0; i < samples.length; i++) if (samples[i] !== 0) return false;
  return true;
}
