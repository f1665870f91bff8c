import { frameTime } from '../dsp/frame.js';
import type { Character } from '../morse/character.js';
import type { Channel } from './channel.js';
import type { Reader, Reading } from './reader.js';

/**
 * A second reading of a channel's past, from the oldest frame of the history on, by a reader of its own while the live one
 * goes on. When it has come as far as the live one it takes its place, and its text that of the span. (A slower, more
 * accurate model for this would be another kind of reader here.)
 */
export class ReDecode {
  readonly channel: Channel;
  readonly reader: Reader;
  /** Stream time of its first frame, seconds. */
  readonly start: number;
  #fresh: readonly Character[] = [];

  constructor(channel: Channel, reader: Reader) {
    this.channel = channel;
    this.reader = reader;
    this.start = frameTime(reader.origin);
  }

  /** Seconds of audio that it reads or has read. */
  get seconds(): number {
    return frameTime(this.channel.reader.done) - this.start;
  }

  /** Takes what its reader has read; true when it has caught up with the live reader. */
  read({ tokens, verdicts = [] }: Reading): boolean {
    const { text } = this.channel;
    this.#fresh = text.judged([...this.#fresh, ...tokens.map((token) => text.toCharacter(token))], verdicts);
    return this.reader.done >= this.channel.reader.done;
  }

  /** Puts the fresh text and the reader in the place of the channel's. Returns the reader that is left over. */
  finish(): Reader {
    const { channel, reader } = this;
    const replaced = channel.reader;
    reader.follow(replaced.bin);
    reader.urgent = channel.role === 'main';
    channel.reader = reader;
    channel.tell(channel.text.replaceFrom(this.start, this.#fresh));
    return replaced;
  }
}
