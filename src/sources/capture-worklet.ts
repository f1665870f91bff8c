import type { CaptureToReceiver, ReceiverToCapture } from '../workers/receiver-messages.js';
import { BlockBuilder } from './block-builder.js';
import { CAPTURE_PROCESSOR, type CaptureToPage, type PageToCapture } from './capture-messages.js';

/** Seconds of a block: few enough messages, and little against the 96 ms window of the spectrogram. */
const BLOCK_SECONDS = 0.024;

/**
 * What the node gives out: far below what any converter resolves (−180 dBFS), yet not zero. Chromium takes the output device
 * from a graph that has given zeros for 30 s (its SilentSinkSuspender) and runs it by a timer on an ordinary thread, and
 * a microphone then loses blocks whenever the machine is busy: up to a tenth of them was measured.
 */
const NEARLY_SILENT = 1e-9;

/** Length of a quantum that comes without channels, as an inactive input does; the length then cannot be seen. */
const DEFAULT_QUANTUM = 128;

/**
 * Sends what it hears as mono blocks to the receiver worker, never by way of the page's thread. Its output cannot
 * be heard; it is there only so that every browser runs the node.
 */
class CaptureProcessor extends AudioWorkletProcessor {
  readonly #builder = new BlockBuilder(Math.max(1, Math.round(sampleRate * BLOCK_SECONDS)));
  #receiver: MessagePort | null = null;
  #waiting: Float32Array<ArrayBuffer>[] = [];
  /** Samples still to be given before holding; infinite: not held. */
  #allowed = Number.POSITIVE_INFINITY;
  #open = true;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PageToCapture>) => this.#take(data);
  }

  process([input = []]: Float32Array[][], [output = []]: Float32Array[][]): boolean {
    if (this.#open && this.#allowed > 0) {
      const samples = input[0]?.length ?? output[0]?.length ?? DEFAULT_QUANTUM;
      this.#allowed -= samples;
      for (const block of this.#builder.add(input, samples)) this.#send(block);
    }
    for (const channel of output) channel.fill(NEARLY_SILENT);
    return this.#open;
  }

  #take(message: PageToCapture): void {
    switch (message.type) {
      case 'port':
        this.#receiver = message.port;
        message.port.onmessage = ({ data }: MessageEvent<ReceiverToCapture>) => {
          if (data === 'flushed') this.port.postMessage({ type: 'flushed' } satisfies CaptureToPage);
        };
        for (const block of this.#waiting.splice(0)) this.#send(block);
        break;
      case 'hold':
        this.#allowed = message.on ? message.seconds * sampleRate : Number.POSITIVE_INFINITY;
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
    if (this.#receiver) this.#receiver.postMessage({ samples, sampleRate }, [samples.buffer]);
    else if (this.#open) this.#waiting.push(samples);
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);
