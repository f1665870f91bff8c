import { DriftTracker, peakFrequency } from '../dsp/drift.js';
import { FeatureCutter } from '../dsp/features.js';
import { BIN_HZ, FRAME_RATE, frameAt, frameTime } from '../dsp/frame.js';
import type { Grid } from '../dsp/grid.js';
import { shownSnr } from '../dsp/snr-meter.js';
import type { Character } from '../morse/character.js';
import type { Alphabet } from '../morse/codes.js';
import type { DecodedToken } from '../morse/ctc.js';
import { endsOver } from '../morse/over.js';
import { TextPrinter } from '../morse/printer.js';
import { SpeedMeter } from '../morse/speed.js';
import { middle, type Splice } from '../morse/transcript.js';
import { ChannelSnr } from './channel-snr.js';
import { ChannelSpots } from './channel-spots.js';
import { ChannelText } from './channel-text.js';
import { heardAlone, sureness } from './heard-alone.js';
import type { Jump, Sender } from './jump-watch.js';
import { KeyMemory } from './key-memory.js';
import { MarkLevel } from './mark-level.js';
import type { NoiseSource } from './noise-source.js';
import { OtherSenders } from './other-senders.js';
import { isProof } from './proof.js';
import { isOnBand } from './radio.js';
import { type Reader, type Reading, STRIP_CENTRE } from './reader.js';
import { sharedRuns } from './same-signal.js';
import { TICK } from './scheduler.js';
import { type Padded, sentCodes } from './sent-codes.js';
import type { SpotBook } from './spot-book.js';
import type { ChannelInfo, ChannelRole, ReceiverEvent } from './types.js';
import { Whereabouts } from './whereabouts.js';

/** Bins by which the signal is off before the features move along: more than half a bin, so that they do not waver. */
const HYSTERESIS = 0.65;
/** Frames that are missed of a signal so that the word that comes then is another one: 1 s. */
const MISSED = FRAME_RATE;
/** Seconds for which, and newest codes among which, what was heard beside a station is looked for in its neighbour's text. */
const CEDED = 20;
const LATELY = 120;
/** dB from which on a signal stands out in every frame of its marks, so that it can be followed within them. */
const CLEAR_SNR = 8;
/** Nats over the noise of a bin that its newest marks have then, at least: who answers more weakly is not followed like that. */
const CLEAR = 5.5;
/** Part of the way that a frame of a mark takes the frequency of a wandering signal: 40 ms of it are most. */
const WANDERED = 0.2;

export interface ChannelSettings {
  readonly id: number;
  readonly role: ChannelRole;
  /** Hz. */
  readonly frequency: number;
  readonly following: boolean;
  readonly alphabet: Alphabet;
}

/** One frequency that is being copied: its reader's output turned into text, speed, SNR and drift. */
export class Channel {
  readonly id: number;
  role: ChannelRole;
  following: boolean;
  reader: Reader;
  /** What was read, code by code. */
  readonly text = new ChannelText();
  /** Told to the page. Automatic channels are from the moment that they have proved to be signals. */
  announced: boolean;
  /** Frame up to which the accurate model has gone over it; null while it does not. */
  settledTo: number | null = null;
  /** Frame since which its signal has been out of the sound; null: it is not. */
  awaySince: number | null = null;
  /** It was the main one, chosen by nobody, when the receiver was tuned away. */
  wasMain = false;
  /** Stream times (s) of the silence that was put behind the end of the sound: the noise breaks off there. */
  padded: Padded | null = null;
  readonly #emit: (event: ReceiverEvent) => void;
  readonly #grid: Grid;
  readonly #noise: NoiseSource;
  readonly #speed = new SpeedMeter();
  readonly #keys = new KeyMemory();
  readonly #spots: ChannelSpots;
  readonly #printer: TextPrinter;
  readonly #snr: ChannelSnr;
  readonly #drift: DriftTracker;
  readonly #where: Whereabouts;
  /** kHz while it is away, and Hz of audio before: sound of no band does not tell. */
  #awayRadio: number | null = null;
  #awayAudio = 0;
  readonly #others = new OtherSenders();
  readonly #marks = new MarkLevel();
  /** Speed and SNR when the newest character was printed: between overs the meters hear noise. */
  #heardWpm: number | null = null;
  #heardSnr: number | null = null;
  #heardOver: number | null = null;
  #lastHeard: number | null = null;
  /** Stream time (s) from which on its text has to prove that it is a signal. */
  #begun = Number.NEGATIVE_INFINITY;
  #proven = false;
  #told = '';

  constructor(
    settings: ChannelSettings,
    reader: Reader,
    noise: NoiseSource,
    book: SpotBook,
    emit: (event: ReceiverEvent) => void,
  ) {
    this.id = settings.id;
    this.role = settings.role;
    this.following = settings.following;
    this.reader = reader;
    this.#printer = new TextPrinter(settings.alphabet);
    this.announced = false;
    this.#emit = emit;
    this.#grid = noise.grid;
    this.#noise = noise;
    this.#snr = new ChannelSnr(noise);
    this.#drift = new DriftTracker(settings.frequency, settings.role === 'automatic');
    this.#where = new Whereabouts(reader.track.path, settings.frequency);
    this.#spots = new ChannelSpots(settings.id, this.#where, book);
  }

  /** No other station is known nearby. */
  set alone(is: boolean) {
    this.#drift.alone = is;
    this.reader.ridge.alone = is;
  }

  /** Hz from here to the other channels nearby that are told to the page: what is sent there is not this one's. */
  set neighbours(hertz: readonly number[]) {
    this.#others.neighbours = hertz;
  }

  /** Hz of audio as the receiver is tuned now; while it is away, outside of the sound. */
  get frequency(): number {
    return this.#where.frequency;
  }

  /** Words per minute when its newest character was printed; null until measured. */
  get wpm(): number | null {
    return this.#heardWpm;
  }

  /** Mark power over the power of the noise around in 2500 Hz, dB, as the finder's candidates have it; null until measured. */
  get snr(): number | null {
    return this.#heardOver;
  }

  /** Stream time of the end of the newest character, seconds; null before the first. */
  get lastHeard(): number | null {
    return this.#lastHeard;
  }

  /** Seconds of audio read since the newest character, or since the channel began, or began again. */
  get silence(): number {
    const read = Math.min(this.reader.done, this.settledTo ?? Number.POSITIVE_INFINITY);
    return frameTime(read) - Math.max(this.#lastHeard ?? 0, frameTime(this.reader.origin));
  }

  get info(): ChannelInfo {
    const { suspended, live, away } = this.reader;
    return {
      id: this.id,
      role: this.role,
      activity: away ? 'away' : suspended ? 'suspended' : live ? 'live' : 'catching-up',
      frequency: isOnBand(this.frequency) ? this.frequency : this.#awayAudio,
      radioFrequency: this.#radio,
      wpm: this.#heardWpm,
      snr: this.#shownSnr,
      following: this.following,
      lastHeard: this.#lastHeard,
    };
  }

  /** True when what has been printed since it began, or came back, is surely a signal. */
  get proven(): boolean {
    this.#proven ||= isProof(this.text.characters, this.#begun);
    return this.#proven;
  }

  /** Takes what its reader has read. */
  read({ tokens, verdicts = [], key, keyTime }: Reading): void {
    this.#speed.push(key, keyTime);
    this.reader.forEachKeyed(key, (strip, first, keyDown, frame) => {
      const place = { frequency: this.#where.frequencyAt(frame), following: this.following };
      const theirs = this.#others.push(strip, first, keyDown, place, frame);
      if (theirs || (this.following && !this.#others.beside && this.#drifts(strip, first, keyDown, frame))) return;
      this.#marks.push(strip, STRIP_CENTRE, keyDown, frame);
      this.#snr.update(strip, first, keyDown, frame, this.padded);
    });
    const { ridge } = this.reader;
    // While the sound is tuned by somebody who tells, what moves is the dial.
    const clear = this.following && this.#radio === null && (this.#heardOver ?? 0) > CLEAR_SNR && this.proven;
    ridge.level = clear && this.#marks.level > this.#noiseLevel + CLEAR ? this.#marks.level : null;
    const bin = this.frequency / BIN_HZ;
    if (this.following && !ridge.wanders && Math.abs(bin - this.reader.bin) > HYSTERESIS)
      this.reader.follow(this.#binFor(this.frequency));
    this.#keys.push(key, keyTime);
    if (this.announced && this.role !== 'automatic') this.#tellKeying({ time: keyTime, key });
    const sent = sentCodes(tokens, { padded: this.padded, lastHeard: this.#lastHeard, others: this.#others });
    const characters = sent.map((token) => this.text.toCharacter(token));
    const newest = sent.findLast((token) => !token.space);
    if (newest) {
      this.#lastHeard = newest.end;
      this.#heardWpm = this.#speed.wpm ?? this.#heardWpm;
      this.#heardSnr = this.#snr.snr ?? this.#heardSnr;
      this.#heardOver = this.#snr.overAround ?? this.#heardOver;
    }
    this.tell(this.text.add(characters, this.reader.done));
    this.tell(this.text.judge(verdicts));
    if (this.announced) this.#spots.rest(frameTime(this.reader.done), this.#shownSnr);
  }

  /** Takes what the accurate model has read next, behind the live reader, and the stream time up to which it has decided, s. */
  settle(tokens: readonly DecodedToken[], until: number): void {
    const own = tokens.filter(({ space, start, end }) => space || !this.#others.sent(start, end));
    const from = tokens[0]?.start ?? until;
    const before = this.text.characters.findLast(({ code, end }) => code !== '' && end <= from);
    const sent = sentCodes(own, { padded: this.padded, lastHeard: before?.end ?? null, settled: true });
    const newest = sent.findLast((token) => !token.space);
    if (newest) this.#lastHeard = Math.max(this.#lastHeard ?? newest.end, newest.end);
    const characters = sent.map((token) => this.text.toCharacter(token, true));
    this.tell(this.text.settle(characters, until));
  }

  /** Tells the page of the keying of its last seconds: it is shown from now on. */
  showKeying(): void {
    for (const piece of this.#keys.pieces) this.#tellKeying(piece);
  }

  #tellKeying({ time, key }: { readonly time: number; readonly key: Float32Array }): void {
    this.#emit({ type: 'trace', trace: { channel: this.id, time, key } });
  }

  /** Its reader has begun again at an earlier frame. */
  restarted(stopped: number): void {
    this.text.readAgain(frameTime(this.reader.origin), stopped);
  }

  /** Moves to another frequency (Hz), keeping the text. */
  retune(frequency: number): void {
    this.#where.put(frequency, this.reader.cursor);
    this.#snr.reset();
    this.#drift.unsteady = false;
    this.reader.ridge.reset();
    this.reader.follow(this.#binFor(frequency));
  }

  /** What it follows, when that is surely sending and the over goes on; null otherwise. */
  get sender(): Sender | null {
    const { newest, level } = this.#marks;
    const wpm = this.#heardWpm;
    if (!this.following || this.reader.away || wpm === null || newest === null || !this.proven) return null;
    const ends = endsOver(this.text.characters);
    if (ends) return null;
    const was = (frame: number) => this.reader.track.at(frame);
    return { frequency: this.frequency, newest, level, dit: (1.2 / wpm) * FRAME_RATE, was };
  }

  /** Log power of its marks. */
  get markLevel(): number {
    return this.#marks.level;
  }

  /** Its signal has jumped. */
  leap({ frame, frequency, by, newest }: Jump): void {
    this.#where.put(frequency, frame);
    this.reader.track.leap(frame, this.#binFor(frequency), by);
    this.#marks.moved(newest);
    this.#drift.unsteady = true;
  }

  /** The receiver was tuned far away at `frame`: it stays at its audio frequency (Hz), where another signal is from there on. */
  stay(frequency: number, frame: number): void {
    this.#where.put(frequency, frame);
    this.#snr.reset();
    this.reader.track.add(Math.max(frame, this.reader.cursor), this.#binFor(frequency));
  }

  /** The receiver was tuned at `frame`: the signal is elsewhere in the sound from there on, or not in it any more. */
  turned(frame: number, away: boolean): void {
    const { reader } = this;
    if (reader.away && !away) {
      if (!reader.busy) reader.pass(Math.max(reader.done, Math.ceil(frame / TICK) * TICK));
      if (frame - (this.awaySince ?? frame) > MISSED) this.#breakWord(frameTime(frame));
    }
    if (away && !reader.away) {
      this.#awayRadio = this.#where.radioAt(frame - 1);
      this.#awayAudio = this.#where.frequencyAt(frame - 1);
    }
    reader.away = away;
    this.awaySince = away ? (this.awaySince ?? frame) : null;
    if (!away) reader.track.add(Math.max(frame, reader.cursor), this.#binFor(this.frequency));
  }

  /** Its station has come back at `frequency` (Hz): goes on with another reader, behind a word space. */
  resume(reader: Reader, frequency: number): void {
    this.reader = reader;
    this.announced = false;
    this.settledTo = null;
    this.awaySince = null;
    this.#where.put(frequency, reader.origin);
    this.#begun = frameTime(reader.origin);
    this.#proven = false;
    this.#breakWord(this.#begun);
  }

  /** A word space up to a stream time (s): nobody knows what was sent before it. */
  #breakWord(time: number): void {
    const newest = this.text.characters.at(-1);
    if (!newest || newest.code === '') return;
    const space = {
      text: ' ',
      code: '',
      start: newest.end,
      end: Math.max(newest.end, time),
      confidence: 1,
      final: true,
    };
    this.tell(this.text.add([space], this.reader.done));
  }

  /**
   * Another channel is where this one is: it takes what that one has read up to `until` (s), and of what both have heard what has been
   * read with more confidence.
   */
  join(other: Channel, until: number): void {
    const first = other.text.characters.findIndex(({ code }) => code !== '');
    const theirs = first < 0 ? [] : other.text.characters.slice(first).filter(({ end }) => end < until);
    if (theirs.length === 0) return;
    const [from, to] = [theirs[0]?.start ?? 0, theirs.at(-1)?.end ?? 0];
    const own = this.text.characters.filter((character) => middle(character) >= from && middle(character) < to);
    const surer = sureness(theirs) > sureness(own);
    if (surer) this.tell(this.text.replaceSpan(theirs.map(asFinal)));
    for (const word of surer ? heardAlone(theirs, own) : heardAlone(this.text.characters, theirs)) this.#putWord(word);
    const newest = this.text.characters.findLast(({ code }) => code !== '');
    if (newest) this.#lastHeard = Math.max(this.#lastHeard ?? newest.end, newest.end);
  }

  /** Puts a word in its time, where nothing has been read. */
  #putWord(word: readonly Character[]): void {
    const [start, end] = [word[0]?.start ?? 0, word.at(-1)?.end ?? 0];
    const { characters } = this.text;
    const space = { text: ' ', code: '', start, end: start, confidence: 1, final: true };
    const before = characters.some((one) => one.end <= start) ? [space] : [];
    const behind = characters.some((one) => one.start >= end) ? [{ ...space, start: end, end }] : [];
    this.tell(this.text.replaceSpan([...before, ...word.map(asFinal), ...behind], start, end));
  }

  /** What it has sent itself, as far as is known: not what was heard beside it. */
  get ownCharacters(): readonly Character[] {
    return this.text.characters.filter(({ code, start, end }) => code === '' || !this.#others.sentBeside(start, end));
  }

  /** What was heard beside it, and has been read by the channel there, is not its own. */
  cede(other: Channel): void {
    if (frameTime(this.reader.done) - this.#others.newestBeside > CEDED) return;
    for (const run of sharedRuns(this.text.characters.slice(-LATELY), other.text.characters.slice(-LATELY))) {
      const [first, last] = [run[0], run.at(-1)];
      if (first && last && run.some(({ start, end }) => this.#others.sentBeside(start, end)))
        this.tell(this.text.replaceSpan([], first.start, last.end));
    }
  }

  announce(): void {
    if (this.announced) return;
    this.announced = true;
    this.#told = this.#summary();
    this.#emit({ type: 'channel-opened', channel: this.info });
    const { characters } = this.#printer;
    if (characters.length > 0) this.#tellText({ index: 0, remove: 0, insert: characters });
  }

  /** Tells the page what has changed about the channel itself, if anything that it can show has. */
  tellChanges(): void {
    if (!this.announced || this.#summary() === this.#told) return;
    this.#told = this.#summary();
    this.#emit({ type: 'channel-changed', channel: this.info });
  }

  /** Prints changes of the text and tells the page of them; all of them must pass here, in order. */
  tell(splices: readonly Splice[]): void {
    for (const splice of splices) this.#tellText(this.#printer.apply(splice));
  }

  /** Prints all of its text in another alphabet. */
  setAlphabet(alphabet: Alphabet): void {
    this.#tellText(this.#printer.setAlphabet(alphabet));
  }

  #tellText(printed: Splice | null): void {
    if (!this.announced || !printed) return;
    const { index, remove, insert } = printed;
    const radio = insert[0] ? this.#where.radioAt(frameAt(insert[0].start)) : this.#radio;
    this.#emit({ type: 'text', splice: { channel: this.id, index, remove, insert }, radioFrequency: radio });
    this.#spots.brokeOff = this.padded?.from ?? null;
    this.#spots.take(printed, this.#printer.characters, this.#shownSnr);
  }

  get #shownSnr(): number | null {
    return shownSnr(this.#heardSnr);
  }

  /** Log power of the noise in its bin. */
  get #noiseLevel(): number {
    return Math.log(this.#noise.at(this.reader.bin));
  }

  #binFor(frequency: number): number {
    return FeatureCutter.binFor(frequency, this.#grid);
  }

  get #radio(): number | null {
    return this.reader.away ? this.#awayRadio : this.#where.radio;
  }

  /** Follows drift where the signal was at that frame. True when it was not the signal that was heard there. */
  #drifts(strip: Float32Array, first: number, keyDown: number, frame: number): boolean {
    this.#where.drift(frame, (hertz) => {
      this.#drift.frequency = hertz;
      if (this.reader.ridge.wanders) return wandered(strip, first, keyDown, hertz);
      return this.#drift.update(strip, keyDown, first);
    });
    if (keyDown > 0.5) this.#others.heard(frame, this.#drift.elsewhere);
    return this.#drift.elsewhere;
  }

  #summary(): string {
    const { role, activity, frequency, radioFrequency, wpm, snr, following, lastHeard } = this.info;
    const rounded = [
      frequency.toFixed(1),
      radioFrequency?.toFixed(4),
      wpm?.toFixed(1),
      snr?.toFixed(1),
      lastHeard?.toFixed(1),
    ];
    return [role, activity, following, ...rounded].join();
  }
}

const asFinal = (character: Character): Character => ({ ...character, final: true });

/** Hz of a wandering signal: its peak in a frame counts for as much as the key is down. */
function wandered(strip: Float32Array, first: number, keyDown: number, hertz: number): number {
  if (!(keyDown > 0.5)) return hertz;
  let bin = 1;
  for (let b = 1; b < strip.length - 1; b++) if ((strip[b] as number) > (strip[bin] as number)) bin = b;
  return hertz + WANDERED * (first * BIN_HZ + peakFrequency(strip, bin) - hertz);
}
