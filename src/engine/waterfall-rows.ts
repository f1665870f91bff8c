import { BIN_HZ, frameTime, HOP, SAMPLE_RATE } from '../dsp/frame.js';
import { type Grid, NARROW } from '../dsp/grid.js';
import type { WaterfallRows } from './types.js';

/** Frames of a row. */
const FRAMES = 2;
/** Rows are sent in groups of this many: 64 ms. */
const GROUP = 4;
/** Log power (nats) of a full-scale sine: the window's gain for a sine of power 1 is 256, and its power is 1/2. */
const FULL_SCALE = Math.log(128);
/** Decibels of a neper of power. */
const DECIBELS = 10 / Math.LN10;

/** Gathers frames into the waterfall's rows, two frames a row, in the band that is shown. */
export class RowBuilder {
  readonly #grid: Grid;
  #firstBin = 0;
  #bins = 0;
  #levels = new Uint8Array(0);
  #sum = new Float32Array(0);
  #firstFrame = 0;
  #frames = 0;

  constructor(minFrequency: number, maxFrequency: number, grid: Grid = NARROW) {
    this.#grid = grid;
    this.setBand(minFrequency, maxFrequency);
  }

  /** Rows begin anew with the next frame. Hz; clamped to what the grid holds, 0…4000 as a rule. */
  setBand(minFrequency: number, maxFrequency: number): void {
    const { first, bins } = this.#grid;
    const top = first + bins - 1;
    this.#firstBin = Math.min(top, Math.max(first, Math.floor(minFrequency / BIN_HZ)));
    const last = Math.min(top, Math.max(this.#firstBin, Math.ceil(maxFrequency / BIN_HZ)));
    this.#bins = last - this.#firstBin + 1;
    this.#begin(0);
  }

  /** Takes the log powers of frame `k`; gives a group of rows when one is complete. */
  push(k: number, long: Float32Array): WaterfallRows | null {
    if (this.#frames > 0 && k !== this.#firstFrame + this.#frames) this.#frames = 0;
    if (this.#frames === 0) this.#begin(k);
    const first = this.#frames % FRAMES === 0;
    const from = this.#firstBin - this.#grid.first;
    for (let b = 0; b < this.#bins; b++) {
      const value = long[from + b] as number;
      this.#sum[b] = first ? value : (this.#sum[b] as number) + value;
    }
    this.#frames++;
    if (this.#frames % FRAMES !== 0) return null;
    const row = this.#frames / FRAMES - 1;
    for (let b = 0; b < this.#bins; b++) {
      const level = ((this.#sum[b] as number) / FRAMES - FULL_SCALE) * DECIBELS;
      this.#levels[row * this.#bins + b] = Math.round(Math.min(255, Math.max(0, 2 * (level + 120))));
    }
    return row === GROUP - 1 ? this.#finish() : null;
  }

  #begin(k: number): void {
    this.#firstFrame = k;
    this.#frames = 0;
    this.#levels = new Uint8Array(GROUP * this.#bins);
    if (this.#sum.length !== this.#bins) this.#sum = new Float32Array(this.#bins);
  }

  #finish(): WaterfallRows {
    this.#frames = 0;
    const time = frameTime(this.#firstFrame) + ((FRAMES - 1) / 2) * (HOP / SAMPLE_RATE);
    return { time, rows: GROUP, bins: this.#bins, firstBin: this.#firstBin, levels: this.#levels };
  }
}
