import { offlineOptions } from '../engine/offline.js';
import { Receiver } from '../engine/receiver.js';
import type { ReceiverEvent, ReceiverOptions } from '../engine/types.js';
import { alphabet as alphabetOf } from '../morse/codes.js';
import type { LanguageModel } from '../morse/language/language-model.js';
import { LocalClient } from '../workers/local-client.js';
import { planSlices, type Slice } from './band.js';
import { languageOf, type Models, now, type RunningModel, runModels, turn } from './models.js';

/** Seconds by which sound may be ahead of the slowest channel. */
const AHEAD = 1;
/** Seconds of history where a band takes many receivers: each has one. */
const WIDE_HISTORY = 40;

export interface DeskSettings {
  readonly models: Models;
  /** Hz; of I and Q pairs that of pairs. */
  readonly sampleRate: number;
  /** Frames are pairs of I and Q. */
  readonly iq: boolean;
  /** All that the sound holds, not only 200…3600 Hz. */
  readonly wide: boolean;
  /** Hz; null: everything that is found. */
  readonly frequency: number | null;
  readonly alphabet: string;
  readonly follow: boolean;
  /** Text is gone over a few seconds at a time, for somebody who waits for it. */
  readonly prompt: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** One slice's events. Frequencies in them are those of the slice: `offset` Hz have to be added. */
export type TakeEvents = (events: readonly ReceiverEvent[], slice: Slice) => void;

interface Seat {
  readonly slice: Slice;
  readonly receiver: Receiver;
  drained: boolean;
}

/** The engine in this thread: the models, and a receiver for each slice of the band. */
export class Desk {
  readonly #models: readonly RunningModel[];
  readonly #seats: Seat[] = [];
  readonly #settings: DeskSettings;
  readonly #language: LanguageModel | undefined;
  #complaint: Error | null = null;

  private constructor(models: readonly RunningModel[], language: LanguageModel | undefined, settings: DeskSettings) {
    this.#models = models;
    this.#language = language;
    this.#settings = settings;
  }

  /** @throws RangeError for a sample rate, frequency, alphabet or language model that cannot be; an Error when a model fails */
  static async open(settings: DeskSettings, take: TakeEvents): Promise<Desk> {
    settings.signal?.throwIfAborted();
    alphabetOf(settings.alphabet);
    const slices = planSlices(settings);
    const { accurate } = settings.models;
    const language = accurate && languageOf(accurate);
    const desk = new Desk(await runModels(settings.models), language, settings);
    for (const slice of slices) desk.#seats.push(desk.#seat(slice, slices.length > 1, take));
    return desk;
  }

  #seat(slice: Slice, wide: boolean, take: TakeEvents): Seat {
    const { alphabet, follow, prompt, models } = this.#settings;
    const offline = offlineOptions(slice.frequency, alphabet);
    const band = slice.band && { minFrequency: slice.band.from, maxFrequency: slice.band.to };
    const options: ReceiverOptions = { ...offline, ...band, follow, ...(wide && { history: WIDE_HISTORY }) };
    const emit = (events: readonly ReceiverEvent[]): void => {
      take(events, slice);
      for (const event of events) {
        if (event.type === 'drained') seat.drained = true;
        if (event.type === 'error') this.#complaint = new RangeError(event.message);
      }
    };
    const language = this.#language && { language: this.#language };
    const accurate = models.accurate && { accurate: models.accurate.contract, ...language };
    const receiver = new Receiver({
      options,
      contract: models.model.contract,
      ...accurate,
      now,
      emit,
      patient: true,
      prompt,
    });
    this.#models.forEach(({ core }, i) => {
      receiver.addClient(new LocalClient(i + 1, core), i === 0 ? 'live' : 'accurate');
    });
    const seat: Seat = { slice, receiver, drained: false };
    return seat;
  }

  /** Stream time taken in, seconds. */
  get time(): number {
    return this.#seats[0]?.receiver.time ?? 0;
  }

  /** Takes in interleaved frames, and settles when more may come. */
  async push(frames: Float32Array): Promise<void> {
    for (const { slice, receiver } of this.#seats) receiver.push(slice.cut(frames));
    do await this.#rest();
    while (this.#seats.some(({ receiver }) => receiver.backlog > AHEAD));
  }

  /** Settles when all text is there; more sound may come nevertheless. */
  async drain(): Promise<void> {
    for (const seat of this.#seats) {
      seat.drained = false;
      seat.receiver.request({ type: 'end' });
    }
    while (this.#seats.some(({ drained }) => !drained)) await this.#rest();
  }

  async close(): Promise<void> {
    for (const { receiver } of this.#seats) receiver.close();
    for (const { session } of this.#models) await session.release();
  }

  async #rest(): Promise<void> {
    await turn();
    this.#settings.signal?.throwIfAborted();
    const failure = this.#complaint ?? this.#models.find(({ core }) => core.failure)?.core.failure;
    if (failure) throw failure;
  }
}
