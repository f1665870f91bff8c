import type { CrashLog } from '../dsp/crash-log.js';
import { FeatureCutter } from '../dsp/features.js';
import { FRAME_RATE } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { Alphabet } from '../morse/codes.js';
import type { AccurateSupply } from './accurate-supply.js';
import { Channel } from './channel.js';
import type { DialPath } from './dial-path.js';
import { FrequencyTrack } from './frequency-track.js';
import { GoneStations } from './gone-stations.js';
import type { Jump } from './jump-watch.js';
import { type JumpParties, Jumps } from './jumps.js';
import type { ModelContract } from './model-contract.js';
import type { NoiseSource } from './noise-source.js';
import { ReDecode } from './re-decode.js';
import { ReadRecord } from './read-record.js';
import { Reader, type Reading } from './reader.js';
import { Scheduler, type SchedulerEvents, TICK } from './scheduler.js';
import type { Padded } from './sent-codes.js';
import { RUN_IN, type StreamEnd } from './settler.js';
import { Settling } from './settling.js';
import type { Band } from './span.js';
import { SpotBook } from './spot-book.js';
import type { ChannelRole, ReceiverEvent, ReceiverOptions } from './types.js';

/** Frames after the oldest one at which a past begins, so that it is not dropped before its turn comes: 0.5 s. */
const MARGIN = 64;
/** So many automatic channels and more are read by the smaller model, where there is one. */
const CROWD = 6;
/** So many side channels, and pinned ones that somebody has asked for are too, until there are fewer than `stay`. */
const THRONG = { go: 32, stay: 24 } as const;
/**
 * WPM and SNR (dB) over which the smaller model reads as well as the larger one: who comes under `stay` goes back to that, who is
 * over `go` leaves it. It forgets how long a slow dit is, and needs 0.1 to 2 dB more where letters are lost at all, under −4 dB.
 */
const EASY = { go: { wpm: 17, snr: 3 }, stay: { wpm: 14, snr: 0 } } as const;
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
  readonly #owners = new Map<Reader, Channel | ReDecode>();
  readonly #record = new ReadRecord();
  readonly #gone = new GoneStations();
  readonly #jumps: Jumps;
  /** Ids of channels that have been told to the page. */
  readonly #stations = new Set<number>();
  readonly #book: SpotBook;
  #nextChannel: number;
  #nextSlot = 1;
  #economising = false;
  #padded: Padded | null = null;

  /** @param firstId ids below it have been used by an earlier board */
  constructor(parts: BoardParts, { settle, history }: ReceiverOptions, firstId: number) {
    this.#parts = parts;
    this.#book = new SpotBook(parts.emit);
    this.#nextChannel = firstId;
    this.scheduler = new Scheduler(parts.contract, parts.frames, this, parts.noise);
    const { supply, frames, crashes, stream, patient, prompt, emit } = parts;
    this.#jumps = new Jumps(frames, parts.noise, this);
    const own = {
      channels: () => this.#channels.values(),
      oldest: () => this.oldest,
      lag: () => this.scheduler.lag,
      onRead: () => parts.onRead(0, false),
      readAgainLive: (channel: Channel) => this.#reDecodeLive(channel, { aloud: false }),
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
    const reading = this.scheduler.backlog > 0 || [...this.#owners.values()].some((owner) => owner instanceof ReDecode);
    return !reading && !this.settling.unfinished;
  }

  /** Nothing was received between two frames: readers that have read all before go on behind. */
  pass(from: number, to: number): void {
    for (const reader of this.#owners.keys()) {
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
    const { wantSide } = this.#parts;
    if (!wantSide) return;
    const side = this.channels.filter(({ role, reader }) => role !== 'main' && !reader.away);
    const throng = side.length >= THRONG.go;
    const crowd = throng || side.filter(({ role }) => role === 'automatic').length >= CROWD;
    if (crowd && !this.#economising) wantSide();
    this.#economising ||= crowd;
    if (!this.#economising) return;
    for (const { reader, role, wpm, snr } of side) {
      const { small } = reader;
      const among = role === 'automatic' ? crowd || small : throng || (small && side.length >= THRONG.stay);
      const least = small ? EASY.stay : EASY.go;
      reader.small = among && (wpm ?? 0) > least.wpm && (snr ?? least.snr) > least.snr;
    }
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
    for (const [reader, owner] of this.#owners) {
      if (owner === channel || (owner instanceof ReDecode && owner.channel === channel)) this.#drop(reader);
    }
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
    if (!this.settling.reDecode(channel)) this.#reDecodeLive(channel);
  }

  /** The sound was elsewhere from `frame` on, and that has been told too late: what was read since in the wrong place is read again. */
  readAcross(frame: number): void {
    const from = Math.floor((frame - RUN_IN) / TICK) * TICK;
    for (const channel of this.channels) {
      const { reader, announced } = channel;
      if (announced && !reader.away && reader.cursor > frame + TICK)
        this.#reDecodeLive(channel, { aloud: false, urgent: false, from: Math.max(this.oldest, reader.origin, from) });
    }
  }

  /** The signal was elsewhere from `frame` on: what has been read since is read again there. */
  #readFrom(channel: Channel, { frame, frequency, by }: Jump): void {
    this.settling.recut(channel, frame);
    let from = Math.max(this.oldest, channel.reader.origin, Math.floor((frame - RUN_IN) / TICK) * TICK);
    let urgent = false;
    const again = [...this.#owners].find(([, owner]) => owner instanceof ReDecode && owner.channel === channel)?.[0];
    if (again && again.cursor > frame) {
      // It has come too far: it begins again.
      from = Math.min(from, again.origin);
      urgent = again.urgent;
      this.#drop(again);
    } else again?.track.leap(frame, FeatureCutter.binFor(frequency, this.#parts.frames.grid), by);
    this.#reDecodeLive(channel, { aloud: false, urgent, from });
  }

  /** Its signal wanders, and was not followed before: what it has sent lately is read again. */
  #readWandering(channel: Channel): void {
    const { reader } = channel;
    const from = Math.floor((reader.cursor - WANDERED) / TICK) * TICK;
    this.#reDecodeLive(channel, { aloud: false, urgent: false, from: Math.max(this.oldest, reader.origin, from) });
  }

  /** @param how `aloud`: the page has not been told yet; `urgent`: somebody waits for it; `from`: the first frame */
  #reDecodeLive(channel: Channel, how: { aloud?: boolean; urgent?: boolean; from?: number } = {}): void {
    const { aloud = true, urgent = true, from = this.oldest } = how;
    if ([...this.#owners.values()].some((owner) => owner instanceof ReDecode && owner.channel === channel)) return;
    const { contract } = this.#parts;
    const { bin, track } = channel.reader;
    const reader = new Reader(contract, this.#nextSlot++, bin, from, track.copy());
    reader.ridge.resume(channel.reader.ridge);
    reader.urgent = urgent || channel.role === 'main';
    const reDecode = new ReDecode(channel, reader);
    this.#owners.set(reader, reDecode);
    this.scheduler.add(reader);
    if (aloud) this.#tellReDecode(reDecode, 'started');
  }

  read(reader: Reader, reading: Reading): void {
    const owner = this.#owners.get(reader);
    if (owner instanceof Channel) {
      this.#recordRead(reader, reading);
      owner.read(reading);
      for (const [channel, jump] of this.#jumps.follow(owner)) this.#readFrom(channel, jump);
      if (reader.ridge.takeNews()) this.#readWandering(owner);
    } else if (owner?.read(reading)) {
      this.#drop(owner.finish());
      this.#owners.set(reader, owner.channel);
      this.#tellReDecode(owner, 'finished');
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
    const owner = this.#owners.get(reader);
    if (owner instanceof Channel) owner.restarted(stopped);
    else if (owner) {
      this.#drop(reader);
      this.#tellReDecode(owner, 'failed');
    }
  }

  /** Closes everything without a word to the page. */
  dispose(): void {
    this.settling.dispose();
    for (const reader of this.#owners.keys()) this.#drop(reader);
    this.#channels.clear();
  }

  #drop(reader: Reader): void {
    this.#owners.delete(reader);
    this.scheduler.remove(reader);
  }

  #tellReDecode(reDecode: ReDecode, phase: 'started' | 'finished' | 'failed'): void {
    const { channel, seconds } = reDecode;
    this.#parts.emit({ type: 're-decode', channel: channel.id, phase, seconds });
  }
}
