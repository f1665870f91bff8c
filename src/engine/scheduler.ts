import { FRAME_RATE } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import { type ClientLoad, ClientRoster } from './client-roster.js';
import { IdleReaders } from './idle-readers.js';
import type { InferenceClient } from './inference.js';
import { type Lane, LONGEST_RUN } from './lane.js';
import type { ModelContract } from './model-contract.js';
import type { NoiseSource } from './noise-source.js';
import type { Reader, Reading } from './reader.js';

/** Frames of a live chunk when the machine keeps up: 64 ms. Cursors stand at multiples of it. */
export const TICK = 8;
/** So many side channels and more wait until they can go together in chunks of 0.26 s: each then costs a sixth less. */
const CROWD = 4;
const TOGETHER = 32;
/** Longest chunk of the main channel, of the live ones, and of a past that the operator waits for: 1 s. */
const LONG = 128;
/** Longest chunk of a past that nobody waits for: 2 s. */
const LONGEST = 256;
/** Chunks of a past that the operator waits for under way at once: one is cut while the other is read. */
const AHEAD = 2;
/** Frames by which a restarted reader goes back, so that the model hears itself in: 8 s, and 3 s where another model takes over. */
const RUN_IN = 1000;
const HANDOVER = 375;

export interface SchedulerEvents {
  /** A chunk has been read. */
  read(reader: Reader, reading: Reading): void;
  /** A reader has lost its slot and stands again at an earlier frame; `stopped` is where it was. */
  restarted(reader: Reader, stopped: number): void;
}

/**
 * Decides which frames of which readers go into which batch. Paced by results alone: each client has at most one batch of
 * live readers under way and each urgent or late reader one or two of its own, so under load chunks get longer by
 * themselves and nothing queues.
 */
export class Scheduler {
  readonly #contract: ModelContract;
  readonly #store: FrameStore;
  readonly #events: SchedulerEvents;
  readonly #clients: ClientRoster;
  readonly #readers = new Set<Reader>();
  readonly #idle: IdleReaders | null;
  /** By how many frames those that read a past were behind when they began. */
  readonly #debts = new WeakMap<Reader, number>();
  #read = 0;
  /** No frames come for now: what there is is read at once. */
  hurry = false;
  /** Side channels do not wait for each other. */
  eager = false;
  /** Seconds of sound that are due and not in the store yet; negative where there is more in it than is due. */
  waiting = () => 0;
  /** Frames from this one on are not read yet. */
  limit = Number.POSITIVE_INFINITY;

  /** @param noise lets readers rest whose stations do not send; without it all read on */
  constructor(contract: ModelContract, store: FrameStore, events: SchedulerEvents, noise?: NoiseSource) {
    this.#contract = contract;
    this.#store = store;
    this.#events = events;
    this.#clients = new ClientRoster((reader) => this.#restart(reader));
    const passed = (reader: Reader, reading: Reading) => events.read(reader, reading);
    this.#idle = noise ? new IdleReaders(contract, store, noise, passed) : null;
  }

  /** Index after the newest frame that may be read. */
  get #end(): number {
    return Math.min(this.#store.end, this.limit);
  }

  /** Seconds of audio that were read in all, live and of the past, each as often as there were channels that read it. */
  get work(): number {
    return this.#read / FRAME_RATE;
  }

  get hasClients(): boolean {
    return this.#clients.size > 0;
  }

  /** Highest busy fraction of the clients, 0…1. */
  get busy(): number {
    return this.#clients.busy;
  }

  /** Seconds by which the slowest live reader is behind what has come, or one that reads a past has fallen back since it began. */
  get lag(): number {
    const behind = this.#behind((reader) => {
      if (!reader.live) return reader.urgent ? 0 : this.#end - reader.done - (this.#debts.get(reader) ?? Infinity);
      return reader.done >= reader.wokenAt ? this.#end - reader.done : 0;
    });
    return Math.max(0, behind + this.waiting());
  }

  /** Seconds by which the slowest reader of all is behind, stopped ones left out. */
  get backlog(): number {
    return this.#behind(({ done }) => this.#end - done);
  }

  add(reader: Reader): void {
    this.#readers.add(reader);
  }

  remove(reader: Reader): void {
    reader.closed = true;
    this.#readers.delete(reader);
    this.#clients.release(reader);
  }

  /** @param small of the smaller model, where it is of that */
  addClient(client: InferenceClient, small?: ModelContract): void {
    this.#clients.add(client, small ?? this.#contract, small !== undefined);
    this.pump();
  }

  removeClient(id: number): void {
    this.#clients.remove(id, this.#readers);
    this.pump();
  }

  /** Submits whatever is due. To be called when frames have come, and by itself when results do. */
  pump(): void {
    this.#clients.sort(this.#readers, (reader) => this.#restart(reader, HANDOVER));
    for (const reader of this.#readers) {
      if (!reader.client && !reader.busy && !reader.stopped) this.#clients.assign(reader);
    }
    this.#clients.rebalance(this.#readers, () => this.pump());
    for (const load of this.#clients) {
      this.#submitLive(load);
      for (const reader of load.readers) {
        for (let chunks = 0; reader.urgent && chunks < AHEAD; chunks++) {
          this.#submitAlone(load, reader, 'main', LONG, this.#end);
        }
      }
    }
  }

  /** The live readers of a client whose cursors agree go together; those behind them catch up on their own. */
  #submitLive(load: ClientLoad): void {
    for (const reader of load.readers) {
      this.#idle?.update(reader, this.#end, TICK, this.hurry);
      if (reader.live || reader.stopped) this.#debts.delete(reader);
      else if (!this.#debts.has(reader)) this.#debts.set(reader, this.#end - reader.done);
    }
    const group = this.#group(load);
    const target = group ?? this.#end;
    const idle = [...load.readers].filter((reader) => isOn(reader) && !reader.urgent && !reader.busy);
    for (const reader of idle) {
      if (reader.cursor < target) this.#submitAlone(load, reader, 'past', LONGEST, target);
      else reader.live = true;
    }
    if (group === null || load.liveBusy) return;
    const together = idle.filter((reader) => reader.live && !reader.busy && reader.cursor === group);
    const ahead = idle.filter((reader) => reader.cursor > group).map((reader) => reader.cursor);
    const joining = [...load.readers].filter(
      (reader) => isOn(reader) && !reader.urgent && !reader.live && reader.cursor === group,
    );
    if (together.length === 0 || joining.length > together.length) return;
    const longest = Math.min(LONG, Math.max(TOGETHER, LONGEST_RUN / together.length));
    const frames = this.#due(Math.min(this.#end, ...ahead) - group, longest);
    if (frames === 0) return;
    // More sound is worth waiting for, and nothing else: those who are ahead wait for these.
    const waits = this.#end - group < TOGETHER && together.length >= CROWD;
    if (waits && !this.hurry && !this.eager) return;
    load.liveBusy = true;
    this.#submit(load, together, 'live', frames, () => {
      load.liveBusy = false;
    });
  }

  #submitAlone(load: ClientLoad, reader: Reader, lane: Lane, longest: number, until: number): void {
    const room = reader.urgent && !reader.live ? AHEAD : 1;
    if (reader.moving || reader.inFlight >= room || reader.stopped) return;
    const oldest = Math.ceil(this.#store.start / TICK) * TICK;
    if (reader.cursor < oldest) {
      if (reader.busy) return;
      reader.skipTo(oldest);
    }
    const frames = this.#due(until - reader.cursor, longest);
    if (frames > 0) this.#submit(load, [reader], lane, frames);
  }

  /**
   * Cursor of most of a client's live side channels, the later one of two that are equal; null when it has none. While the
   * group's batch is under way it stands already behind that batch.
   */
  #group(load: ClientLoad): number | null {
    const counts = new Map<number, number>();
    for (const reader of load.readers) {
      const { cursor, live, urgent } = reader;
      if (live && !urgent && isOn(reader)) counts.set(cursor, (counts.get(cursor) ?? 0) + 1);
    }
    let best: number | null = null;
    for (const [cursor, count] of counts) {
      const most = best === null ? 0 : (counts.get(best) ?? 0);
      if (count > most || (count === most && cursor > (best ?? 0))) best = cursor;
    }
    return best;
  }

  /** Frames to submit of those that are available: whole ticks. A reader that has been away may begin a tick ahead of the sound. */
  #due(available: number, longest: number): number {
    return Math.max(0, Math.floor(Math.min(available, longest) / TICK) * TICK);
  }

  #submit(load: ClientLoad, readers: readonly Reader[], lane: Lane, frames: number, landed = () => {}): void {
    const size = this.#contract.shortOffsets.length + this.#contract.longOffsets.length;
    const features = new Float32Array(frames * readers.length * size);
    const column = (index: number) => ({ index, count: readers.length });
    readers.forEach((reader, index) => {
      reader.cut(this.#store, frames, features, column(index));
    });
    const slots = readers.map((reader) => reader.slot);
    this.#read += frames * readers.length;
    load.client.run({ lane, slots, frames, features }).then(
      (result) => {
        landed();
        readers.forEach((reader, index) => {
          // A reader that has lost its slot meanwhile reads the frames again elsewhere.
          if (reader.closed || reader.client !== load.client) return;
          const reading = reader.accept(result, frames, column(index));
          reader.live ||= reader.cursor >= Math.min(this.#end - 2 * TICK, this.#group(load) ?? this.#end - LONG);
          this.#idle?.read(reader, reading);
          this.#events.read(reader, reading);
        });
        this.pump();
      },
      () => {
        landed();
        // Whether or not the pool says so too: a client that fails once has lost its slots' states.
        this.removeClient(load.client.id);
      },
    );
  }

  /** Seconds, of the frames by which one is behind that is it most. */
  #behind(framesOf: (reader: Reader) => number): number {
    let frames = 0;
    for (const reader of this.#readers) if (isOn(reader)) frames = Math.max(frames, framesOf(reader));
    return frames / FRAME_RATE;
  }

  #restart(reader: Reader, runIn = RUN_IN): void {
    if (reader.closed) return;
    const stopped = reader.done;
    const oldest = Math.ceil(this.#store.start / TICK) * TICK;
    const from = Math.max(reader.origin, oldest, Math.floor((stopped - runIn) / TICK) * TICK);
    this.#debts.delete(reader);
    reader.restart(Math.min(from, stopped));
    this.#events.restarted(reader, stopped);
  }
}

/** There may be something for it to read. */
const isOn = ({ stopped, resting }: Reader): boolean => !stopped && !resting;
