import { BIN_HZ, BINS } from '../../dsp/frame.js';
import type { WaterfallRows } from '../../engine/types.js';
import type { BandView } from './band-views.js';

/** Seconds from one row to the next: two frames. */
export const ROW_SECONDS = 0.016;

/**
 * The picture's memory: a ring of columns, one a row of the spectrogram, bytes and pixels side by side, so that a new
 * palette can recolour it. Its size does not grow; a longer pause than the ring is a cleared ring.
 */
export class SpectrumRing {
  readonly columns: number;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #levels: Uint8Array;
  #table: Uint32Array;
  /** Columns written in all; the newest is at `(#count − 1) % columns`. */
  #count = 0;
  #newest = Number.NEGATIVE_INFINITY;

  constructor(columns: number, table: Uint32Array) {
    this.columns = columns;
    this.#canvas = document.createElement('canvas');
    this.#canvas.width = columns;
    this.#canvas.height = BINS;
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('this browser gives no 2D canvas');
    this.#context = context;
    this.#levels = new Uint8Array(columns * BINS);
    this.#table = table;
    this.clear();
  }

  /** The canvas that holds the pixels: a browser short of memory may take them, and say so by `contextrestored`. */
  get surface(): EventTarget {
    return this.#canvas;
  }

  /** Stream time of the newest column, seconds; −∞ when empty. */
  get newest(): number {
    return this.#newest;
  }

  clear(): void {
    this.#levels.fill(0);
    this.#count = 0;
    this.#newest = Number.NEGATIVE_INFINITY;
    this.#paint(0, this.columns);
  }

  recolour(table: Uint32Array): void {
    this.#table = table;
    this.#paint(0, this.columns);
  }

  /** Appends rows; a gap in time stays empty, rows that begin before the newest one wipe the picture. */
  append({ time, rows, bins, firstBin, levels }: WaterfallRows): void {
    if (rows === 0) return;
    if (time <= this.#newest) this.clear();
    const missing = this.#count === 0 ? 0 : Math.round((time - this.#newest) / ROW_SECONDS) - 1;
    if (missing > 0) this.#advance(Math.min(missing, this.columns), null);
    for (let row = Math.max(0, rows - this.columns); row < rows; row++) {
      const at = row * bins;
      this.#write(this.#count % this.columns, levels.subarray(at, at + bins), firstBin);
      this.#count++;
    }
    this.#paintNewest(Math.min(rows, this.columns));
    this.#newest = time + (rows - 1) * ROW_SECONDS;
  }

  /**
   * Draws what the views say, so that stream time `time` is at the right edge of the target, `pixelsPerRow` device pixels a
   * row.
   */
  draw(target: CanvasRenderingContext2D, time: number, pixelsPerRow: number, views: readonly BandView[]): void {
    const { width, height } = target.canvas;
    const background = this.#table[0] ?? 0;
    target.fillStyle = `rgb(${background & 255} ${(background >> 8) & 255} ${(background >> 16) & 255})`;
    target.fillRect(0, 0, width, height);
    if (this.#count === 0) return;
    // Right edge of the newest column, in device pixels; whole ones, so that columns keep their sharpness.
    let right = Math.round(width + ((this.#newest - time) / ROW_SECONDS) * pixelsPerRow);
    let left = Math.min(this.#count, this.columns);
    let end = ((this.#count - 1) % this.columns) + 1;
    let view = views.length - 1;
    while (left > 0 && right > 0 && view >= 0) {
      // Columns, of those that are left, that this view is of.
      const age = Math.min(this.#count, this.columns) - left;
      const since = Math.floor((this.#newest - (views[view]?.from ?? 0)) / ROW_SECONDS) + 1 - age;
      const run = Math.min(left, end, since);
      if (run <= 0) {
        view--;
        continue;
      }
      const wide = run * pixelsPerRow;
      this.#drawRun(target, views[view] as BandView, end - run, run, right - wide, wide, height);
      right -= wide;
      left -= run;
      end -= run;
      if (end === 0) end = this.columns;
    }
  }

  #drawRun(
    target: CanvasRenderingContext2D,
    { bottom, top }: BandView,
    first: number,
    run: number,
    x: number,
    wide: number,
    height: number,
  ): void {
    const [high, low] = [Math.max(bottom, top), Math.min(bottom, top)];
    const from = BINS - 1 - high / BIN_HZ + 0.5;
    if (top < bottom) target.setTransform(1, 0, 0, -1, 0, height);
    target.drawImage(this.#canvas, first, from, run, (high - low) / BIN_HZ, x, 0, wide, height);
    target.setTransform(1, 0, 0, 1, 0, 0);
  }

  #advance(count: number, levels: Uint8Array | null): void {
    for (let i = 0; i < count; i++) {
      this.#write(this.#count % this.columns, levels, 0);
      this.#count++;
    }
    this.#paintNewest(count);
  }

  /** Stored as the canvas is: the highest bin first. */
  #write(column: number, levels: Uint8Array | null, firstBin: number): void {
    const at = column * BINS;
    this.#levels.fill(0, at, at + BINS);
    if (!levels) return;
    for (let i = 0; i < levels.length; i++) {
      const bin = firstBin + i;
      if (bin >= 0 && bin < BINS) this.#levels[at + BINS - 1 - bin] = levels[i] ?? 0;
    }
  }

  #paintNewest(count: number): void {
    const end = ((this.#count - 1) % this.columns) + 1;
    const first = Math.min(count, end);
    this.#paint(end - first, end);
    if (count > first) this.#paint(this.columns - (count - first), this.columns);
  }

  #paint(from: number, to: number): void {
    const wide = to - from;
    if (wide <= 0) return;
    const image = new ImageData(wide, BINS);
    const pixels = new Uint32Array(image.data.buffer);
    for (let x = 0; x < wide; x++) {
      const at = (from + x) * BINS;
      for (let y = 0; y < BINS; y++) pixels[y * wide + x] = this.#table[this.#levels[at + y] ?? 0] ?? 0;
    }
    this.#context.putImageData(image, from, 0);
  }
}
