import { LiveBand, type LiveBandStart, type LiveSettings } from './live-band.js';

/** Streams the band, with pairs I to the left and Q to the right; each message is a `LiveSettings`. */
class BandProcessor extends AudioWorkletProcessor {
  readonly #band: LiveBand;
  readonly #pairs: boolean;
  #interleaved = new Float32Array(0);

  constructor({ processorOptions }: { processorOptions: LiveBandStart }) {
    super();
    this.#band = new LiveBand(sampleRate, 7, processorOptions);
    this.#pairs = processorOptions.pairs;
    this.port.onmessage = ({ data }: MessageEvent<LiveSettings>) => this.#band.set(data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [first, ...others] = outputs[0] ?? [];
    if (first && others[0] && this.#pairs) this.#renderPairs(first, others[0]);
    else if (first) {
      this.#band.render(first);
      for (const other of others) other.set(first);
    }
    return true;
  }

  #renderPairs(left: Float32Array, right: Float32Array): void {
    if (this.#interleaved.length !== 2 * left.length) this.#interleaved = new Float32Array(2 * left.length);
    this.#band.render(this.#interleaved);
    for (let i = 0; i < left.length; i++) {
      left[i] = this.#interleaved[2 * i] ?? 0;
      right[i] = this.#interleaved[2 * i + 1] ?? 0;
    }
  }
}

registerProcessor('band', BandProcessor);
