import { secondsOf } from '../engine/audio-block.js';
import { MorseDecoderError, toDecoderError } from '../errors.js';
import { LullWatch } from './lull-watch.js';
import { SampleTap } from './sample-tap.js';
import { checkedBlock, isSamples, type PushOptions, type Samples } from './samples.js';
import type { OpenedSource, Source, SourceDescription, SourceEnvironment, SourceSink } from './source.js';
import { TimeUnit } from './time-unit.js';

/** A chunk with its rate in Hz and, if that is known, its time. */
type TimedChunk = { readonly samples: Samples; readonly sampleRate: number } & PushOptions;

/** Mono samples, with their rate, and their time, or without; without, the rate is that of the chunk before. */
export type SampleChunk = Samples | TimedChunk;

/**
 * A stream of samples, read no faster than the receiver takes them in. Stopped and started again, reading goes on where
 * it was.
 */
export class SampleStreamSource implements Source {
  readonly kind = 'sample-stream';
  readonly patient = true;
  readonly #tap = new SampleTap();
  readonly #unit = new TimeUnit();
  readonly #stream: ReadableStream<SampleChunk>;
  /** Read, but not given any more before the stop. */
  #left: SampleChunk | null = null;
  /** Hz; 0 until it is known. */
  #sampleRate: number;

  /** @param sampleRate Hz, of chunks that come without */
  constructor(stream: ReadableStream<SampleChunk>, sampleRate = 0) {
    this.#stream = stream;
    this.#sampleRate = sampleRate;
  }

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    if (this.#stream.locked) throw new MorseDecoderError('already-captured', 'the stream is locked');
    const sink = await environment.sink;
    if (environment.scope.disposed) throw new MorseDecoderError('aborted');
    const reader = this.#stream.getReader();
    environment.scope.add(() => reader.releaseLock());
    void this.#read(reader, sink, environment);
    return { description: this.#describe(), resumes: true, openTap: (scope) => this.#tap.open(scope) };
  }

  async #read(
    reader: ReadableStreamDefaultReader<SampleChunk>,
    sink: SourceSink,
    environment: SourceEnvironment,
  ): Promise<void> {
    const { signal } = environment.scope;
    const watch = new LullWatch(environment.scope, () => environment.lull());
    try {
      if (this.#left) this.#give(this.#left, sink, environment, watch);
      this.#left = null;
      for (;;) {
        await sink.drained(signal);
        watch.wait();
        const { value, done } = await reader.read();
        if (signal.aborted) this.#left = value ?? null;
        if (signal.aborted) return;
        if (done) break;
        this.#give(value, sink, environment, watch);
      }
      environment.ended();
    } catch (error) {
      if (!signal.aborted) environment.failed(toDecoderError(error, 'network'));
    }
  }

  #give(chunk: SampleChunk, sink: SourceSink, environment: SourceEnvironment, watch: LullWatch): void {
    const { samples, sampleRate, time }: TimedChunk = isSamples(chunk)
      ? { samples: chunk, sampleRate: this.#sampleRate }
      : chunk;
    const block = checkedBlock(samples, sampleRate, time, environment.pairs);
    if (sampleRate !== this.#sampleRate) {
      this.#sampleRate = sampleRate;
      environment.described(this.#describe());
    }
    const doubt = this.#unit.doubt(block);
    if (doubt) environment.warned(doubt);
    this.#tap.feed(block);
    watch.came(secondsOf(block));
    sink.push(block);
  }

  #describe(): SourceDescription {
    return { kind: 'sample-stream', label: 'stream of samples', sampleRate: this.#sampleRate, processing: null };
  }
}
