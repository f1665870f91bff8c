import type { Channel } from './channel.js';
import { ReDecode } from './re-decode.js';
import type { Reader, Reading } from './reader.js';
import type { Scheduler } from './scheduler.js';
import type { ReceiverEvent } from './types.js';

interface Parts {
  readonly scheduler: Scheduler;
  /** A reader that reads what another one has read, from frame `from` on. */
  readonly again: (reader: Reader, from: number) => Reader;
  readonly emit: (event: ReceiverEvent) => void;
}

/** What is to be read again. */
export interface Past {
  /** First frame. */
  readonly from: number;
  /** Somebody waits for it. */
  readonly urgent: boolean;
  /** The page has not been told yet. */
  readonly aloud: boolean;
}

/** Channels whose past the live model reads again, one at a time for each of them. */
export class LiveReDecodes {
  readonly #parts: Parts;
  readonly #running = new Map<Reader, ReDecode>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#running.size > 0;
  }

  get readers(): readonly Reader[] {
    return [...this.#running.keys()];
  }

  /** The one that is under way for a channel, if any. */
  of(channel: Channel): Reader | null {
    return this.readers.find((reader) => this.#running.get(reader)?.channel === channel) ?? null;
  }

  /** Begins, unless one is under way for that channel. */
  start(channel: Channel, { from, urgent, aloud }: Past): void {
    if (this.of(channel)) return;
    const reader = this.#parts.again(channel.reader, from);
    reader.urgent = urgent || channel.role === 'main';
    const reDecode = new ReDecode(channel, reader);
    this.#running.set(reader, reDecode);
    this.#parts.scheduler.add(reader);
    if (aloud) this.#tell(reDecode, 'started');
  }

  /** @returns the channel that goes on with this reader, and the one that it had, when the past has been read */
  read(reader: Reader, reading: Reading): { readonly channel: Channel; readonly replaced: Reader } | null {
    const reDecode = this.#running.get(reader);
    if (!reDecode?.read(reading)) return null;
    const replaced = reDecode.finish();
    this.#running.delete(reader);
    this.#tell(reDecode, 'finished');
    return { channel: reDecode.channel, replaced };
  }

  /** Its reader cannot go on. */
  fail(reader: Reader): void {
    const reDecode = this.#running.get(reader);
    if (!reDecode) return;
    this.#drop(reader);
    this.#tell(reDecode, 'failed');
  }

  /** Ends without a word what is under way for a channel. */
  drop(channel: Channel): void {
    const reader = this.of(channel);
    if (reader) this.#drop(reader);
  }

  dispose(): void {
    for (const reader of this.readers) this.#drop(reader);
  }

  #drop(reader: Reader): void {
    this.#running.delete(reader);
    this.#parts.scheduler.remove(reader);
  }

  #tell({ channel, seconds }: ReDecode, phase: 'started' | 'finished' | 'failed'): void {
    this.#parts.emit({ type: 're-decode', channel: channel.id, phase, seconds });
  }
}
