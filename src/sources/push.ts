import { type AudioBlock, MOST_WAITING, type PairOrder, secondsOf } from '../engine/audio-block.js';
import { LullWatch } from './lull-watch.js';
import { SampleTap } from './sample-tap.js';
import { checkedBlock, type PushOptions, type Samples } from './samples.js';
import type { OpenedSource, Source, SourceDescription, SourceEnvironment, SourceSink } from './source.js';
import { TimeUnit } from './time-unit.js';

/** Samples that the page pushes. */
export class PushSource implements Source {
  readonly kind = 'push';
  readonly #pairs: () => PairOrder | null;
  readonly #tap = new SampleTap();
  readonly #unit = new TimeUnit();
  #environment: SourceEnvironment | null = null;
  #sink: SourceSink | null = null;
  #watch: LullWatch | null = null;
  #waiting: AudioBlock[] = [];
  #valuesWaiting = 0;
  #sampleRate = 0;
  #atEnd = false;

  /** @param pairs how samples are paired; null: they are mono */
  constructor(pairs: () => PairOrder | null = () => null) {
    this.#pairs = pairs;
  }

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    this.#environment = environment;
    this.#atEnd = false;
    environment.scope.add(() => {
      this.#environment = null;
      this.#sink = null;
      this.#taken();
    });
    this.#sink = await environment.sink;
    this.#watch = new LullWatch(environment.scope, () => environment.lull());
    for (const block of this.#taken()) this.#give(this.#sink, block);
    if (this.#atEnd) environment.ended();
    return { description: this.#describe(), openTap: (scope) => this.#tap.open(scope) };
  }

  /**
   * @param samples mono, or pairs of I and Q: floats −1…1, or 16-bit integers; copied
   * @param sampleRate Hz
   * @throws MorseDecoderError `bad-samples`, `bad-sample-rate`, `bad-time`
   */
  push(samples: Samples, sampleRate: number, { time }: PushOptions = {}): void {
    const block = checkedBlock(samples, sampleRate, time, this.#pairs());
    if (this.#sampleRate !== sampleRate) {
      this.#sampleRate = sampleRate;
      this.#environment?.described(this.#describe());
    }
    const doubt = this.#unit.doubt(block);
    if (doubt) this.#environment?.warned(doubt);
    this.#take(block);
  }

  /** @param gap seconds that were not received; before the first samples that is nothing */
  gap(gap: number): void {
    const pairs = this.#pairs();
    if (this.#sampleRate > 0)
      this.#take({ samples: new Float32Array(0), sampleRate: this.#sampleRate, gap, ...(pairs && { pairs }) });
  }

  /** No more samples come. */
  end(): void {
    this.#atEnd = true;
    if (this.#sink) this.#environment?.ended();
  }

  #take(block: AudioBlock): void {
    if (this.#sink) this.#give(this.#sink, block);
    else this.#keep(block);
  }

  #give(sink: SourceSink, block: AudioBlock): void {
    this.#tap.feed(block);
    sink.push(block);
    this.#watch?.came(secondsOf(block));
    this.#watch?.wait();
  }

  /** While the model loads; where that is too much the oldest go. */
  #keep(block: AudioBlock): void {
    this.#waiting.push(block);
    this.#valuesWaiting += block.samples.length;
    while (this.#valuesWaiting > MOST_WAITING && this.#waiting.length > 1) {
      this.#valuesWaiting -= this.#waiting.shift()?.samples.length ?? 0;
    }
  }

  /** What has been kept, which is not any more. */
  #taken(): readonly AudioBlock[] {
    this.#valuesWaiting = 0;
    return this.#waiting.splice(0);
  }

  #describe(): SourceDescription {
    return { kind: 'push', label: 'samples', sampleRate: this.#sampleRate, processing: null };
  }
}
