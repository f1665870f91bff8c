import { SampleTap } from './sample-tap.js';
import { checkedBlock, type Samples } from './samples.js';
import type { OpenedSource, Source, SourceDescription, SourceEnvironment, SourceSink } from './source.js';

/** Seconds of samples that are kept while the model loads; then the oldest go. */
const MAX_WAITING = 60;

/** Samples that the page pushes. */
export class PushSource implements Source {
  readonly kind = 'push';
  readonly #tap = new SampleTap();
  #environment: SourceEnvironment | null = null;
  #sink: SourceSink | null = null;
  #waiting: ReturnType<typeof checkedBlock>[] = [];
  #sampleRate = 0;
  #atEnd = false;

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    this.#environment = environment;
    this.#atEnd = false;
    environment.scope.add(() => {
      this.#environment = null;
      this.#sink = null;
      this.#waiting = [];
    });
    this.#sink = await environment.sink;
    for (const block of this.#waiting.splice(0)) this.#give(this.#sink, block);
    if (this.#atEnd) environment.ended();
    return { description: this.#describe(), openTap: (scope) => this.#tap.open(scope) };
  }

  /**
   * @param samples mono: floats −1…1, or 16-bit integers; copied
   * @param sampleRate Hz
   * @throws MorseDecoderError `bad-samples`, `bad-sample-rate`
   */
  push(samples: Samples, sampleRate: number): void {
    const block = checkedBlock(samples, sampleRate);
    if (this.#sampleRate !== sampleRate) {
      this.#sampleRate = sampleRate;
      this.#environment?.described(this.#describe());
    }
    if (this.#sink) this.#give(this.#sink, block);
    else this.#keep(block);
  }

  /** No more samples come. */
  end(): void {
    this.#atEnd = true;
    if (this.#sink) this.#environment?.ended();
  }

  #give(sink: SourceSink, block: ReturnType<typeof checkedBlock>): void {
    this.#tap.feed(block);
    sink.push(block);
  }

  #keep(block: ReturnType<typeof checkedBlock>): void {
    this.#waiting.push(block);
    let seconds = this.#waiting.reduce((sum, { samples, sampleRate }) => sum + samples.length / sampleRate, 0);
    while (seconds > MAX_WAITING && this.#waiting.length > 1) {
      const dropped = this.#waiting.shift();
      if (dropped) seconds -= dropped.samples.length / dropped.sampleRate;
    }
  }

  #describe(): SourceDescription {
    return { kind: 'push', label: 'samples', sampleRate: this.#sampleRate, processing: null };
  }
}
