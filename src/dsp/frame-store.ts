import type { AudioHistory } from './audio-history.js';
import { type Baseband, type Stretch, toBaseband } from './baseband.js';
import { BINS, HOP, LOG_FLOOR, WINDOW } from './frame.js';
import type { FrameRows } from './frame-rows.js';
import { type Grid, NARROW } from './grid.js';
import { PastSlices } from './past-slices.js';
import { Spectrogram } from './spectrogram.js';

/** A frame of digital silence. */
export const SILENT_ROWS: FrameRows = {
  first: 0,
  long: new Float32Array(BINS).fill(Math.log(LOG_FLOOR)),
  short: new Float32Array(BINS).fill(Math.log(LOG_FLOOR)),
};

/** Newest frames that are kept as they were computed: 2 s, or as many as go into 24 MB. */
const LIVE = 256;
const LIVE_BYTES = 24e6;
/** Older frames that are kept after recomputing, so that several readers of one past share the work. */
const CACHED = 128;

/**
 * The one spectrogram of a receiver. The newest frames are kept; older ones are computed again from the samples when they
 * are asked for, so a second of history costs 32 kB and not half a megabyte. Frame `k` covers the samples
 * `k·HOP … k·HOP + WINDOW − 1`. Of a wide band's past only what lies around the bin in question is computed.
 */
export class FrameStore {
  readonly grid: Grid;
  readonly #history: AudioHistory;
  readonly #spectrogram: Spectrogram;
  readonly #samples: Float32Array;
  readonly #live: Shelf;
  readonly #past: Shelf;
  readonly #slices: PastSlices | null;
  #end = 0;

  /** @param history of `grid.width` values */
  constructor(history: AudioHistory, grid: Grid = NARROW) {
    this.grid = grid;
    this.#history = history;
    this.#spectrogram = new Spectrogram(grid);
    this.#samples = new Float32Array(WINDOW * grid.width);
    this.#live = new Shelf(Math.min(LIVE, Math.floor(LIVE_BYTES / (8 * grid.bins))), grid);
    this.#past = new Shelf(grid.width === 1 ? CACHED : 1, grid);
    this.#slices = grid.width === 1 ? null : new PastSlices(history, grid);
  }

  /** Index after the newest complete frame that `advance` has computed. */
  get end(): number {
    return this.#end;
  }

  /** Oldest frame whose samples are still in the history. */
  get start(): number {
    return Math.min(this.#end, Math.ceil(this.#history.start / HOP));
  }

  /** Index after the newest sample. */
  get samplesEnd(): number {
    return this.#history.end;
  }

  /**
   * What the samples `from … to − 1` hold around a signal's stretches.
   * @throws RangeError when they are not in the history.
   */
  baseband(from: number, to: number, stretches: readonly Stretch[]): Baseband {
    if (this.#slices) return this.#slices.baseband(from, to, stretches);
    return toBaseband(this.#history.read(from, to), stretches);
  }

  /**
   * Computes every frame that the samples appended since the last call have completed and hands each to `onFrame`. The rows
   * are valid during the call. Frames whose samples have already left the history are skipped.
   */
  advance(onFrame?: (k: number, long: Float32Array, short: Float32Array) => void): void {
    const due = Math.floor((this.#history.end - WINDOW) / HOP) + 1;
    for (let k = Math.max(this.#end, Math.ceil(this.#history.start / HOP)); k < due; k++) {
      const rows = this.#compute(k, this.#live);
      this.#end = k + 1;
      onFrame?.(k, rows.long, rows.short);
    }
  }

  /** Leaves out frames that `advance` would compute next, but for the newest `kept`: nothing was received in them. */
  leap(kept: number): void {
    this.#end = Math.max(this.#end, Math.floor((this.#history.end - WINDOW) / HOP) + 1 - kept);
  }

  /**
   * Both planes of frame `k`, of a wide band's past with `bin` only what lies around that. They are views of a cache: use them
   * before the next `advance`, and of older frames before `rows` is asked for another one.
   * @throws RangeError when `k` is outside `start … end − 1`.
   */
  rows(k: number, bin?: number): FrameRows {
    const live = this.#live.find(k);
    if (live && k >= this.start) return live;
    if (!(k >= this.start && k < this.#end)) {
      throw new RangeError(`Frame ${k} is not in the store ${this.start}…${this.#end}`);
    }
    if (this.#slices && bin !== undefined) return this.#slices.rows(k, bin);
    return this.#past.find(k) ?? this.#compute(k, this.#past);
  }

  #compute(k: number, shelf: Shelf): FrameRows {
    this.#history.read(k * HOP, k * HOP + WINDOW, this.#samples);
    const rows = shelf.claim(k);
    this.#spectrogram.frame(this.#samples, 0, rows.long, rows.short);
    return rows;
  }
}

/** A fixed number of frames, each in the place of its index modulo their number. */
class Shelf {
  readonly #places: readonly FrameRows[];
  readonly #held: Float64Array;

  constructor(size: number, { first, bins }: Grid) {
    this.#places = Array.from({ length: size }, () => ({
      long: new Float32Array(bins),
      short: new Float32Array(bins),
      first,
    }));
    this.#held = new Float64Array(size).fill(-1);
  }

  find(k: number): FrameRows | undefined {
    const place = k % this.#places.length;
    return this.#held[place] === k ? this.#places[place] : undefined;
  }

  claim(k: number): FrameRows {
    const place = k % this.#places.length;
    this.#held[place] = k;
    return this.#places[place] as FrameRows;
  }
}
