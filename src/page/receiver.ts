import { type AudioBlock, type PairOrder, secondsOf } from '../engine/audio-block.js';
import type { ReceiverEvent, ReceiverOptions, ReceiverRequest } from '../engine/types.js';
import { type MorseDecoderError, toDecoderError } from '../errors.js';
import { Scope } from '../scope.js';
import type { FilePurpose } from '../workers/receiver-messages.js';
import type { Downloads, PoolWorker } from './snapshot.js';

/** A running receiver, as far as the page uses it. */
export interface Receiver {
  post(request: ReceiverRequest): void;
  /** A port for the capture worklet; it replaces the one before. */
  audioPort(): MessagePort;
  /** Blocks that are still on their way from the capture worklet are left out. */
  closeAudio(): void;
  pushAudio(block: AudioBlock): void;
  /** Gives a WAV file; the port tells how it goes (`FileNews`). */
  openFile(file: Blob, purpose: FilePurpose, pairs?: PairOrder | null): MessagePort;
  readonly pool: readonly PoolWorker[];
  dispose(): void;
}

export interface ReceiverCallbacks {
  onEvents(events: readonly ReceiverEvent[]): void;
  /** The receiver is lost. */
  onError(error: MorseDecoderError): void;
  /** Something is missing, and decoding goes on without it. */
  onWarning(error: MorseDecoderError): void;
  /** Files of a model are being fetched; null: not any more. */
  onDownload(model: keyof Downloads, download: Downloads['live']): void;
  /** Seconds of stream taken in so far; of a patient receiver: read by every channel. */
  onConsumed(seconds: number): void;
}

/** What a receiver is to be. */
export interface ReceiverSettings {
  readonly options: ReceiverOptions;
  /** Its sound waits for it: being behind is no overload. */
  readonly patient: boolean;
  /** Number of its first channel, 1 when left out: those of the receiver before are not used again. */
  readonly firstId?: number;
}

/** Makes a receiver; rejects with a `MorseDecoderError`. */
export type OpenReceiver = (
  settings: ReceiverSettings,
  callbacks: ReceiverCallbacks,
  signal: AbortSignal,
) => Promise<Receiver>;

/** Seconds of sound that may wait at the receiver before a source that could go faster has to wait. */
const MAX_WAITING = 4;

/**
 * The receiver of one decoder: opened when it is first needed, kept while its text and history are, and opened anew after
 * it was lost. Answers of a receiver that is gone are not heard.
 */
export class ReceiverSlot {
  readonly #open: OpenReceiver;
  readonly #callbacks: Omit<ReceiverCallbacks, 'onConsumed'>;
  #scope: Scope | null = null;
  #opening: Promise<Receiver> | null = null;
  #patient = false;
  #receiver: Receiver | null = null;
  /** Seconds of stream given and taken in. */
  #given = 0;
  #consumed = 0;
  #wake: (() => void)[] = [];

  constructor(open: OpenReceiver, callbacks: Omit<ReceiverCallbacks, 'onConsumed'>) {
    this.#open = open;
    this.#callbacks = callbacks;
  }

  get current(): Receiver | null {
    return this.#receiver;
  }

  /**
   * The receiver, opened if there is none, or only one with the wrong patience.
   *
   * @param fresh called before the first event of a new one
   */
  ensure(settings: ReceiverSettings, fresh: (receiver: Receiver) => void): Promise<Receiver> {
    if (this.#opening && this.#patient !== settings.patient) this.drop();
    this.#patient = settings.patient;
    this.#opening ??= this.#start(settings, fresh);
    return this.#opening;
  }

  async #start(settings: ReceiverSettings, fresh: (receiver: Receiver) => void): Promise<Receiver> {
    const scope = new Scope();
    this.#scope = scope;
    this.#given = 0;
    this.#consumed = 0;
    const early: (readonly ReceiverEvent[])[] = [];
    let failEarly: (error: MorseDecoderError) => void = () => {};
    const failed = new Promise<never>((_, reject) => {
      failEarly = reject;
    });
    const callbacks: ReceiverCallbacks = {
      onEvents: (events) => {
        if (scope.disposed) return;
        if (this.#receiver) this.#callbacks.onEvents(events);
        else early.push(events);
      },
      onError: (error) => {
        if (scope.disposed) return;
        if (this.#receiver) this.#callbacks.onError(error);
        else failEarly(error);
      },
      onWarning: (error) => {
        if (!scope.disposed) this.#callbacks.onWarning(error);
      },
      onDownload: (model, download) => {
        if (!scope.disposed) this.#callbacks.onDownload(model, download);
      },
      onConsumed: (seconds) => {
        if (!scope.disposed) this.#take(seconds);
      },
    };
    try {
      const opening = this.#open(settings, callbacks, scope.signal).then((receiver) => scope.add(receiver));
      const receiver = await Promise.race([opening, failed]);
      if (scope.disposed) throw toDecoderError(scope.signal.reason, 'aborted');
      this.#receiver = receiver;
      fresh(receiver);
      for (const events of early) this.#callbacks.onEvents(events);
      return receiver;
    } catch (error) {
      scope.dispose();
      if (this.#scope === scope) this.drop();
      throw toDecoderError(error);
    }
  }

  /** Lets the receiver go, with its text and history; the next `ensure` opens another. */
  drop(): void {
    const scope = this.#scope;
    this.#scope = null;
    this.#opening = null;
    this.#receiver = null;
    scope?.dispose();
    this.#wakeAll();
  }

  post(request: ReceiverRequest): void {
    if (request.type === 'reset') {
      this.#given = 0;
      this.#consumed = 0;
    }
    this.#receiver?.post(request);
  }

  push(block: AudioBlock): void {
    this.#given += secondsOf(block);
    this.#receiver?.pushAudio(block);
  }

  /** Settles when the receiver has taken in all but a few seconds of what was pushed, or when there is none. */
  async drained(signal: AbortSignal): Promise<void> {
    while (this.#receiver && !signal.aborted && this.#given - this.#consumed > MAX_WAITING) {
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  #take(seconds: number): void {
    this.#consumed = seconds;
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
