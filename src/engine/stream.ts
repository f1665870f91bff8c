import { CrashLog } from '../dsp/crash-log.js';
import { FRAME_RATE, frameTime, SAMPLE_RATE } from '../dsp/frame.js';
import { SignalFinder } from '../dsp/signal-finder.js';
import { alphabet } from '../morse/codes.js';
import type { AccurateSupply } from './accurate-supply.js';
import type { AudioBlock } from './audio-block.js';
import { ChannelBoard } from './channel-board.js';
import { DialFollower } from './dial-follower.js';
import { DialPath } from './dial-path.js';
import { FrontEnd } from './front-end.js';
import type { InferenceClient } from './inference.js';
import { LatencyMeter } from './latency-meter.js';
import { LoadGuard } from './load-guard.js';
import { type ModelContract, sideContract } from './model-contract.js';
import { closeAway } from './moved-channels.js';
import type { Dial } from './radio.js';
import { TICK } from './scheduler.js';
import { resumeAll, resumeStrongest, suspendWeakest } from './shedding.js';
import { type Band, bandOf, limitsOf, type Span, UNKNOWN_SPAN } from './span.js';
import { Tuner } from './tuner.js';
import type { ReceiverEvent, ReceiverOptions, StreamRequest } from './types.js';
import { RowBuilder } from './waterfall-rows.js';

export interface StreamSetup {
  readonly options: ReceiverOptions;
  readonly contract: ModelContract;
  readonly supply: AccurateSupply;
  readonly emit: (event: ReceiverEvent) => void;
  readonly now: () => number;
  /** The audio waits for the receiver: being behind is no overload. */
  readonly patient: boolean;
  /** Text is gone over a few seconds at a time. */
  readonly prompt: boolean;
  /** Side channels do not wait for each other. */
  readonly eager: boolean;
  readonly wantSide?: () => void;
  /** Seconds of sound that are due and have not been pushed yet, negative where more has been pushed than is due. */
  readonly waiting: () => number;
  /** Something has been read. */
  readonly onRead: () => void;
  /** Channel ids below it have been used by an earlier stream. */
  readonly firstId: number;
  /** Of which part of the spectrum its sound is. */
  readonly span: Span;
}

/** Seconds of silence put after the end, so that the last character is decided. */
const PADDING = 2;
/** Frames from one status to the next: 0.26 s; and from one look at the automatic channels to the next: 0.5 s. */
const STATUS_FRAMES = 32;
const PLAN_FRAMES = 64;
/** Seconds of sound that wait at most behind a long gap until what came before it has been read. */
const MOST_QUEUED = 1.5;

/** One stretch of audio on one time line, from its first sample to a `reset`: front end, finder, waterfall and channels. */
export class Stream {
  readonly #setup: StreamSetup;
  readonly #front: FrontEnd;
  readonly #finder: SignalFinder;
  readonly #crashes: CrashLog;
  readonly #rows: RowBuilder;
  readonly #board: ChannelBoard;
  readonly #tuner: Tuner;
  readonly #path: DialPath;
  readonly #dial: DialFollower;
  readonly #latency: LatencyMeter;
  readonly #load = new LoadGuard();
  #options: ReceiverOptions;
  /** Hz that are shown and searched. */
  #band: Band;
  #ending = false;
  /** No audio comes any more. */
  #ended = false;
  #rateComplained = false;
  #monoTold = false;

  constructor(setup: StreamSetup) {
    const { options, contract, supply, emit, now, patient, prompt, span, wantSide = null } = setup;
    const { grid } = span;
    const { low, high } = bandOf(span, options);
    this.#setup = setup;
    this.#path = new DialPath(dialOf(options), limitsOf(span));
    this.#options = options;
    this.#band = { low, high };
    this.#finder = new SignalFinder(low, high, grid);
    this.#crashes = new CrashLog(grid);
    this.#rows = new RowBuilder(low, high, grid);
    this.#front = new FrontEnd(
      options.history,
      this.#finder.noise,
      (k, long, short) => this.#takeFrame(k, long, short),
      grid,
    );
    this.#latency = new LatencyMeter(now);
    const onRead = (end: number, live: boolean) => this.#afterRead(end, live);
    const heard = { frames: this.#front.frames, crashes: this.#crashes, noise: this.#finder.noise };
    const parts = { contract, ...heard, path: this.#path, supply, patient, prompt, emit, onRead, wantSide };
    this.#board = new ChannelBoard({ ...parts, stream: this }, options, setup.firstId);
    this.#board.scheduler.eager = setup.eager;
    this.#board.scheduler.waiting = setup.waiting;
    this.#tuner = new Tuner(this.#board, this.#finder, options, (frequency) => emit({ type: 'asked', frequency }));
    this.#dial = new DialFollower(this.#path, this.#front.frames, this.#finder, this.#board, (event) => {
      if (event.map) this.#tuner.turned(event.map, event.frame, this.#band);
      else if (event.dial.dial === null) closeAway(this.#board);
      emit({ type: 'dial', from: event.map ? frameTime(event.frame) : null, ...event.dial });
    });
    this.#tellBand();
  }

  get span(): Span {
    return this.#setup.span;
  }

  get time(): number {
    return this.#front.time;
  }

  /** Seconds of it that did not come from the source. */
  get missed(): number {
    return this.#front.missed;
  }

  /** No audio comes any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Frame after the newest one. */
  get newest(): number {
    return this.#front.frames.end;
  }

  get backlog(): number {
    return this.#board.backlog;
  }

  get nextId(): number {
    return this.#board.nextId;
  }

  addClient(client: InferenceClient, small: boolean): void {
    const side = small ? sideContract(this.#setup.contract) : null;
    this.#board.scheduler.addClient(client, side ?? undefined);
  }

  addAccurateClient(client: InferenceClient): void {
    this.#board.settling.addClient(client);
  }

  /** Whichever model it ran. */
  removeClient(id: number): void {
    this.#board.scheduler.removeClient(id);
    this.#board.settling.removeClient(id);
  }

  /** The accurate model has come, or it has failed. */
  supplyChanged(): void {
    this.#board.pump();
    this.#checkDrained();
  }

  push(block: AudioBlock): void {
    this.#ending = false;
    this.#ended = false;
    if (!this.#front.push(block)) {
      if (!this.#rateComplained) this.#complain(block.sampleRate);
      this.#rateComplained = true;
      return;
    }
    this.#rateComplained = false;
    if (this.#front.mono && !this.#monoTold) this.#tellMono();
    this.#advance();
  }

  request(request: StreamRequest): void {
    switch (request.type) {
      case 'options':
        this.#change(request.options);
        break;
      case 'end':
        this.#ending = true;
        this.#readToEnd();
        this.#checkDrained();
        break;
      case 'lull':
        this.#readToEnd();
        break;
      default:
        this.#tuner.request(request);
    }
    this.#board.pump();
  }

  /** Closes all channels; `aloud` tells the page of each. */
  end(aloud: boolean): void {
    for (const channel of this.#board.channels) {
      if (aloud) this.#board.close(channel);
    }
    this.#board.dispose();
  }

  /** No audio comes any more, or not for a while. */
  #readToEnd(): void {
    this.#followDial(true);
    while (this.#front.leaping) this.#leap();
    if (!this.#ended) this.#pad();
    this.#ended = true;
    resumeAll(this.#board.channels);
    this.#advance();
  }

  #pad(): void {
    const from = this.#front.time;
    this.#front.pad(PADDING, TICK);
    this.#board.padded = { from, to: this.#front.time };
  }

  #takeFrame(k: number, long: Float32Array, short: Float32Array): void {
    this.#finder.push(k, long, this.#front.padding);
    this.#crashes.push(k, short, this.#finder.noise);
    const rows = this.#rows.push(k, long);
    if (rows) this.#setup.emit({ type: 'rows', rows });
    if (k % TICK === TICK - 1) this.#followDial();
    if (k % PLAN_FRAMES === PLAN_FRAMES - 1 && !this.#finder.waiting) this.#plan();
    if (k % STATUS_FRAMES === STATUS_FRAMES - 1) this.#report();
  }

  #plan(): void {
    this.#tuner.plan();
    this.#board.economise();
  }

  #advance(): void {
    this.#latency.arrived(this.#front.frames.end);
    this.#tuner.start();
    this.#board.scheduler.hurry = this.#ended || this.#front.leaping;
    this.#board.pump();
    this.#leapWhenRead();
  }

  /** Goes on behind a long gap when all before it has been read, or when too much waits behind it. */
  #leapWhenRead(): void {
    const { leaping, queued } = this.#front;
    // Behind the gap nothing tells any more when the sound has followed the dial.
    if (leaping && this.#dial.waiting) this.#followDial(true);
    const reading = this.#board.scheduler.backlog >= TICK / FRAME_RATE || this.#board.settling.unfinished;
    if (!leaping || (reading && queued < MOST_QUEUED)) return;
    this.#leap();
    this.#advance();
  }

  #leap(): void {
    const { from, to } = this.#front.leap(TICK);
    this.#board.pass(from, to);
    this.#front.takeQueue();
  }

  #afterRead(end: number, live: boolean): void {
    if (live) this.#latency.read(end);
    this.#tuner.pickMain();
    this.#board.settling.pump();
    this.#leapWhenRead();
    this.#checkDrained();
    this.#setup.onRead();
  }

  #checkDrained(): void {
    if (!this.#ending || !this.#board.settled) return;
    this.#ending = false;
    for (const channel of this.#board.channels) {
      if (!channel.text.provisional) channel.tell(channel.text.finalize());
      channel.tellChanges();
    }
    this.#board.tellSpots();
    this.#setup.emit({ type: 'drained' });
  }

  #report(): void {
    const { scheduler } = this.#board;
    const lag = scheduler.lag;
    if (!this.#setup.patient && scheduler.hasClients && !this.#front.filling) {
      const verdict = this.#load.update(this.time, lag, scheduler.busy);
      if (verdict?.what === 'suspend') suspendWeakest(this.#board.channels, verdict.part);
      if (verdict?.what === 'resume') resumeStrongest(this.#board.channels, verdict.part);
    }
    for (const channel of this.#board.channels) channel.tellChanges();
    const { history, level, guard, sampleRate } = this.#front;
    this.#setup.emit({
      type: 'status',
      status: {
        time: this.time,
        oldest: history.start / SAMPLE_RATE,
        level: level.level,
        clipping: level.clipping,
        lag,
        sampleRate,
        latency: this.#latency.latency,
        badSamples: guard.badSamples,
        work: scheduler.work,
        stations: this.#board.stations,
        unsettled: this.#unsettled,
      },
    });
  }

  /** Moves everything with the sound, as soon as that has followed the dial. @param now it does not come any more */
  #followDial(now = false): void {
    const turned = this.#dial.follow(now);
    this.#finder.waiting = this.#dial.waiting;
    this.#board.scheduler.limit = this.#dial.readable;
    if (!turned) return;
    for (const channel of this.#board.channels) channel.tellChanges();
    this.#board.pump();
  }

  /** Seconds since the oldest text of the main channel that may still change. */
  get #unsettled(): number {
    const oldest = this.#board.main?.text.oldestProvisional ?? null;
    return oldest === null ? 0 : Math.max(0, this.time - oldest);
  }

  #change(options: Partial<ReceiverOptions>): void {
    const before = this.#options;
    const after = { ...before, ...options };
    this.#options = after;
    if (after.history !== before.history) this.#front.history.resize(after.history);
    const { low, high } = bandOf(this.span, after);
    if (low !== this.#band.low || high !== this.#band.high) {
      this.#band = { low, high };
      this.#finder.setBand(low, high);
      this.#rows.setBand(low, high);
    }
    if (after.minFrequency !== before.minFrequency || after.maxFrequency !== before.maxFrequency) this.#tellBand();
    if (after.alphabet !== before.alphabet) {
      const table = alphabet(after.alphabet);
      for (const channel of this.#board.channels) channel.setAlphabet(table);
    }
    this.#dial.turn(dialOf(after));
    this.#followDial(this.#ended);
    this.#board.settling.change(after.settle, after.history);
    this.#tuner.change(after);
  }

  #tellBand(): void {
    const { low, high } = this.#band;
    const { minFrequency, maxFrequency } = this.#options;
    const known = low === minFrequency && high === maxFrequency;
    if (this.span !== UNKNOWN_SPAN && (!known || this.span.grid.width > 1))
      this.#setup.emit({ type: 'band', low, high });
  }

  #tellMono(): void {
    this.#monoTold = true;
    const message = 'The sound is no I and Q: both channels are alike, or one is silent.';
    this.#setup.emit({ type: 'error', code: 'iq-not-pairs', message });
  }

  #complain(rate: number): void {
    this.#setup.emit({
      type: 'error',
      code: 'bad-sample-rate',
      message: `A sample rate of ${rate} Hz is not possible; it must lie between 3000 and 768000 Hz.`,
    });
  }
}

const dialOf = ({ dial, sideband }: ReceiverOptions): Dial => ({ dial, sideband });
