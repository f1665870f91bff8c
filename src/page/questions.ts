import type { ReceiverEvent, ReceiverRequest } from '../engine/types.js';
import type { DecoderSnapshot } from './snapshot.js';
import type { DecoderStore } from './store.js';

/** What has been asked of the receiver by somebody who waits until it is done. */
export class Questions {
  readonly #store: Pick<DecoderStore, 'snapshot' | 'subscribe'>;
  readonly #post: (request: ReceiverRequest) => void;
  /** Who waits, and the echoes that are waited for. */
  readonly #askers = new Set<() => void>();
  readonly #waiting = new Map<number, () => void>();
  #asked = 0;

  /** @param post to the receiver, in order */
  constructor(store: Pick<DecoderStore, 'snapshot' | 'subscribe'>, post: (request: ReceiverRequest) => void) {
    this.#store = store;
    this.#post = post;
  }

  /** Settles when the receiver has done it, or is gone: a channel has been read again, the next signal is what is listened to. */
  ask(request: ReceiverRequest): Promise<void> {
    return new Promise((resolve) => {
      this.#askers.add(resolve);
      void this.#done(request).then(() => {
        this.#askers.delete(resolve);
        resolve();
      });
    });
  }

  async #done(request: ReceiverRequest): Promise<void> {
    this.#post(request);
    await this.#echo();
    // The page answers with where to tune.
    if (request.type === 'next-signal') await this.#echo();
    if (request.type !== 're-decode') return;
    await this.#until(
      ({ channels }) => !channels.some(({ info, reDecoding }) => info.id === request.channel && reDecoding),
    );
  }

  take(event: ReceiverEvent): void {
    if (event.type !== 'echo') return;
    this.#waiting.get(event.number)?.();
    this.#waiting.delete(event.number);
  }

  /** The receiver is gone: it answers nothing more. */
  end(): void {
    for (const settle of this.#askers) settle();
    this.#askers.clear();
    this.#waiting.clear();
  }

  #echo(): Promise<void> {
    const number = ++this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#post({ type: 'echo', number });
    });
  }

  /** Settles when a snapshot is as is asked. */
  #until(isSo: (snapshot: DecoderSnapshot) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const leave = this.#store.subscribe((snapshot) => look(snapshot));
      const look = (snapshot: DecoderSnapshot): void => {
        if (!isSo(snapshot)) return;
        leave();
        resolve();
      };
      look(this.#store.snapshot);
    });
  }
}
