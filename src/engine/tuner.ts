import { type AudioMap, moved } from '../dsp/audio-map.js';
import { BIN_HZ, FRAME_RATE, frameTime } from '../dsp/frame.js';
import type { Candidate } from '../dsp/station-list.js';
import { type Alphabet, alphabet } from '../morse/codes.js';
import { planChannels, SAME_SIGNAL } from './automatic-channels.js';
import type { Channel } from './channel.js';
import type { ChannelBoard } from './channel-board.js';
import { longAway, moveChannels } from './moved-channels.js';
import type { Band } from './span.js';
import type { ReceiverOptions, StreamRequest } from './types.js';

/** Hz within which a tuned frequency means the channel that is there already. */
const CATCH = 15;
/** Seconds of silence up to which a main channel that is left stays as an automatic one. */
const ALIVE = 30;
/** Frames before a signal's first mark at which its channel begins, so that the model knows the noise by then: 3 s. */
const LEAD = 3 * FRAME_RATE;
/** Seconds for which a signal is left alone after its channel was closed without text, twice as long each time, or by the operator. */
const REST = 30;
const LONGEST_REST = 480;
/** Seconds since its newest mark for which a signal may get a channel: as long as the finder looks back. */
const FRESH = 8;
/** Frames of marks that have not been read yet and are worth a channel: 0.5 s. */
const WORTH = 0.5 * FRAME_RATE;
/** Hz around a channel within which another one is its neighbour. */
const NEIGHBOUR = 80;
/** Seconds of silence up to which what is keyed beside a signal that wanders is that one. */
const WANDERER = 4;
/** Bins by which a channel is beside it. */
const BESIDE = 1.5;
/** Channels that may look for the first signal when no automatic ones are wanted. */
const SCOUTS = 3;

/** Requests about channels, and those of them that name one. */
export type TunerRequest = Exclude<StreamRequest, { type: 'options' | 'end' | 'lull' }>;
type ChannelRequest = Extract<TunerRequest, { channel: number | null }>;

export interface CandidateSource {
  candidates(): readonly Candidate[];
}

/** What the operator, and the automatic in the operator's place, does with the channels. */
export class Tuner {
  readonly #board: ChannelBoard;
  readonly #finder: CandidateSource;
  readonly #asked: (frequency: number) => void;
  #options: ReceiverOptions;
  #alphabet: Alphabet;
  #started = false;
  /** The operator has chosen a main channel. */
  #chosen = false;
  /** Channels that the page has opened at a frequency. */
  readonly #opened = new Set<number>();
  /** Where channels were closed without text, or by the operator: until which frame nothing is opened there. */
  #left: { readonly frequency: number; readonly until: number; readonly rest: number }[] = [];

  /** @param asked gets the frequency (Hz) that a request means, before anything is tuned to it */
  constructor(
    board: ChannelBoard,
    finder: CandidateSource,
    options: ReceiverOptions,
    asked: (frequency: number) => void = () => {},
  ) {
    this.#asked = asked;
    this.#board = board;
    this.#finder = finder;
    this.#options = options;
    this.#alphabet = alphabet(options.alphabet);
  }

  /** The receiver was tuned: from `frame` on the sound is elsewhere. @param band that is shown and searched, Hz */
  turned(map: AudioMap, frame: number, band: Band): void {
    this.#left = this.#left.map((one) => ({ ...one, frequency: moved(map, one.frequency) }));
    moveChannels(this.#board, { map, frame, band, limits: this.#board.limits }, (channel) => this.#isFixed(channel));
  }

  /** It is where somebody has put it: it stays there on another band too. */
  #isFixed({ role, id }: Channel): boolean {
    return role === 'main' ? this.#chosen || this.#options.frequency !== null : this.#opened.has(id);
  }

  /** Audio flows: opens the main channel when its frequency is given. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    if (this.#options.frequency !== null && !this.#board.main) this.#openMain(this.#options.frequency, 0);
  }

  change(options: ReceiverOptions): void {
    const { frequency, follow } = this.#options;
    this.#options = options;
    this.#alphabet = alphabet(options.alphabet);
    if (!this.#started) return;
    const { main } = this.#board;
    if (main && options.follow !== follow) main.following = options.follow;
    if (options.frequency !== null && options.frequency !== frequency && options.frequency !== main?.frequency) {
      this.#tune(options.frequency, false);
    }
    this.plan();
  }

  request(request: TunerRequest): void {
    switch (request.type) {
      case 'tune':
        this.#tune(request.frequency, request.past);
        break;
      case 'nudge':
        this.#nudge(request.hertz);
        break;
      case 'next-signal':
        this.#nextSignal(request.direction);
        break;
      case 'open':
        this.#open(request.frequency);
        break;
      default: {
        const channel = this.#board.find(request.channel);
        if (channel) this.#requestOf(channel, request);
      }
    }
  }

  #requestOf(channel: Channel, request: ChannelRequest): void {
    switch (request.type) {
      case 're-decode':
        this.#board.reDecode(channel);
        break;
      case 'follow':
        channel.following = request.on;
        channel.tellChanges();
        break;
      case 'make-main':
        this.#swap(channel);
        break;
      case 'pin':
        if (channel.role !== 'main') this.#board.setRole(channel, request.on ? 'pinned' : 'automatic');
        break;
      case 'close':
        if (channel.role !== 'pinned' || !this.#release(channel)) this.#leave(channel, REST);
        break;
      case 'clear':
        channel.tell(channel.text.clear(frameTime(channel.reader.done)));
        break;
    }
  }

  /** Opens and closes automatic channels. */
  plan(): void {
    const { channels, frequency } = this.#options;
    const scouting = frequency === null && !this.#board.main;
    const now = this.#board.head;
    this.#left = this.#left.filter(({ until }) => now < until + LONGEST_REST * FRAME_RATE);
    const candidates = this.#finder.candidates().filter((candidate) => this.#isNew(candidate));
    for (const channel of longAway(this.#board, channels)) this.#leave(channel, 0);
    for (const channel of this.#board.channels) this.#joinSwept(channel);
    const present = this.#board.channels.filter(({ reader }) => !reader.away);
    introduce(present);
    const plan = planChannels(candidates, present, scouting ? Math.max(SCOUTS, channels) : channels);
    for (const [later, earlier] of plan.join) {
      const [gone, stays] = [this.#board.find(later), this.#board.find(earlier)];
      if (gone && stays) this.#board.join(gone, stays);
    }
    for (const id of plan.close) {
      const channel = this.#board.find(id);
      if (channel) this.#leave(channel, channel.announced ? 0 : REST);
    }
    for (const candidate of plan.open) {
      const { frequency: hertz, since, resumed } = candidate;
      const read = this.#board.readUntil(hertz);
      const isNew = read <= since * FRAME_RATE;
      const begun = isNew ? this.#board.firstMark(candidate) : resumed * FRAME_RATE;
      const cursor = Math.max(begun - LEAD, read);
      if (!this.#board.reopen(hertz, SAME_SIGNAL, cursor, this.#alphabet)) {
        this.#board.open('automatic', hertz, cursor, true, this.#alphabet);
      }
    }
    if (plan.open.length > 0) introduce(this.#board.channels.filter(({ reader }) => !reader.away));
  }

  /** What was found where a signal went within one of its marks is that signal. */
  #joinSwept(channel: Channel): void {
    const { swept } = channel.reader.ridge;
    if (!swept || this.#board.find(channel.id) !== channel) return;
    const within = ({ frequency }: Channel) =>
      frequency > (swept.low - BESIDE) * BIN_HZ && frequency < (swept.high + BESIDE) * BIN_HZ;
    for (const other of this.#board.channels)
      if (other !== channel && other.role === 'automatic' && !other.reader.away && within(other))
        this.#board.join(other, channel);
  }

  /** It is sending, and has sent something that no channel has read. */
  #isNew({ frequency, lastHeard }: Candidate): boolean {
    const near = this.#board.nearest(frequency, NEIGHBOUR);
    if (near?.reader.ridge.wanders && near.silence < WANDERER) return false;
    const heard = lastHeard * FRAME_RATE;
    const fresh = heard > this.#board.head - FRESH * FRAME_RATE;
    return fresh && heard > this.#board.readUntil(frequency) + WORTH && !this.#resting(frequency);
  }

  /** Announces channels that have proved to be signals, and makes the strongest the main one when nobody has chosen, or the one that was on this band. */
  pickMain(): void {
    const silent = this.#board.channels.filter((channel) => channel.role === 'automatic' && !channel.announced);
    const proven = silent.filter((channel) => channel.proven);
    if (this.#options.frequency === null && !this.#board.main) {
      const signals = this.#board.channels.filter(
        ({ role, announced, reader }) => role === 'automatic' && announced && !reader.away,
      );
      const [strongest] = [...signals, ...proven].sort((a, b) => (b.snr ?? -99) - (a.snr ?? -99));
      const chosen = signals.find(({ wasMain }) => wasMain) ?? strongest;
      if (chosen) this.#makeMain(chosen);
    }
    if (this.#options.channels > 0) for (const channel of proven) channel.announce();
  }

  #openMain(frequency: number, cursor: number): void {
    this.#board.open('main', frequency, cursor, this.#options.follow, this.#alphabet);
  }

  #tune(frequency: number, past: boolean): void {
    this.#started = true;
    this.#chosen = true;
    const { main } = this.#board;
    const there = this.#board.nearest(frequency, CATCH);
    if (there && there === main) {
      if (Math.abs(main.frequency - frequency) >= 1) main.retune(frequency);
      if (past) this.#board.reDecode(main);
      main.tellChanges();
      return;
    }
    if (main) this.#retire(main);
    if (!there) {
      this.#openMain(frequency, past ? 0 : this.#board.head);
      return;
    }
    this.#makeMain(there);
    if (past && there.reader.origin > this.#board.oldest + LEAD) this.#board.reDecode(there);
  }

  #nudge(hertz: number): void {
    const { main } = this.#board;
    if (!main) return;
    this.#chosen = true;
    main.retune(main.frequency + this.#board.upwards * hertz);
    main.tellChanges();
  }

  #nextSignal(direction: 1 | -1): void {
    const present = this.#board.channels.filter(({ announced, reader }) => announced && !reader.away);
    const found = [...present, ...this.#finder.candidates()];
    const here = this.#board.main?.frequency ?? 0;
    const others = found.map(({ frequency }) => frequency).filter((hertz) => Math.abs(hertz - here) >= CATCH);
    const way = this.#board.upwards * direction;
    others.sort((a, b) => (a - b) * way);
    const next = others.find((hertz) => (hertz - here) * way > 0) ?? others[0];
    if (next !== undefined) this.#asked(next);
  }

  #open(frequency: number): void {
    const channel = this.#known(frequency);
    this.#opened.add((channel ?? this.#board.open('pinned', frequency, this.#board.head, false, this.#alphabet)).id);
  }

  /** The channel that stays is the automatic one that is there, or that of a station whose channel was closed there; null: there is none. */
  #known(frequency: number): Channel | null {
    const there = this.#board.nearest(frequency, CATCH);
    if (there && there.role !== 'automatic') return null;
    const channel = there ?? this.#board.reopen(frequency, CATCH, this.#board.readUntil(frequency), this.#alphabet);
    if (!channel) return null;
    if (Math.abs(channel.frequency - frequency) >= 1) channel.retune(frequency);
    channel.following = false;
    this.#board.setRole(channel, 'pinned');
    return channel;
  }

  #swap(channel: Channel): void {
    const { main } = this.#board;
    if (channel === main) return;
    this.#chosen = true;
    if (main) this.#board.setRole(main, channel.role);
    this.#makeMain(channel);
  }

  #makeMain(channel: Channel): void {
    channel.wasMain = false;
    channel.following = this.#options.follow;
    this.#board.setRole(channel, 'main');
  }

  /** The main channel is left. */
  #retire(main: Channel): void {
    if (!this.#release(main)) this.#leave(main, 0);
  }

  /** A signal stays in sight as an automatic channel. False: there is none, or none is wanted. */
  #release(channel: Channel): boolean {
    const alive = channel.proven && channel.silence < ALIVE && this.#options.channels > 0;
    if (!alive) return false;
    channel.following = true;
    this.#opened.delete(channel.id);
    this.#board.setRole(channel, 'automatic');
    return true;
  }

  #leave(channel: Channel, rest: number): void {
    if (rest > 0) this.#rest(channel.frequency, rest);
    this.#opened.delete(channel.id);
    this.#board.close(channel);
  }

  /** Leaves a frequency alone for so many seconds, longer where it has been left before. */
  #rest(frequency: number, least: number): void {
    const before = this.#left.filter((one) => Math.abs(one.frequency - frequency) < SAME_SIGNAL);
    const rest = Math.min(LONGEST_REST, Math.max(least, ...before.map((one) => 2 * one.rest)));
    this.#left = this.#left.filter((one) => !before.includes(one));
    this.#left.push({ frequency, until: this.#board.head + rest * FRAME_RATE, rest });
  }

  #resting(frequency: number): boolean {
    const now = this.#board.head;
    return this.#left.some((one) => now < one.until && Math.abs(one.frequency - frequency) < SAME_SIGNAL);
  }
}

/** Tells each channel where the others nearby are: what is theirs is not its own. */
function introduce(channels: readonly Channel[]): void {
  for (const channel of channels) {
    const beside = channels.filter(
      (other) => other !== channel && Math.abs(other.frequency - channel.frequency) < NEIGHBOUR,
    );
    channel.alone = beside.length === 0;
    const told = beside.filter(({ announced }) => announced);
    channel.neighbours = told.map(({ frequency: f }) => f - channel.frequency);
    for (const other of told) channel.cede(other);
  }
}
