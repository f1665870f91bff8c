import { HIGHEST_RATE } from '../dsp/grid.js';
import type { LanguageModel } from '../morse/language/language-model.js';
import { AccurateSupply } from './accurate-supply.js';
import type { AudioBlock } from './audio-block.js';
import type { InferenceClient } from './inference.js';
import type { ModelContract } from './model-contract.js';
import { type Span, sameSpan, spanOf, UNKNOWN_SPAN } from './span.js';
import { Stream } from './stream.js';
import type { ReceiverEvent, ReceiverOptions, ReceiverRequest, StreamRequest } from './types.js';

/** Which of a receiver's models; `side` is the smaller one that the live one's contract names. */
export type ModelRole = 'live' | 'accurate' | 'side';

export interface ReceiverSetup {
  readonly options: ReceiverOptions;
  readonly contract: ModelContract;
  /** The accurate model, where it is known from the start; its clients are added as `accurate`. */
  readonly accurate?: ModelContract;
  /** What it knows of what operators send; without it its readings are taken as they are. */
  readonly language?: LanguageModel;
  /** Asks for the accurate model when it is first needed; the answer is `accurateCame` or `accurateFailed`. */
  readonly wantAccurate?: () => void;
  /** Asks for clients of the smaller model, when there are first enough channels; without it the live one reads for all. */
  readonly wantSide?: () => void;
  /** Gets the events of one turn together. */
  readonly emit: (events: readonly ReceiverEvent[]) => void;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** The audio waits for the receiver (a file): being behind is no overload. */
  readonly patient?: boolean;
  /** Number of the first channel: 1 when left out. */
  readonly firstId?: number;
  /** Of a patient receiver: text is gone over as soon as that of a live one, a few seconds at a time. */
  readonly prompt?: boolean;
  /** Side channels are read as soon as the main one, however many there are: nobody counts the cost. */
  readonly eager?: boolean;
  /** Seconds of sound that are due and have not been pushed yet, negative where more has been pushed than is due: none when left out. */
  readonly waiting?: () => number;
  /** Something has been read. */
  readonly onRead?: () => void;
}

/**
 * One decoder's engine: audio in, events out. It has no timers: audio and results drive it. Every method returns at once;
 * what it leads to comes as events.
 */
export class Receiver {
  readonly #setup: ReceiverSetup;
  readonly #clients = new Map<number, { readonly client: InferenceClient; readonly model: ModelRole }>();
  readonly #supply: AccurateSupply;
  #options: ReceiverOptions;
  #events: ReceiverEvent[] = [];
  #closed = false;
  #stream: Stream;
  #tooFast = false;
  /** Ids below it were used before the stream. */
  #firstId = 1;
  /** The page has been told already. */
  #silent = false;
  /** What has been asked for before any sound came; null: some has come. */
  #early: StreamRequest[] | null = [];

  constructor(setup: ReceiverSetup) {
    this.#setup = setup;
    this.#options = setup.options;
    this.#supply = new AccurateSupply(setup.accurate ?? null, setup.wantAccurate ?? null, setup.language ?? null);
    this.#stream = this.#begin(setup.firstId ?? 1, UNKNOWN_SPAN);
  }

  /** Stream time taken in, seconds. */
  get time(): number {
    return this.#stream.time;
  }

  /** Seconds of it for which no sound was given: the source did not receive them, or they are the silence behind an end. */
  get missed(): number {
    return this.#stream.missed;
  }

  /** Seconds of audio that the slowest channel has still to read; 0 when there is none. */
  get backlog(): number {
    return this.#stream.backlog;
  }

  /** Ids are unique among the clients of all models. */
  addClient(client: InferenceClient, model: ModelRole = 'live'): void {
    this.#clients.set(client.id, { client, model });
    addTo(this.#stream, client, model);
  }

  /** @param language of it; null: its readings are taken as they are */
  accurateCame(contract: ModelContract, language: LanguageModel | null): void {
    this.#supply.come(contract, language);
    this.#stream.supplyChanged();
  }

  /** There is no accurate model, or not any more: the live one has to do. */
  accurateFailed(): void {
    for (const [id, { model }] of this.#clients) if (model === 'accurate') this.removeClient(id);
    this.#supply.fail();
    this.#stream.supplyChanged();
  }

  /** The client is gone, and its slots: their channels go on elsewhere, from the history. */
  removeClient(id: number): void {
    this.#clients.delete(id);
    this.#stream.removeClient(id);
  }

  push(block: AudioBlock): void {
    if (this.#closed) return;
    const fits = this.#fit(block);
    if (!fits && !this.#tooFast) this.#emit(tooFast(block.sampleRate));
    this.#tooFast = !fits;
    if (!fits) return;
    this.#early = null;
    this.#stream.push(block);
  }

  request(request: ReceiverRequest): void {
    if (this.#closed) return;
    if (request.type === 'echo') {
      this.#emit(request);
    } else if (request.type === 'reset') {
      this.#stream.end(true);
      this.#stream = this.#begin(this.#stream.nextId, this.#stream.span);
      this.#early = [];
    } else {
      if (request.type === 'options') this.#options = { ...this.#options, ...request.options };
      this.#early?.push(request);
      this.#stream.request(request);
    }
  }

  /**
   * Sound of another span goes on in a stream of its own; what has been asked for before any came holds there. False for what no
   * stream can take.
   */
  #fit(block: AudioBlock): boolean {
    const span = spanOf(block, this.#options);
    if (!span || sameSpan(span, this.#stream.span)) return span !== null;
    const early = this.#early;
    this.#stream.end(early === null);
    this.#silent = early !== null;
    this.#stream = this.#begin(early === null ? this.#stream.nextId : this.#firstId, span);
    for (const request of early ?? []) this.#stream.request(request);
    this.#silent = false;
    return true;
  }

  /** Closes all slots; nothing is emitted any more. */
  close(): void {
    this.#closed = true;
    this.#events = [];
    this.#stream.end(false);
  }

  #begin(firstId: number, span: Span): Stream {
    this.#firstId = firstId;
    const { contract, now, patient = false, prompt = !patient, eager = false, onRead = () => {} } = this.#setup;
    const { wantSide, waiting = () => 0 } = this.#setup;
    const parts = { contract, now, patient, prompt, eager, onRead, waiting, supply: this.#supply };
    const setup = { ...parts, options: this.#options, firstId, span };
    const stream = new Stream({ ...setup, ...(wantSide && { wantSide }), emit: (event) => this.#emit(event) });
    for (const { client, model } of this.#clients.values()) addTo(stream, client, model);
    return stream;
  }

  #emit(event: ReceiverEvent): void {
    if (this.#closed || (this.#silent && event.type !== 'band')) return;
    this.#events.push(event);
    if (this.#events.length > 1) return;
    void Promise.resolve().then(() => {
      const events = this.#events;
      this.#events = [];
      if (events.length > 0) this.#setup.emit(events);
    });
  }
}

const tooFast = (rate: number): ReceiverEvent => ({
  type: 'error',
  code: 'bad-sample-rate',
  message: `I and Q of ${rate} Hz are too much; a band may have up to ${HIGHEST_RATE}.`,
});

function addTo(stream: Stream, client: InferenceClient, model: ModelRole): void {
  if (model === 'accurate') stream.addAccurateClient(client);
  else stream.addClient(client, model === 'side');
}
