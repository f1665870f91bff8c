import type { ReceiverEvent, ReceiverRequest } from '../engine/types.js';
import { ERRORS, MorseDecoderError, toDecoderError } from '../errors.js';
import { Scope } from '../scope.js';
import type { OpenedSource, SourceEnvironment, SourceSink } from '../sources/source.js';
import type { HeldChannel } from './decoder-handle.js';
import { HeldChannels } from './held-channels.js';
import { Listening } from './listening.js';
import { Questions } from './questions.js';
import { type Receiver, ReceiverSlot } from './receiver.js';
import type { SessionHost } from './session-host.js';
import { type DecoderSnapshot, type DecoderState, isRunning } from './snapshot.js';
import type { DecoderStore } from './store.js';
import { readWavFile } from './wav-file.js';

/** Share of a second of samples that may be replaced by 0 in one run before the source counts as broken. */
const BAD_SECONDS = 0.1;

/** From one start() to the stop(), end or error after it. */
interface Run {
  readonly scope: Scope;
  readonly started: Promise<void>;
  opened: OpenedSource | null;
  /** `badSamples` of the receiver when the run began; null until the first status. */
  badBefore: number | null;
  /** Why it could not go on. */
  failure: MorseDecoderError | null;
}

/** Whoever calls start() and looks only at the state must not get an unhandled rejection. */
function handled(promise: Promise<void>): Promise<void> {
  promise.catch(() => {});
  return promise;
}

/**
 * The life of one decoder: runs of its source, and the receiver that outlives them. A run is over as soon as its scope is
 * disposed of; whatever is still on its way then finds that out by itself, so start and stop may come in any order.
 */
export class DecoderSession {
  readonly #host: SessionHost;
  readonly #store: DecoderStore;
  readonly #receiver: ReceiverSlot;
  readonly #held: HeldChannels;
  readonly #listening: Listening;
  readonly #questions: Questions;
  #run: Run | null = null;
  /** The runs that wait for the receiver to have read everything. */
  readonly #ending = new WeakSet<Run>();
  /** The next run begins a new stream. */
  #newStream = false;
  /** Its sound is heard now, and not read as fast as can be: spots have a time of day. */
  #clocked = true;
  /** Number of the next receiver's first channel. */
  #nextId = 1;

  constructor(host: SessionHost, store: DecoderStore) {
    this.#host = host;
    this.#store = store;
    this.#receiver = new ReceiverSlot((...given) => host.openReceiver(...given), {
      onEvents: (events) => this.#hear(events),
      onError: (error) => this.#lose(error),
      onWarning: (error) => this.#host.warned(error),
      onDownload: (model, download) => this.#store.showDownload(model, download),
    });
    this.#held = new HeldChannels((request) => this.#receiver.post(request));
    this.#listening = new Listening(store);
    this.#questions = new Questions(store, (request) => this.#receiver.post(request));
  }

  /** Settles when audio flows. @throws MorseDecoderError, by rejection; the state is then `error`, or what stop() made it. */
  start(): Promise<void> {
    if (this.#run && this.#store.snapshot.state !== 'ended') return this.#run.started;
    this.#endRun();
    if (!this.#host.isConnected) return handled(Promise.reject(new MorseDecoderError('aborted', 'not in the page')));
    const scope = new Scope();
    let settle: (result: Promise<void>) => void = () => {};
    const started = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const run: Run = { scope, started, opened: null, badBefore: null, failure: null };
    this.#run = run;
    this.#enter('loading');
    settle(this.#begin(run));
    return handled(started);
  }

  async #begin(run: Run): Promise<void> {
    try {
      const source = this.#host.source();
      if (!source) throw new MorseDecoderError('no-source');
      const { pairs } = this.#host;
      // I and Q of a file are read as fast as the receiver can.
      const read = pairs !== null && (source.kind === 'file' || source.kind === 'url');
      this.#clocked = !read;
      const sink = this.#sinkFor(run, read || (source.patient ?? false));
      const [opened] = await Promise.all([source.open(this.#environmentOf(run, sink)), sink]);
      if (run.scope.disposed) throw new MorseDecoderError('aborted');
      run.opened = opened;
      opened.setMuted?.(this.#host.muted);
      this.#store.update((snapshot) => ({ ...snapshot, source: opened.description }));
      if (this.#store.snapshot.state === 'loading') this.#enter('listening');
    } catch (thrown) {
      const error = run.failure ?? (run.scope.disposed ? new MorseDecoderError('aborted') : toDecoderError(thrown));
      this.#fail(run, error);
      throw error;
    }
  }

  async #sinkFor(run: Run, patient: boolean): Promise<SourceSink> {
    const settings = { options: this.#host.options, patient, firstId: this.#nextId };
    const receiver = await this.#receiver.ensure(settings, (fresh) => this.#welcome(fresh));
    if (run.scope.disposed) throw new MorseDecoderError('aborted');
    if (this.#newStream) this.#resetStream();
    return {
      audioPort: () => receiver.audioPort(),
      push: (block) => this.#receiver.push(block),
      unpack: async (file) => {
        const news = await readWavFile(receiver, file, 'unpack');
        return news.type === 'unpacked' ? news.file : file;
      },
      hear: async (file, pairs) => {
        await readWavFile(receiver, file, 'hear', { pairs, signal: run.scope.signal });
      },
      drained: (signal) => this.#receiver.drained(signal),
    };
  }

  #environmentOf(run: Run, sink: Promise<SourceSink>): SourceEnvironment {
    return {
      scope: run.scope,
      sink,
      folders: this.#host.folders,
      pairs: this.#host.pairs,
      ended: () => {
        if (!run.scope.disposed) this.#end(run);
      },
      lull: () => {
        if (!run.scope.disposed) this.#receiver.post({ type: 'lull' });
      },
      paused: () => {
        if (!run.scope.disposed && isRunning(this.#store.snapshot.state)) this.#quiet();
      },
      resumed: () => {
        if (!run.scope.disposed && this.#store.snapshot.state === 'ended') this.#enter('listening');
      },
      failed: (error) => this.#fail(run, error),
      warned: (error) => this.#host.warned(error),
      described: (source) => {
        if (!run.scope.disposed) this.#store.update((snapshot) => ({ ...snapshot, source }));
      },
    };
  }

  /** A new receiver knows nothing of what the one before had printed: that goes. */
  #welcome(receiver: Receiver): void {
    this.#questions.end();
    this.#newStream = false;
    this.#forgetStream();
    receiver.post({ type: 'options', options: this.#host.options });
    this.#held.reopen();
  }

  #resetStream(): void {
    this.#newStream = false;
    this.#receiver.post({ type: 'reset' });
    this.#forgetStream();
    this.#held.reopen();
  }

  /** Text and times of the stream go, and the page is told of its channels. */
  #forgetStream(): void {
    const before = this.#store.snapshot;
    const closed = before.channels.map(({ info: { id } }) => ({ type: 'channel-closed', id }) as const);
    this.#store.resetStream(this.#host.options);
    if (closed.length > 0) this.#host.heard(closed, before);
  }

  /** Lets the source go; text and history stay. */
  stop(): void {
    const { state } = this.#store.snapshot;
    const run = this.#endRun();
    if (!run) return;
    // A live sound goes on without us: its last character is read now. A file's comes when it goes on.
    if (isRunning(state) && !run.opened?.resumes) {
      // A block that came after the end would take the receiver for a stream that goes on.
      this.#receiver.current?.closeAudio();
      // Unless it goes on at once: then nothing has ended.
      queueMicrotask(() => {
        if (!this.#run) this.#end(null);
      });
    }
    if (state !== 'ended') this.#enter(isRunning(state) || this.#store.snapshot.status ? 'paused' : 'idle');
  }

  /** The element has another source now; what ran goes on with that one, as a new stream. */
  changeSource(): void {
    const { state } = this.#store.snapshot;
    const wasOn = isRunning(state) || state === 'loading';
    this.#endRun();
    this.#newStream = true;
    this.#store.update((snapshot) => ({ ...snapshot, source: null }));
    if (wasOn) void this.start();
    else this.#enter('idle');
  }

  /** Lets everything go: source, receiver, text and history. It may be started again. */
  release(): void {
    this.#endRun();
    this.#receiver.drop();
    this.#questions.end();
    this.#newStream = false;
    this.#forgetStream();
    this.#store.update((snapshot) => ({ ...snapshot, source: null, pool: [] }));
    this.#store.endDownloads();
    this.#enter('idle');
  }

  post(request: ReceiverRequest): void {
    this.#receiver.post(request);
  }

  /** Settles when the receiver has done it, or at once while there is none. */
  async ask(request: ReceiverRequest): Promise<void> {
    if (this.open) await this.#questions.ask(request);
  }

  /** There is a receiver, which says what the sound is tuned to. */
  get open(): boolean {
    return this.#receiver.current !== null;
  }

  setMuted(muted: boolean): void {
    this.#run?.opened?.setMuted?.(muted);
  }

  /** Lets a channel be heard; null: none. Nothing happens while no sound flows. */
  async listenTo(channelId: number | null): Promise<void> {
    const run = this.#run;
    if (channelId === null || !run?.opened) {
      this.#listening.stop();
      return;
    }
    try {
      await this.#listening.start(run.scope, run.opened, channelId);
    } catch (error) {
      if (!run.scope.disposed) this.#host.failed(toDecoderError(error));
    }
  }

  holdChannel(frequency: number): HeldChannel {
    return this.#held.hold(frequency);
  }

  /** Something that the page gave is wrong, whether the decoder runs or not. */
  reject(error: MorseDecoderError): void {
    this.#endRun();
    this.#showFailure(error);
  }

  #endRun(): Run | null {
    const run = this.#run;
    this.#run = null;
    run?.scope.dispose();
    return run;
  }

  #hear(heard: readonly ReceiverEvent[]): void {
    const before = this.#store.snapshot;
    const events = this.#clocked ? heard.map((event) => dated(event, before.newest)) : heard;
    for (const event of events) {
      this.#held.take(event);
      if (event.type === 'channel-opened') this.#nextId = Math.max(this.#nextId, event.channel.id + 1);
    }
    this.#store.apply(events);
    this.#listening.follow();
    for (const event of events) {
      if (event.type === 'drained') this.#finish();
      this.#questions.take(event);
      if (event.type === 'status') this.#watch(event.status.badSamples, event.status.sampleRate);
      if (event.type === 'error') this.#lose(toDecoderError(event, 'worker-lost'));
    }
    this.#host.heard(events, before);
  }

  /** Lets the receiver read what is left, up to the last character. */
  #end(run: Run | null): void {
    if (run) this.#ending.add(run);
    this.#receiver.post({ type: 'end' });
  }

  /** All that was given before an `end` has been decoded. */
  #finish(): void {
    const run = this.#run;
    if (!run || !this.#ending.delete(run)) return;
    if (!run.opened?.replayable) this.#endRun();
    this.#enter('ended');
  }

  #watch(badSamples: number, sampleRate: number): void {
    const { pool } = this.#receiver.current ?? { pool: [] };
    this.#store.update((snapshot) => (snapshot.pool === pool ? snapshot : { ...snapshot, pool }));
    const run = this.#run;
    if (!run) return;
    run.badBefore ??= badSamples;
    if (badSamples - run.badBefore > sampleRate * BAD_SECONDS) this.#fail(run, new MorseDecoderError('bad-samples'));
  }

  /** The run cannot go on; a run that is already over has nothing to say. */
  #fail(run: Run, error: MorseDecoderError): void {
    run.failure ??= error;
    if (this.#run === run) this.reject(error);
    else run.scope.dispose();
  }

  /** The receiver is gone. */
  #lose(error: MorseDecoderError): void {
    if (this.#run) this.#run.failure ??= error;
    this.#receiver.drop();
    this.#questions.end();
    this.#endRun();
    this.#showFailure(error);
  }

  #showFailure(error: MorseDecoderError): void {
    const { code, message, action } = error;
    this.#store.endDownloads();
    this.#enter('error', { code, message, action, canRetry: ERRORS[code].canRetry });
    this.#host.failed(error);
  }

  /** Listening, and nothing comes for now. */
  #quiet(): void {
    const { state, lastPrinted } = this.#store.snapshot;
    if (state === 'listening' && lastPrinted === null) return;
    this.#store.update((snapshot) => ({ ...snapshot, state: 'listening', lastPrinted: null }));
  }

  #enter(state: DecoderState, error: DecoderSnapshot['error'] = null): void {
    this.#store.update((snapshot) =>
      snapshot.state === state && snapshot.error === error ? snapshot : { ...snapshot, state, error },
    );
  }
}

/** A spot with its time of day. @param newest stream time now, seconds */
const dated = (event: ReceiverEvent, newest: number): ReceiverEvent =>
  event.type === 'spot'
    ? { ...event, spot: { ...event.spot, utc: Date.now() - 1000 * Math.max(0, newest - event.spot.time) } }
    : event;
