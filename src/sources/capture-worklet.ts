import { CaptureCore } from './capture-core.js';
import { CAPTURE_PROCESSOR, type CaptureOptions, NEARLY_SILENT, type PageToCapture } from './capture-messages.js';

/** Length of a quantum that comes without channels, as an inactive input does; the length then cannot be seen. */
const DEFAULT_QUANTUM = 128;

/**
 * Sends what it hears as mono blocks to the receiver worker, never by way of the page's thread. Its output cannot
 * be heard; it is there only so that every browser runs the node.
 */
class CaptureProcessor extends AudioWorkletProcessor {
  readonly #core: CaptureCore;

  constructor(options?: { readonly processorOptions: CaptureOptions }) {
    super();
    const { pairs = null } = options?.processorOptions ?? {};
    this.#core = new CaptureCore(sampleRate, (message) => this.port.postMessage(message), pairs);
    this.port.onmessage = ({ data }: MessageEvent<PageToCapture>) => this.#core.take(data);
  }

  process([input = []]: Float32Array[][], [output = []]: Float32Array[][]): boolean {
    this.#core.hear(input, input[0]?.length ?? output[0]?.length ?? DEFAULT_QUANTUM);
    for (const channel of output) channel.fill(NEARLY_SILENT);
    return this.#core.open;
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);
