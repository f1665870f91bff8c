import { frameTime } from '../dsp/frame.js';
import type { DecodedToken } from '../morse/ctc.js';
import type { AccurateJob } from './accurate-desk.js';
import type { AccurateReader } from './accurate-reader.js';
import type { Channel } from './channel.js';
import type { FrequencyTrack } from './frequency-track.js';
import type { Lane } from './lane.js';
import { LIVE_STEP, nothingFollows, type StreamEnd } from './settler.js';

/**
 * A reading of a channel's past with the accurate model, from the oldest frame of the history on. It gathers its text and puts it
 * in the place of the old one when it has come as far as its look-ahead lets it; the live reader goes on meanwhile.
 */
export class CarefulReDecode implements AccurateJob {
  readonly channel: Channel;
  readonly reader: AccurateReader;
  readonly lane: Lane = 'live';
  readonly step = LIVE_STEP;
  readonly #stream: StreamEnd;
  readonly #cold: boolean;
  #tokens: DecodedToken[] = [];

  /** @param cold the stream is older than the history */
  constructor(channel: Channel, reader: AccurateReader, stream: StreamEnd, cold: boolean) {
    this.channel = channel;
    this.reader = reader;
    this.#stream = stream;
    this.#cold = cold;
  }

  get track(): FrequencyTrack {
    return this.channel.reader.track;
  }

  get goal(): { until: number; last: boolean } {
    return { until: this.channel.reader.done, last: nothingFollows(this.channel.reader, this.#stream) };
  }

  /** Seconds of audio that it has read. */
  get seconds(): number {
    return frameTime(this.reader.done) - frameTime(this.reader.origin);
  }

  read(tokens: readonly DecodedToken[]): void {
    this.#tokens.push(...tokens);
  }

  lost(): number {
    this.#tokens = [];
    return this.reader.origin;
  }

  skipped(): void {
    this.#tokens = [];
  }

  /** Puts the text in its place. */
  finish(): void {
    const { channel, reader } = this;
    channel.text.beginSettling(frameTime(reader.origin), this.#cold);
    channel.settle(this.#tokens, frameTime(reader.done));
  }
}
