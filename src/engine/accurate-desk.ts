import type { FrameStore } from '../dsp/frame-store.js';
import type { DecodedToken } from '../morse/ctc.js';
import { type AccurateChunk, type AccurateReader, planChunk } from './accurate-reader.js';
import type { FrequencyTrack } from './frequency-track.js';
import type { InferenceClient } from './inference.js';
import type { Lane } from './lane.js';
import type { ModelContract } from './model-contract.js';
import { TICK } from './scheduler.js';

/** Something that an accurate reader reads for. */
export interface AccurateJob {
  readonly reader: AccurateReader;
  readonly lane: Lane;
  /** Where the channel was when. */
  readonly track: FrequencyTrack;
  /** Frame up to which there is something to read (excluded), and whether nothing comes after it. */
  readonly goal: { readonly until: number; readonly last: boolean };
  /** Frames of text that are worth a run; Infinity: the longest chunk that there is. */
  readonly step: number;
  /** What has been read up to the reader's `done`. */
  read(tokens: readonly DecodedToken[]): void;
  /** The state is lost with its worker. Gives the frame from which to read again. */
  lost(): number;
  /** Frames have left the history before they were read; it goes on at `frame`. */
  skipped(frame: number): void;
}

/**
 * Frames of the longest chunk: 16 s of audio, about 0.3 s of a core, of which a look-ahead of 4 s is read twice. Where the
 * live model runs on the same thread, and has to wait that long, half of it.
 */
export const LONGEST = 2048;
const LONGEST_SHARED = 1024;
/** Frames after the oldest one at which a reader goes on whose frames have left the history: 0.5 s. */
const MARGIN = 64;

export interface DeskEvents {
  /** The live channels leave time for a run. */
  mayRun(): boolean;
  /** A job has read something; more may be due. */
  onRead(): void;
}

/** Runs accurate readers on their clients: each has one chunk under way at most, so nothing queues without bound. */
export class AccurateDesk {
  readonly #contract: ModelContract;
  readonly #store: FrameStore;
  readonly #events: DeskEvents;
  readonly #patient: boolean;
  readonly #jobs = new Set<AccurateJob>();
  readonly #clients = new Map<number, InferenceClient>();
  /** Frames of the longest chunk that the history has room for. */
  longest = LONGEST;

  /** @param patient the audio waits for the receiver: no live channel of its does for a run */
  constructor(contract: ModelContract, store: FrameStore, events: DeskEvents, patient = false) {
    this.#patient = patient;
    this.#contract = contract;
    this.#store = store;
    this.#events = events;
  }

  get hasClients(): boolean {
    return this.#clients.size > 0;
  }

  /** Frames that the slowest job has to read beyond those that it waits for. */
  get backlog(): number {
    const { lookahead = 0 } = this.#contract;
    const excess = ({ goal, reader, step }: AccurateJob) =>
      goal.until - reader.done - Math.min(lookahead + step, this.#longestOf(reader));
    return Math.max(0, ...[...this.#jobs].map(excess));
  }

  /** True while a job has something to read that is worth a run, or a run is under way. */
  get working(): boolean {
    return [...this.#jobs].some((job) => job.reader.busy || this.#next(job) !== null);
  }

  /** True when the job has nothing to read that is worth a run. */
  isIdle(job: AccurateJob): boolean {
    return !job.reader.busy && this.#next(job) === null;
  }

  add(job: AccurateJob): void {
    this.#jobs.add(job);
  }

  /** Forgets the job; its reader, which nothing is under way for, stays open. */
  release(job: AccurateJob): void {
    this.#jobs.delete(job);
  }

  remove(job: AccurateJob): void {
    const { reader } = job;
    this.#jobs.delete(job);
    reader.closed = true;
    reader.client?.close(reader.slot);
    reader.client = null;
  }

  addClient(client: InferenceClient): void {
    this.#clients.set(client.id, client);
    this.pump();
  }

  removeClient(id: number): void {
    if (!this.#clients.delete(id)) return;
    for (const job of this.#jobs) {
      if (job.reader.client?.id !== id) continue;
      job.reader.client = null;
      job.reader.restart(this.#held(job.lost()));
    }
    this.pump();
  }

  /** Submits whatever is due. */
  pump(): void {
    if (!this.#events.mayRun()) return;
    for (const job of [...this.#jobs]) {
      if (!job.reader.busy && this.#jobs.has(job)) this.#serve(job);
    }
  }

  #serve(job: AccurateJob): void {
    const { reader } = job;
    if (reader.cursor < this.#store.start) this.#skip(job);
    const client = this.#clientFor(reader);
    const chunk = this.#next(job);
    if (!client || !chunk) return;
    const features = reader.cut(this.#store, job.track, chunk.frames);
    reader.busy = true;
    client.run({ lane: job.lane, slots: [reader.slot], ...chunk, features }).then(
      (result) => {
        if (reader.closed || reader.client !== client) return;
        reader.busy = false;
        job.read(reader.accept(result, chunk, this.#store));
        this.#events.onRead();
      },
      // Whether or not the pool says so too: a client that fails once has lost its slots' states.
      () => this.removeClient(client.id),
    );
  }

  #next({ goal, reader, step }: AccurateJob): AccurateChunk | null {
    const longest = this.#longestOf(reader);
    const worth = Math.min(step, longest - (this.#contract.lookahead ?? 0));
    return planChunk({ ...goal, available: goal.until - reader.done, step: worth, longest }, this.#contract);
  }

  #longestOf({ client }: AccurateReader): number {
    return Math.min((client?.shared ?? true) && !this.#patient ? LONGEST_SHARED : LONGEST, this.longest);
  }

  /** Lets a job go on at frame `to` that has read all up to `from` but its look-ahead, and a step that was not worth a run. */
  pass(job: AccurateJob, from: number, to: number): void {
    const { lookahead = 0 } = this.#contract;
    const left = lookahead + Math.min(job.step, LONGEST_SHARED - lookahead);
    if (!job.reader.busy && job.reader.done >= from - left) this.#skip(job, to);
  }

  #skip(job: AccurateJob, to = this.#store.start + MARGIN): void {
    const { reader } = job;
    const frame = this.#held(to);
    reader.restart(frame);
    reader.client?.open(reader.slot);
    job.skipped(frame);
  }

  /** The frame, or the oldest one that the history holds, at a whole tick. */
  #held(frame: number): number {
    return Math.ceil(Math.max(frame, this.#store.start) / TICK) * TICK;
  }

  #clientFor(reader: AccurateReader): InferenceClient | null {
    if (reader.client) return reader.client;
    const load = (client: InferenceClient) => [...this.#jobs].filter((job) => job.reader.client === client).length;
    const [client] = [...this.#clients.values()].sort((a, b) => load(a) - load(b));
    if (!client) return null;
    reader.client = client;
    client.open(reader.slot);
    return client;
  }
}
