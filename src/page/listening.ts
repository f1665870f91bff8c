import { MorseDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';
import { ChannelListening } from '../sources/listen.js';
import type { OpenedSource } from '../sources/source.js';
import { editChannel } from './reducer.js';
import { channelOf } from './snapshot.js';
import type { DecoderStore } from './store.js';

/** Which channel is heard through the narrow filter, if any. */
export class Listening {
  readonly #store: DecoderStore;
  #heard: { readonly id: number; readonly scope: Scope; filter: ChannelListening | null; frequency: number } | null =
    null;

  constructor(store: DecoderStore) {
    this.#store = store;
  }

  /**
   * Lets one channel be heard instead of the one before, until the run's scope ends.
   *
   * @throws MorseDecoderError `not-supported`, `needs-gesture`
   */
  async start(run: Scope, { openTap }: OpenedSource, id: number): Promise<void> {
    this.stop();
    if (!openTap) throw new MorseDecoderError('not-supported', 'this source cannot be heard');
    const channel = channelOf(this.#store.snapshot, id);
    if (!channel) return;
    const scope = run.child();
    const heard = { id, scope, filter: null as ChannelListening | null, frequency: channel.info.frequency };
    this.#heard = heard;
    this.#mark(id, true);
    scope.add(() => {
      if (this.#heard === heard) this.#heard = null;
      this.#mark(id, false);
    });
    try {
      const tap = await openTap(scope);
      if (!scope.disposed) heard.filter = new ChannelListening(scope, tap, heard.frequency);
    } catch (error) {
      scope.dispose();
      throw error;
    }
  }

  stop(): void {
    this.#heard?.scope.dispose();
  }

  /** After new events: the filter goes where the channel went, and ends with it. */
  follow(): void {
    const heard = this.#heard;
    if (!heard) return;
    const info = channelOf(this.#store.snapshot, heard.id)?.info;
    if (!info) this.stop();
    if (!info || info.activity === 'away' || info.frequency === heard.frequency) return;
    heard.frequency = info.frequency;
    heard.filter?.follow(heard.frequency);
  }

  #mark(id: number, listening: boolean): void {
    this.#store.update((snapshot) => editChannel(snapshot, id, (channel) => ({ ...channel, listening })));
  }
}
