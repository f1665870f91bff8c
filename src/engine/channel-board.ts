import type { CrashLog } from '../dsp/crash-log.js';
import { FeatureCutter } from '../dsp/features.js';
import { FRAME_RATE } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { Candidate } from '../dsp/station-list.js';
import type { Alphabet } from '../morse/codes.js';
import type { AccurateSupply } from './accurate-supply.js';
import { Channel } from './channel.js';
import type { DialPath } from './dial-path.js';
import { firstMark } from './first-mark.js';
import { FrequencyTrack } from './frequency-track.js';
import { GoneStations } from './gone-stations.js';
import type { Jump } from './jump-watch.js';
import { type JumpParties, Jumps } from './jumps.js';
import { LiveReDecodes } from './live-re-decodes.js';
import type { ModelContract } from './model-contract.js';
import type { NoiseSource } from './noise-source.js';
import { ReadRecord } from './read-record.js';
import { Reader, type Reading } from './reader.js';
import { Scheduler, type SchedulerEvents, TICK } from './scheduler.js';
import type { Padded } from './sent-codes.js';
import { RUN_IN, type StreamEnd } from './settler.js';
import { Settling } from './settling.js';
import { SideReading } from './side-reading.js';
import type { Band } from './span.js';
import { SpotBook } from './spot-book.js';
import type { ChannelRole, ReceiverEvent, ReceiverOptions } from './types.js';

/** Frames after the oldest one at which a past begins, so that it is not dropped before its turn comes: 0.5 s. */
const MARGIN = 64;
/** Frames that are read again of a signal that turns out to wander: 10 s. */
const WANDERED = 10 * FRAME_RATE;
/** Frames for which a signal that has left the sound may tell by coming back that the dial was turned back: 10 s. */
const LATELY = 10 * FRAME_RATE;

export interface BoardParts {
  readonly contract: ModelContract;
  readonly frames: FrameStore;
  /** What tuning the receiver has done. */
  readonly path: DialPath;
  readonly crashes: CrashLog;
  readonly noise: NoiseSource;
  readonly supply: AccurateSupply;
  readonly stream: StreamEnd;
  /** The audio waits for the receiver. */
  readonly patient: boolean;
  /** Text is gone over a few seconds at a time. */
  readonly prompt: boolean;
  readonly emit: (event: ReceiverEvent) => void;
  /** Asks for the smaller model; null: there is none. */
  readonly wantSide: (() => void) | null;
  /** A chunk that ends at frame `end` (excluded) has been read; `live` when not of a past. */
  readonly onRead: (end: number, live: boolean) => void;
}

/** All channels of a receiver and what reads for them: opening, closing, swapping, re-decoding. */
export class ChannelBoard implements SchedulerEvents, JumpParties {
  readonly scheduler: Scheduler;
  readonly settling: Settling;
  readonly #parts: BoardParts;
  readonly #channels = new Map<number, Channel>();
  readonly #owners = new Map<Reader, Channel>();
  readonly #record = new ReadRecord();
  readonly #gone = new GoneStations();
  readonly #jumps: Jumps;
  readonly #reDecodes: LiveReDecodes;
  readonly #side: SideReading;
  /** Ids of channels that have been told to the page. */
  readonly #stations = new Set<number>();
  readonly #book: SpotBook;
  #nextChannel: number;
  #nextSlot = 1;
  #padded: Padded | null = null;

  /** @param firstId ids below it have been used by an earlier board */
  constructor(parts: BoardParts, { settle, history }: ReceiverOptions, firstId: number) {
    this.#parts = parts;
    this.#book = new SpotBook(parts.emit);
    this.#nextChannel = firstId;
    this.scheduler = new Scheduler(parts.contract, parts.frames, this, parts.noise);
    const { supply, frames, crashes, stream, patient, prompt, emit } = parts;
    this.#jumps = new Jumps(frames, parts.noise, this);
    this.#side = new SideReading(parts.wantSide);
    const again = (reader: Reader, from: number) => this.#readerAgain(reader, from);
    this.#reDecodes = new LiveReDecodes({ scheduler: this.scheduler, again, emit });
    const own = {
      channels: () => this.#channels.values(),
      oldest: () => this.oldest,
      lag: () => this.scheduler.lag,
      onRead: () => parts.onRead(0, false),
      readAgainLive: (channel: Channel) => this.#readAgain(channel, false),
    };
    this.settling = new Settling({ supply, frames, crashes, stream, patient, prompt, emit, ...own }, settle, history);
  }

  /** Silence has been put behind the end of the sound. */
  set padded(padded: Padded) {
    this.#padded = padded;
    for (const channel of this.channels) channel.padded = padded;
  }

  /** Seconds of audio that have still to be read, by the slowest reader, before more should come. */
  get backlog(): number {
    return Math.max(this.scheduler.backlog, this.settling.backlog);
  }

  /** Everything that has come has been read, and gone over where that is wanted and can be. */
  get settled(): boolean {
    return this.scheduler.backlog <= 0 && !this.#reDecodes.busy && !this.settling.unfinished;
  }

  /** Nothing was received between two frames: readers that have read all before go on behind. */
  pass(from: number, to: number): void {
    for (const reader of [...this.#owners.keys(), ...this.#reDecodes.readers]) {
      if (!reader.busy && reader.cursor > from - TICK) reader.pass(to);
    }
    this.settling.pass(from, to);
  }

  /** Lets every reader submit what is due. */
  pump(): void {
    this.scheduler.pump();
    this.settling.pump();
  }

  get channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** Channels whose signals may be in the sound: none that has been away for long. */
  get heardLately(): readonly Channel[] {
    return this.channels.filter(({ awaySince }) => awaySince === null || this.head - awaySince < LATELY);
  }

  /** Hz that the sound holds. */
  get limits(): Band {
    return this.#parts.path.limits;
  }

  /** 1: up is a higher audio frequency; −1: a lower one. */
  get upwards(): 1 | -1 {
    return this.#parts.path.dial.sideband === 'lsb' ? -1 : 1;
  }

  get main(): Channel | null {
    return this.channels.find(({ role }) => role === 'main') ?? null;
  }

  /** Id of the next channel. */
  get nextId(): number {
    return this.#nextChannel;
  }

  /** Channels that have been told to the page so far, closed ones too, but none that turned out to be another one's station. */
  get stations(): number {
    return this.#stations.size;
  }

  /** The channel of that id; null stands for the main one. */
  find(id: number | null): Channel | null {
    return id === null ? this.main : (this.#channels.get(id) ?? null);
  }

  /** The channel nearest to `frequency` within `hertz`, other than `except`, that is in the sound. */
  nearest(frequency: number, hertz: number, except: Channel | null = null): Channel | null {
    const distance = (channel: Channel) => Math.abs(channel.frequency - frequency);
    const within = this.channels.filter(
      (channel) => channel !== except && !channel.reader.away && distance(channel) < hertz,
    );
    return within.sort((a, b) => distance(a) - distance(b))[0] ?? null;
  }

  /** First frame of a tick at or before the newest frame. */
  get head(): number {
    return Math.floor(this.#parts.frames.end / TICK) * TICK;
  }

  /** Oldest frame from which a past can be read; 0 while nothing has left the history. */
  get oldest(): number {
    const { start } = this.#parts.frames;
    return start === 0 ? 0 : Math.min(this.head, Math.ceil((start + MARGIN) / TICK) * TICK);
  }

  /** Frame up to which what was sent at `frequency` (Hz) has been read; 0 where nothing has. */
  readUntil(frequency: number): number {
    return this.#record.until(this.#parts.path.place(frequency));
  }

  /** First frame of what a signal has sent, as far as the history tells. */
  firstMark(found: Candidate): number {
    return firstMark(this.#parts.frames, this.#parts.noise, found, found.since * FRAME_RATE);
  }

  /** @param cursor first frame to read; moved into what the history holds */
  open(role: ChannelRole, frequency: number, cursor: number, following: boolean, alphabet: Alphabet): Channel {
    const reader = this.#reader(frequency, cursor, new FrequencyTrack(this.#parts.path));
    reader.urgent = role === 'main';
    const settings = { id: this.#nextChannel++, role, frequency, following, alphabet };
    const channel = new Channel(settings, reader, this.#parts.noise, this.#book, (event) => {
      if (event.type === 'channel-opened') this.#stations.add(event.channel.id);
      this.#parts.emit(event);
    });
    this.#add(channel);
    if (role !== 'automatic') channel.announce();
    return channel;
  }

  /** A station has come back whose channel was closed less than `hertz` away: it goes on there. Null where none was. */
  reopen(frequency: number, hertz: number, cursor: number, alphabet: Alphabet): Channel | null {
    const channel = this.#gone.take(frequency, hertz);
    if (!channel) return null;
    channel.resume(this.#reader(frequency, cursor, channel.reader.track), frequency);
    channel.setAlphabet(alphabet);
    this.#add(channel);
    return channel;
  }

  /** In a crowded band the smaller model reads for the side channels that are easy to read. */
  economise(): void {
    this.#side.choose(this.channels);
  }

  /** A channel was closed less than `hertz` away from `frequency` (Hz), whose station may come back. */
  wasNear(frequency: number, hertz: number): boolean {
    return this.#gone.has(frequency, hertz);
  }

  /**
   * Two channels have turned out to be one station: `later` goes, and what it read better is in the text of `earlier`.
   *
   * @param until stream time (s) from which on the text of `later` does not count
   */
  join(later: Channel, earlier: Channel, until = Number.POSITIVE_INFINITY): void {
    if (!this.#channels.has(later.id)) return;
    earlier.join(later, until);
    if (later.announced) earlier.announce();
    this.close(later, true, earlier.id);
    this.#stations.delete(later.id);
  }

  /** @param forGood its station begins anew when it comes back */
  close(channel: Channel, forGood = false, into?: number): void {
    if (!this.#channels.delete(channel.id)) return;
    this.settling.drop(channel);
    this.#reDecodes.drop(channel);
    this.#drop(channel.reader);
    const closed = { type: 'channel-closed', id: channel.id } as const;
    if (channel.announced) this.#parts.emit(into === undefined ? closed : { ...closed, into });
    if (!forGood && channel.lastHeard !== null) {
      channel.role = 'automatic';
      channel.following = true;
      this.#gone.add(channel, this.head);
    }
  }

  #reader(frequency: number, cursor: number, track: FrequencyTrack): Reader {
    const { contract, path, frames } = this.#parts;
    const heard = Math.ceil(path.since(path.place(frequency)) / TICK) * TICK;
    const from = Math.min(this.head, Math.max(this.oldest, heard, Math.floor(cursor / TICK) * TICK));
    const bin = FeatureCutter.binFor(frequency, frames.grid);
    track.add(from, bin);
    return new Reader(contract, this.#nextSlot++, bin, from, track);
  }

  #readerAgain({ bin, track, ridge }: Reader, from: number): Reader {
    const reader = new Reader(this.#parts.contract, this.#nextSlot++, bin, from, track.copy());
    reader.ridge.resume(ridge);
    return reader;
  }

  #add(channel: Channel): void {
    channel.padded = this.#padded;
    this.#channels.set(channel.id, channel);
    this.#owners.set(channel.reader, channel);
    this.scheduler.add(channel.reader);
  }

  setRole(channel: Channel, role: ChannelRole): void {
    const wasShown = channel.role !== 'automatic';
    channel.role = role;
    channel.reader.urgent = role === 'main';
    channel.reader.small &&= role !== 'main';
    if (role !== 'automatic') channel.announce();
    channel.tellChanges();
    if (role !== 'automatic' && !wasShown) channel.showKeying();
  }

  /** Reads a channel's past again, with the accurate model if there is one; not while that is already under way. */
  reDecode(channel: Channel): void {
    if (!this.settling.reDecode(channel)) this.#readAgain(channel, true);
  }

  /** The sound was elsewhere from `frame` on, and that has been told too late: what was read since in the wrong place is read again. */
  readAcross(frame: number): void {
    for (const channel of this.channels) {
      const { reader, announced } = channel;
      if (announced && !reader.away && reader.cursor > frame + TICK)
        this.#readSince(channel, this.#runInTo(frame, channel));
    }
  }

  /** The signal was elsewhere from `frame` on: what has been read since is read again there. */
  #readFrom(channel: Channel, { frame, frequency, by }: Jump): void {
    this.settling.recut(channel, frame);
    const again = this.#reDecodes.of(channel);
    if (again && again.cursor > frame) {
      // It has come too far: it begins again.
      const from = Math.min(this.#runInTo(frame, channel), again.origin);
      this.#reDecodes.drop(channel);
      this.#reDecodes.start(channel, { from, urgent: again.urgent, aloud: false });
      return;
    }
    again?.track.leap(frame, FeatureCutter.binFor(frequency, this.#parts.frames.grid), by);
    this.#readSince(channel, this.#runInTo(frame, channel));
  }

  /** Live, all that the history holds, while somebody waits for it. @param aloud the page has not been told yet */
  #readAgain(channel: Channel, aloud: boolean): void {
    this.#reDecodes.start(channel, { from: this.oldest, urgent: true, aloud });
  }

  /** Live, from a frame on, without a word to the page. */
  #readSince(channel: Channel, from: number): void {
    this.#reDecodes.start(channel, { from, urgent: false, aloud: false });
  }

  /** First frame to be read again so that what a channel's reader has read since `frame` is read in its stride. */
  #runInTo(frame: number, channel: Channel): number {
    return this.#firstFrom(frame - RUN_IN, channel);
  }

  /** First tick at or before `frame` that the channel's reader has read and the history holds. */
  #firstFrom(frame: number, { reader }: Channel): number {
    return Math.max(this.oldest, reader.origin, Math.floor(frame / TICK) * TICK);
  }

  read(reader: Reader, reading: Reading): void {
    const channel = this.#owners.get(reader);
    if (channel) {
      this.#recordRead(reader, reading);
      channel.read(reading);
      for (const [moved, jump] of this.#jumps.follow(channel)) this.#readFrom(moved, jump);
      // It wanders, and was not followed before: what it has sent lately is read again.
      if (reader.ridge.takeNews()) this.#readSince(channel, this.#firstFrom(reader.cursor - WANDERED, channel));
    } else {
      const caughtUp = this.#reDecodes.read(reader, reading);
      if (caughtUp) {
        this.#drop(caughtUp.replaced);
        this.#owners.set(reader, caughtUp.channel);
      }
    }
    this.#parts.onRead(reader.done, reader.live && !reader.resting);
  }

  #recordRead({ track, done }: Reader, { key }: Reading): void {
    for (let frame = done; frame > done - key.length * this.#parts.contract.stride; frame -= TICK) {
      const place = track.placeAt(frame - 1);
      if (place !== null) this.#record.mark(place, frame);
    }
    this.#record.forget(this.oldest);
  }

  restarted(reader: Reader, stopped: number): void {
    const channel = this.#owners.get(reader);
    if (channel) channel.restarted(stopped);
    else this.#reDecodes.fail(reader);
  }

  /** Tells all that is known of stations by name. */
  tellSpots(): void {
    this.#book.flush();
  }

  /** Closes everything without a word to the page. */
  dispose(): void {
    this.settling.dispose();
    this.#reDecodes.dispose();
    for (const reader of this.#owners.keys()) this.#drop(reader);
    this.#channels.clear();
  }

  #drop(reader: Reader): void {
    this.#owners.delete(reader);
    this.scheduler.remove(reader);
  }
}
