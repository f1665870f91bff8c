import type { CrashLog } from '../dsp/crash-log.js';
import { FRAME_RATE, frameTime } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import { AccurateDesk, LONGEST } from './accurate-desk.js';
import { AccurateReader } from './accurate-reader.js';
import type { AccurateSupply } from './accurate-supply.js';
import { CarefulReDecode } from './careful-re-decode.js';
import type { Channel } from './channel.js';
import type { InferenceClient } from './inference.js';
import { Patience } from './patience.js';
import { SecondReading } from './second-reading.js';
import { nothingFollows, RUN_IN, Settler, type StreamEnd } from './settler.js';
import type { ReceiverEvent, Settle } from './types.js';

export interface SettlingParts {
  readonly supply: AccurateSupply;
  readonly frames: FrameStore;
  readonly crashes: CrashLog;
  readonly stream: StreamEnd;
  /** The audio waits for the receiver. */
  readonly patient: boolean;
  /** Text is gone over a few seconds at a time, else as much as there is at once. */
  readonly prompt: boolean;
  readonly channels: () => Iterable<Channel>;
  /** Oldest frame from which a past can be read. */
  readonly oldest: () => number;
  /** Seconds by which the slowest live channel is behind. */
  readonly lag: () => number;
  readonly emit: (event: ReceiverEvent) => void;
  /** Something has been gone over. */
  readonly onRead: () => void;
  /** The accurate model has failed while this channel's past was to be read again. */
  readonly readAgainLive: (channel: Channel) => void;
}

/**
 * What the accurate model does in one stream: it goes over the text of the channels that are wanted, some seconds behind
 * their live readers, and reads pasts again. Until it is there, text waits for it; when it fails, text is final at once.
 */
export class Settling {
  readonly #parts: SettlingParts;
  readonly #patience: Patience;
  readonly #settlers = new Map<Channel, Settler>();
  readonly #again = new Map<Channel, CarefulReDecode>();
  /** Channels whose past is to be read again as soon as the model is there. */
  readonly #waiting = new Set<Channel>();
  #desk: AccurateDesk | null = null;
  #wanted: Settle;
  #longest: number;
  #nextSlot = 1;

  /** @param history seconds */
  constructor(parts: SettlingParts, wanted: Settle, history: number) {
    this.#parts = parts;
    this.#wanted = wanted;
    this.#longest = chunkFor(history);
    this.#patience = new Patience(parts.patient, parts.lag);
  }

  /** A past is being read again. */
  get reDecoding(): boolean {
    return this.#again.size > 0 || this.#waiting.size > 0;
  }

  /** Seconds of audio that have still to be gone over before more should come. */
  get backlog(): number {
    const frames = this.#awaited ? this.#parts.frames.end - LONGEST : (this.#desk?.backlog ?? 0);
    return Math.max(0, frames) / FRAME_RATE;
  }

  /** There is still text to go over that can be. A stream that goes on does not wait for the model; one that has ended does. */
  get unfinished(): boolean {
    const { patient, stream } = this.#parts;
    if (!this.#awaited) return this.#desk?.working ?? false;
    return patient || (stream.ended && !this.#patience.resting);
  }

  /** Other channels are to be gone over, or the history is of another length, seconds. */
  change(wanted: Settle, history: number): void {
    this.#wanted = wanted;
    this.#longest = chunkFor(history);
    if (this.#desk) this.#desk.longest = this.#longest;
    this.pump();
  }

  addClient(client: InferenceClient): void {
    this.#open();
    this.#desk?.addClient(client);
    this.pump();
  }

  removeClient(id: number): void {
    this.#desk?.removeClient(id);
    this.pump();
  }

  /** To be called when audio or text has come, or when channels or the model have changed. */
  pump(): void {
    const { supply, channels, frames, stream } = this.#parts;
    if (!supply.usable) this.#surrender();
    this.#open();
    const waits = this.#awaited || (this.#desk?.working ?? false);
    this.#patience.update(frames.end, waits && !stream.ended, this.#desk?.hasClients ?? false);
    for (const channel of channels()) this.#arrange(channel);
    this.#readAgain();
    this.#desk?.pump();
    this.#tidy();
  }

  /** Nothing was received between two frames: what has gone over all the text before goes on behind. */
  pass(from: number, to: number): void {
    for (const settler of this.#settlers.values()) this.#desk?.pass(settler, from, to);
  }

  /** A channel's signal was elsewhere from `frame` on. */
  recut(channel: Channel, frame: number): void {
    this.#settlers.get(channel)?.reader.recut(frame);
    this.#again.get(channel)?.reader.recut(frame);
  }

  /** Reads a channel's past again. False when there is no accurate model for it. */
  reDecode(channel: Channel): boolean {
    const { supply } = this.#parts;
    if (this.#wanted === 'none' || !supply.usable) return false;
    if (this.#again.has(channel) || this.#waiting.has(channel)) return true;
    supply.want();
    this.#waiting.add(channel);
    this.#tell(channel, 'started', 0);
    this.pump();
    return true;
  }

  /** The channel closes. */
  drop(channel: Channel): void {
    this.#waiting.delete(channel);
    const again = this.#again.get(channel);
    this.#again.delete(channel);
    if (again) this.#desk?.remove(again);
    this.#release(channel);
  }

  dispose(): void {
    for (const job of [...this.#settlers.values(), ...this.#again.values()]) this.#desk?.remove(job);
    this.#settlers.clear();
    this.#again.clear();
    this.#waiting.clear();
  }

  /** The model has been asked for and cannot be used yet. */
  get #awaited(): boolean {
    const { state } = this.#parts.supply;
    return state === 'coming' || (state === 'there' && !this.#desk?.hasClients);
  }

  #open(): void {
    const { supply, frames } = this.#parts;
    if (this.#desk || !supply.contract) return;
    const events = {
      mayRun: () => this.#patience.allows,
      onRead: () => {
        this.#patience.moved(frames.end);
        this.pump();
        this.#parts.onRead();
      },
    };
    this.#desk = new AccurateDesk(supply.contract, frames, events, this.#parts.patient);
    this.#desk.longest = this.#longest;
  }

  /** The model has failed: what waits for it is read by the live one. */
  #surrender(): void {
    const waiting = [...this.#waiting, ...this.#again.keys()];
    for (const job of this.#again.values()) this.#desk?.remove(job);
    this.#waiting.clear();
    this.#again.clear();
    for (const channel of waiting) this.#parts.readAgainLive(channel);
  }

  /** Lets a channel be gone over, or not, as it is wanted now. */
  #arrange(channel: Channel): void {
    const settler = this.#settlers.get(channel);
    if (!this.#goesOver(channel)) {
      if (settler) this.#leave(settler);
      else if (channel.text.provisional) channel.tell(channel.text.endSettling());
      return;
    }
    if (channel.reader.done > channel.reader.origin) this.#parts.supply.want();
    if (settler && !settler.stay()) this.#release(channel);
    channel.text.provisional = true;
    if (!this.#settlers.has(channel) && this.#desk?.hasClients) this.#follow(channel);
  }

  #goesOver(channel: Channel): boolean {
    if (this.#patience.resting || !this.#parts.supply.usable) return false;
    return channel.role === 'main' ? this.#wanted !== 'none' : this.#wanted === 'all' && channel.announced;
  }

  /** Goes over a channel's text from where it began, or from as far back as the history reaches. */
  #follow(channel: Channel): void {
    const { origin } = channel.reader;
    const { rested } = this.#patience;
    const frame = Math.max(origin, this.#parts.oldest(), rested - RUN_IN);
    const from = frameTime(Math.max(frame, rested));
    if (frame > origin) channel.tell(channel.text.finalize(from));
    channel.text.beginSettling(from, frame > origin && rested <= frame);
    this.#settle(channel, this.#reader(frame));
  }

  #settle(channel: Channel, reader: AccurateReader): void {
    channel.text.choice = this.#parts.supply.choice;
    const settler = new Settler(channel, reader, this.#parts.stream, this.#parts.prompt);
    this.#settlers.set(channel, settler);
    this.#desk?.add(settler);
  }

  /** It is not wanted there any more: goes over what has been printed so far, then leaves. */
  #leave(settler: Settler): void {
    const { channel, leavesAt } = settler;
    const idle = !this.#desk?.hasClients || this.#desk.isIdle(settler);
    channel.text.provisional = false;
    settler.leave();
    if (idle && leavesAt !== null) this.#release(channel);
    else if (this.#patience.resting || !this.#desk?.hasClients) this.#release(channel);
  }

  #release(channel: Channel): void {
    const settler = this.#settlers.get(channel);
    this.#settlers.delete(channel);
    if (settler) this.#desk?.remove(settler);
    channel.settledTo = null;
    channel.tell(channel.text.endSettling());
  }

  /** Begins the readings of pasts that wait for the model. */
  #readAgain(): void {
    if (!this.#desk?.hasClients) return;
    for (const channel of this.#waiting) {
      this.#waiting.delete(channel);
      channel.text.choice = this.#parts.supply.choice;
      const frame = this.#parts.oldest();
      const job = new CarefulReDecode(channel, this.#reader(frame), this.#parts.stream, frame > 0);
      this.#again.set(channel, job);
      this.#desk.add(job);
    }
  }

  /** Ends what has come to its end. */
  #tidy(): void {
    const desk = this.#desk;
    if (!desk?.hasClients) return;
    for (const [channel, job] of this.#again) if (desk.isIdle(job)) this.#finish(channel, job);
    const { stream } = this.#parts;
    if (!stream.ended || desk.working) return;
    for (const channel of this.#settlers.keys()) {
      if (nothingFollows(channel.reader, stream)) channel.tell(channel.text.finalize());
    }
  }

  /** A past has been read again. Its reader goes on in the place of the one that followed the channel. */
  #finish(channel: Channel, job: CarefulReDecode): void {
    this.#again.delete(channel);
    const settler = this.#settlers.get(channel);
    if (settler) this.#desk?.remove(settler);
    job.finish();
    if (settler && settler.leavesAt === null) {
      this.#desk?.release(job);
      this.#settle(channel, job.reader);
    } else {
      this.#desk?.remove(job);
      this.#release(channel);
    }
    this.#tell(channel, 'finished', job.seconds);
  }

  #reader(frame: number): AccurateReader {
    const { contract } = this.#parts.supply;
    if (!contract) throw new Error('There is no accurate model.');
    const second = new SecondReading(contract, this.#parts.crashes);
    return new AccurateReader(contract, this.#nextSlot++, frame, second);
  }

  #tell(channel: Channel, phase: 'started' | 'finished' | 'failed', seconds: number): void {
    this.#parts.emit({ type: 're-decode', channel: channel.id, phase, seconds });
  }
}

/** Frames of the longest chunk that a history of so many seconds has room for. */
const chunkFor = (history: number): number => Math.floor(0.8 * history * FRAME_RATE);
