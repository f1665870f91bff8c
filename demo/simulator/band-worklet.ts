import { LiveBand, type LiveSettings } from './live-band.js';

/** Streams the band; each message is a `LiveSettings`. */
class BandProcessor extends AudioWorkletProcessor {
  readonly #band = new LiveBand(sampleRate, 7);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<LiveSettings>) => this.#band.set(data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [first, ...others] = outputs[0] ?? [];
    if (first) {
      this.#band.render(first);
      for (const other of others) other.set(first);
    }
    return true;
  }
}

registerProcessor('band', BandProcessor);
