import type { ChannelInfo, ReceiverEvent, ReceiverRequest } from '../engine/types.js';
import type { HeldChannel } from './decoder-handle.js';

/** Hz by which the channel that answers may differ from what was asked for. */
const TOLERANCE = 20;

interface Hold extends HeldChannel {
  id: number | null;
  readonly frequency: number;
}

/** The channels that elements of the page keep open, whatever happens to the receiver. */
export class HeldChannels {
  readonly #holds = new Set<Hold>();
  /** Let go in this task. */
  readonly #left = new Set<Hold>();
  readonly #post: (request: ReceiverRequest) => void;

  constructor(post: (request: ReceiverRequest) => void) {
    this.#post = post;
  }

  /** @param frequency Hz */
  hold(frequency: number): HeldChannel {
    const left = [...this.#left].find((hold) => hold.frequency === frequency);
    if (left) {
      this.#left.delete(left);
      this.#holds.add(left);
      return left;
    }
    const hold: Hold = { id: null, frequency, dispose: () => this.#leave(hold) };
    this.#holds.add(hold);
    this.#post({ type: 'open', frequency });
    return hold;
  }

  /** An element that is only moved in the page takes its channel up again within the same task. */
  #leave(hold: Hold): void {
    if (!this.#holds.delete(hold)) return;
    this.#left.add(hold);
    setTimeout(() => {
      if (this.#left.delete(hold) && hold.id !== null) this.#post({ type: 'close', channel: hold.id });
    });
  }

  /** Asks again for all of them: the receiver, or its stream, is new. */
  reopen(): void {
    for (const hold of this.#holds) {
      hold.id = null;
      this.#post({ type: 'open', frequency: hold.frequency });
    }
  }

  take(event: ReceiverEvent): void {
    if (event.type === 'channel-opened' || event.type === 'channel-changed') this.#assign(event.channel);
    if (event.type === 'channel-closed') {
      for (const hold of this.#holds) if (hold.id === event.id) hold.id = null;
    }
  }

  #assign({ id, role, frequency }: ChannelInfo): void {
    if (role !== 'pinned') return;
    const holds = [...this.#holds];
    if (holds.some((hold) => hold.id === id)) return;
    const distance = (hold: Hold): number => Math.abs(hold.frequency - frequency);
    const [nearest] = holds
      .filter((hold) => hold.id === null && distance(hold) <= TOLERANCE)
      .sort((a, b) => distance(a) - distance(b));
    if (nearest) nearest.id = id;
  }
}
