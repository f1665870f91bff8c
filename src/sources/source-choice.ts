import type { PairOrder } from '../engine/audio-block.js';
import { type SourceObject, sourceFromObject } from './choose.js';
import { PushSource } from './push.js';
import type { Source } from './source.js';

/** Which source a decoder has: what is pushed, else the object, else what the attribute names. */
export class SourceChoice {
  /** Hz, of chunks that a stream gives without their rate; 0: unknown. */
  sampleRate = 0;
  readonly #fromAttribute: () => Source | null;
  readonly #changed: () => void;
  readonly #pairs: () => PairOrder | null;
  #object: SourceObject | null = null;
  /** Null: to be made at the next start. */
  #source: Source | null = null;

  /** @param changed called after the decoder got another source; @param pairs how pushed samples are paired */
  constructor(fromAttribute: () => Source | null, changed: () => void, pairs: () => PairOrder | null) {
    this.#pairs = pairs;
    this.#fromAttribute = fromAttribute;
    this.#changed = changed;
  }

  get object(): SourceObject | null {
    return this.#object;
  }

  set object(value: SourceObject | null) {
    this.#object = value;
    this.#use(null);
  }

  attributeChanged(): void {
    if (this.#object === null) this.#use(null);
  }

  /** The same source until it is changed, so that a file goes on where it was. @throws MorseDecoderError `not-audio` */
  get current(): Source | null {
    this.#source ??= this.#object === null ? this.#fromAttribute() : sourceFromObject(this.#object, this.sampleRate);
    return this.#source;
  }

  /** What pushed samples go to; null while the source is another. */
  get pushed(): PushSource | null {
    return this.#source instanceof PushSource ? this.#source : null;
  }

  /** Makes pushed samples the source, instead of attribute and object, until one of them is set. */
  usePushed(): PushSource {
    const source = new PushSource(this.#pairs);
    this.#use(source);
    return source;
  }

  #use(source: Source | null): void {
    this.#source = source;
    this.#changed();
  }
}
