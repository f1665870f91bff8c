import { FRAME_RATE, frameTime } from '../dsp/frame.js';
import type { DecodedToken } from '../morse/ctc.js';
import type { AccurateJob } from './accurate-desk.js';
import type { AccurateReader } from './accurate-reader.js';
import type { Channel } from './channel.js';
import type { FrequencyTrack } from './frequency-track.js';
import type { Lane } from './lane.js';
import type { Reader } from './reader.js';

/** Frames from one run to the next while a live channel is followed: 3 s. With a look-ahead of 4 s text is final within 8. */
export const LIVE_STEP = 384;
/** Frames by which a reader goes back that has lost its state, so that the model hears itself in: 8 s. */
export const RUN_IN = 8 * FRAME_RATE;

/** Seconds by which two readings may differ on the end of a letter. */
const EDGE = 0.05;

/** How the stream stands that a channel is read from. */
export interface StreamEnd {
  /** No audio comes any more. */
  readonly ended: boolean;
  /** Frame after the newest one. */
  readonly newest: number;
}

/**
 * Nothing follows what the live reader has read. At the end of a stream it may still be on its way there: text that was gone over
 * without what comes next would be cut within a letter.
 */
export const nothingFollows = ({ done, away }: Reader, { ended, newest }: StreamEnd): boolean =>
  away || (ended && done >= newest);

/** Goes over a channel's text behind its live reader. */
export class Settler implements AccurateJob {
  readonly channel: Channel;
  readonly lane: Lane;
  readonly step: number;
  reader: AccurateReader;
  #leavesAt: number | null = null;
  /** Stream time (s) up to which it counts then: of a letter that was being sent there it has heard a part. */
  #counts = Number.POSITIVE_INFINITY;
  readonly #stream: StreamEnd;

  /** @param prompt a few seconds at a time, before anything else; otherwise long chunks, in no hurry */
  constructor(channel: Channel, reader: AccurateReader, stream: StreamEnd, prompt: boolean) {
    this.channel = channel;
    this.reader = reader;
    this.lane = prompt ? 'main' : 'past';
    this.step = prompt ? LIVE_STEP : Number.POSITIVE_INFINITY;
    this.#stream = stream;
  }

  /** Frame up to which it still reads before it leaves the channel; null while it stays. */
  get leavesAt(): number | null {
    return this.#leavesAt;
  }

  /** It reads what its channel has read so far, and leaves. */
  leave(): void {
    if (this.#leavesAt !== null) return;
    this.#leavesAt = this.channel.reader.done;
    this.#counts = (this.channel.lastHeard ?? 0) + EDGE;
  }

  /** It stays after all. False when it has read to the end already, or does so now, as if nothing followed. */
  stay(): boolean {
    if (this.#leavesAt !== null && (this.reader.busy || this.reader.done >= this.#leavesAt)) return false;
    this.#leavesAt = null;
    this.#counts = Number.POSITIVE_INFINITY;
    return true;
  }

  get track(): FrequencyTrack {
    return this.channel.reader.track;
  }

  get goal(): { until: number; last: boolean } {
    const { done } = this.channel.reader;
    if (this.leavesAt !== null) return { until: Math.min(this.leavesAt, done), last: done >= this.leavesAt };
    return { until: done, last: nothingFollows(this.channel.reader, this.#stream) };
  }

  read(tokens: readonly DecodedToken[]): void {
    this.channel.settledTo = this.reader.done;
    const whole = tokens.filter(({ end }) => end <= this.#counts);
    this.channel.settle(whole, Math.min(this.#counts, frameTime(this.reader.done)));
  }

  lost(): number {
    return Math.max(this.reader.origin, this.reader.done - RUN_IN);
  }

  skipped(frame: number): void {
    const { channel } = this;
    const from = frameTime(frame);
    channel.tell(channel.text.finalize(from));
    channel.text.beginSettling(from, true);
  }
}
