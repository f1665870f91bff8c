import { HIGHEST_RATE } from '../dsp/grid.js';
import type { PairOrder } from '../engine/audio-block.js';
import { offlineOptions } from '../engine/offline.js';
import { Receiver } from '../engine/receiver.js';
import type { ReceiverEvent } from '../engine/types.js';
import { alphabet as alphabetOf } from '../morse/codes.js';
import { checkWhole } from '../node-arguments.js';
import { LocalClient } from '../workers/local-client.js';
import { languageOf, type Models, now, type RunningModel, runModels, turn } from './models.js';

/** Seconds by which sound may be ahead of the slowest channel. */
const AHEAD = 1;
/** Hz: the highest frequency of sound that has a higher rate than the widest band. */
const HIGHEST = 0.45 * HIGHEST_RATE;

export interface DeskSettings {
  readonly models: Models;
  /** Hz; of I and Q pairs that of pairs. */
  readonly sampleRate: number;
  /** Samples are pairs of I and Q. */
  readonly iq: boolean | PairOrder;
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

export type TakeEvents = (events: readonly ReceiverEvent[]) => void;

/** The engine in this thread: the models, and a receiver for the whole band. */
export class Desk {
  readonly #models: readonly RunningModel[];
  readonly #receiver: Receiver;
  readonly #settings: DeskSettings;
  #drained = false;
  #complaint: unknown = null;

  private constructor(settings: DeskSettings, models: readonly RunningModel[], take: TakeEvents) {
    const { frequency, alphabet, follow } = settings;
    const { accurate } = settings.models;
    const language = accurate && languageOf(accurate);
    this.#models = models;
    this.#settings = settings;
    this.#receiver = new Receiver({
      options: { ...offlineOptions(frequency, alphabet, { iq: settings.iq !== false, wide: settings.wide }), follow },
      contract: settings.models.model.contract,
      ...(accurate && { accurate: accurate.contract }),
      ...(language && { language }),
      now,
      emit: (events) => {
        this.#tell(take, events);
        for (const event of events) {
          if (event.type === 'drained') this.#drained = true;
          if (event.type === 'error') this.#complaint = new RangeError(event.message);
        }
      },
      patient: true,
      prompt: settings.prompt,
    });
    models.forEach(({ core }, i) => {
      this.#receiver.addClient(new LocalClient(i + 1, core), i === 0 ? 'live' : 'accurate');
    });
  }

  /** @throws RangeError for a sample rate, frequency, alphabet or language model that cannot be; an Error when a model fails */
  static async open(settings: DeskSettings, take: TakeEvents): Promise<Desk> {
    settings.signal?.throwIfAborted();
    alphabetOf(settings.alphabet);
    const { frequency, sampleRate } = settings;
    if (Math.abs(frequency ?? 0) > HIGHEST && sampleRate > HIGHEST_RATE)
      throw new RangeError(`What is above ${HIGHEST} Hz is not heard in sound of ${sampleRate} samples a second.`);
    return new Desk(settings, await runModels(settings.models), take);
  }

  /** Stream time taken in, seconds. */
  get time(): number {
    return this.#receiver.time;
  }

  /**
   * Takes in mono samples, or interleaved pairs, and settles when more may come.
   * @throws RangeError for half a pair
   */
  async push(samples: Float32Array): Promise<void> {
    const { sampleRate, iq } = this.#settings;
    if (iq) checkWhole(samples);
    this.#receiver.push({ samples, sampleRate, ...(iq && { pairs: iq === 'qi' ? 'qi' : 'iq' }) });
    do await this.#rest();
    while (this.#receiver.backlog > AHEAD);
  }

  /** Settles when all text is there; more sound may come nevertheless. */
  async drain(): Promise<void> {
    this.#drained = false;
    this.#receiver.request({ type: 'end' });
    while (!this.#drained) await this.#rest();
  }

  async close(): Promise<void> {
    this.#receiver.close();
    for (const { session } of this.#models) await session.release();
  }

  /** What a listener of the caller's throws ends the work in which it was called. */
  #tell(take: TakeEvents, events: readonly ReceiverEvent[]): void {
    try {
      take(events);
    } catch (error) {
      this.#complaint ??= error;
    }
  }

  async #rest(): Promise<void> {
    await turn();
    this.#settings.signal?.throwIfAborted();
    const failure = this.#complaint ?? this.#models.find(({ core }) => core.failure)?.core.failure;
    if (failure) throw failure;
  }
}
