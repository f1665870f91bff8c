import { FeatureCutter } from '../dsp/features.js';
import { frameTime, LOG_FLOOR } from '../dsp/frame.js';
import type { FrameRows } from '../dsp/frame-rows.js';
import { type FrameStore, SILENT_ROWS } from '../dsp/frame-store.js';
import { CtcDecoder, type DecodedToken } from '../morse/ctc.js';
import type { SpaceVerdict } from '../morse/word-spaces.js';
import { FrequencyTrack } from './frequency-track.js';
import type { InferenceClient, InferenceResult } from './inference.js';
import type { ModelContract } from './model-contract.js';
import { Ridge } from './ridge.js';

/** What a reader has read in one chunk. */
export interface Reading {
  readonly tokens: readonly DecodedToken[];
  /** What has become of doubtful spaces among those that were read before. */
  readonly verdicts?: readonly SpaceVerdict[];
  /** Probability that the key is down, one value for each output. */
  readonly key: Float32Array;
  /** Stream time of the first value of `key`, seconds. */
  readonly keyTime: number;
}

/** Where a chunk lies in a batch. */
export interface Column {
  readonly index: number;
  readonly count: number;
}

/** Bins to each side of the centre that are kept until the key of their frame is known: ±25 Hz of AFC and a neighbour. */
const REACH = 6;
const STRIP = 2 * REACH + 1;
/** Where its own bin lies in such a strip. */
export const STRIP_CENTRE = REACH;
/** Frames that are kept: the longest chunks under way, 256, and the key's delay. */
const KEPT = 320;
const SILENCE = Math.log(LOG_FLOOR);

/**
 * One cursor over the spectrogram at one frequency, with a slot of recurrent state on some inference client: what a live
 * channel, a tuned past and a re-decode have in common. It knows nothing of text or roles.
 */
export class Reader {
  /** Number of its slot; unique within a receiver. */
  readonly slot: number;
  readonly track: FrequencyTrack;
  /** Where the slot is; null: nowhere yet, or not any more. */
  client: InferenceClient | null = null;
  /** The slot is on its way to another client. */
  moving = false;
  /** Stopped because the machine cannot keep up. */
  suspended = false;
  /** It has reached the newest audio since it began; until then it reads a past. */
  live = false;
  /** Its station does not send: nothing is read until it does. */
  resting = false;
  /** Frame up to which it is behind because it went back to the beginning of a mark, and not late. */
  wokenAt = 0;
  /** The receiver is tuned elsewhere: there is nothing to read. */
  away = false;
  /** The smaller model is to read for it, where there is one. */
  small = false;
  /** Served in the main lane: the main channel, and what the operator waits for. */
  urgent = false;
  /** Nothing of it matters any more: results that still come are dropped. */
  closed = false;
  /** Where its signal is in the frames that are cut. */
  readonly ridge = new Ridge();
  readonly #contract: ModelContract;
  readonly #cutter: FeatureCutter;
  #decoder: CtcDecoder;
  /** What its decoder makes text by. */
  #spoken: ModelContract;
  readonly #strips = new Float32Array(KEPT * STRIP);
  /** The one that is being visited. */
  readonly #strip = new Float32Array(STRIP);
  readonly #stripStarts = new Int32Array(KEPT);
  /** Lengths of the chunks that are under way, oldest first. */
  #underWay: number[] = [];
  #cursor: number;
  #done: number;
  #origin: number;
  /** Frames just before it were not read. */
  #passed = 0;

  constructor(contract: ModelContract, slot: number, bin: number, cursor: number, track = new FrequencyTrack()) {
    this.#contract = contract;
    this.#cutter = new FeatureCutter(contract);
    this.#decoder = new CtcDecoder(contract);
    this.#spoken = contract;
    this.slot = slot;
    this.track = track;
    this.#cursor = cursor;
    this.#done = cursor;
    this.#origin = cursor;
    const known = track.at(cursor);
    this.#cutter.centre = known ?? bin;
    if (known === null) track.add(cursor, this.#cutter.centre);
  }

  /** Absolute index of the next frame to submit. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Absolute index after the last frame whose result has come. */
  get done(): number {
    return this.#done;
  }

  /** Chunks that are under way. */
  get inFlight(): number {
    return this.#underWay.length;
  }

  /** A chunk is under way, or the slot is being moved. */
  get busy(): boolean {
    return this.moving || this.#underWay.length > 0;
  }

  /** It is not to read. */
  get stopped(): boolean {
    return this.suspended || this.away;
  }

  /** Frame at which it began, or began anew. */
  get origin(): number {
    return this.#origin;
  }

  /** Centre bin of the features from now on, as the receiver is tuned now. */
  get bin(): number {
    return this.track.newest ?? this.#cutter.centre;
  }

  /** The signal has moved: frames from the cursor on are cut around `bin`, as the receiver is tuned now. */
  follow(bin: number): void {
    this.track.add(this.#cursor, bin);
    this.#cutter.centre = this.track.at(this.#cursor) ?? bin;
  }

  /** Its slot is one of the model with this contract, which has the same features and tokens. */
  speaks(contract: ModelContract): void {
    if (contract === this.#spoken) return;
    this.#spoken = contract;
    this.#decoder = new CtcDecoder(contract);
  }

  /** Begins anew at `frame`; the slot must be opened afresh. */
  restart(frame: number): void {
    this.resting = false;
    this.#cursor = frame;
    this.#done = frame;
    this.#origin = frame;
    this.#underWay = [];
    this.moving = false;
    this.live = false;
    this.ridge.pass();
    this.#cutter.reset();
    this.#decoder.reset();
    this.#cutter.centre = this.track.at(frame) ?? this.#cutter.centre;
  }

  /** The oldest frames have left the history before they were read. */
  skipTo(frame: number): void {
    this.ridge.pass();
    this.#cursor = frame;
    this.#done = frame;
    this.#origin = frame;
  }

  /** Nothing was received up to `frame`: goes on there, with what it knows. Only while nothing is under way. */
  pass(frame: number): void {
    this.ridge.pass();
    this.#cursor = frame;
    this.#done = frame;
    this.#passed = frame;
  }

  /** Nothing was sent up to `frame`: goes on there, with what it knows and the level of what lies between. */
  skim(store: FrameStore, frame: number): void {
    const unread = new Float32Array(this.#cutter.size);
    for (let k = this.#cursor; k < frame; k++) {
      this.#cutter.centre = this.track.at(k) ?? this.#cutter.centre;
      const rows = this.track.heardAt(k) ? store.rows(k, this.#cutter.centre) : SILENT_ROWS;
      this.#cutter.cut(rows, unread, 0);
    }
    this.pass(frame);
  }

  /** Newest frame that the key values speak of that have come. */
  get measured(): number {
    const { stride, keyDelay } = this.#contract;
    return Math.round(this.#done - 1 - keyDelay * stride);
  }

  /** Stream time that the first key value of a chunk from `frame` on speaks of, seconds. */
  timeOfKey(frame: number): number {
    return frameTime(frame + this.#contract.stride * (1 - this.#contract.keyDelay) - 1);
  }

  /** Cuts the next `frames` frames into `features` `[frames, column.count, F]` and moves the cursor behind them. */
  cut(store: FrameStore, frames: number, features: Float32Array, column: Column): void {
    const size = this.#cutter.size;
    for (let t = 0; t < frames; t++) {
      const k = this.#cursor + t;
      const bin = this.track.at(k);
      if (bin !== null && bin !== this.#cutter.centre) this.#cutter.centre = bin;
      const rows = this.track.heardAt(k) ? store.rows(k, this.#cutter.centre) : SILENT_ROWS;
      const peak = this.ridge.follow(rows, this.#cutter.centre);
      if (peak !== this.#cutter.centre) {
        this.track.add(k, peak);
        this.#cutter.centre = peak;
      }
      this.#cutter.cut(rows, features, (t * column.count + column.index) * size);
      this.#keepStrip(k, rows);
    }
    this.#cursor += frames;
    this.#underWay.push(frames);
  }

  /** Reads the result of the oldest chunk that is under way. */
  accept(result: InferenceResult, frames: number, column: Column): Reading {
    this.#underWay.shift();
    const first = this.#done;
    const outputs = frames / this.#contract.stride;
    this.#done = first + frames;
    const key = new Float32Array(outputs);
    const keyTime = this.timeOfKey(first);
    if (result.resetSlots.includes(this.slot)) {
      this.#decoder.reset();
      this.#cutter.reset();
      return { tokens: [], verdicts: this.#decoder.takeVerdicts(), key, keyTime };
    }
    for (let j = 0; j < outputs; j++) key[j] = result.key[j * column.count + column.index] as number;
    const tokens = this.#decoder.push(result.logProbs, outputs, column.count, column.index, result.key, first);
    return { tokens, verdicts: this.#decoder.takeVerdicts(), key, keyTime };
  }

  /**
   * Gives each frame that the chunk's key values speak of, with the spectrum around the channel, which begins at bin `first`. To
   * be called once after each {@link accept}, with its key.
   */
  forEachKeyed(
    key: Float32Array,
    visit: (strip: Float32Array, first: number, keyDown: number, frame: number) => void,
  ): void {
    const { stride, keyDelay } = this.#contract;
    const first = this.#done - key.length * stride;
    for (let j = 0; j < key.length; j++) {
      const newest = Math.round(first + (j + 1) * stride - 1 - keyDelay * stride);
      for (let k = newest - stride + 1; k <= newest; k++) {
        if (k < this.#origin || k < this.#passed) continue;
        const place = k % KEPT;
        for (let i = 0; i < STRIP; i++) this.#strip[i] = this.#strips[place * STRIP + i] as number;
        visit(this.#strip, this.#stripStarts[place] as number, key[j] as number, k);
      }
    }
  }

  #keepStrip(k: number, { long, first }: FrameRows): void {
    const place = k % KEPT;
    const from = this.#cutter.centre - REACH;
    this.#stripStarts[place] = from;
    for (let i = 0; i < STRIP; i++) this.#strips[place * STRIP + i] = long[from + i - first] ?? SILENCE;
  }
}
