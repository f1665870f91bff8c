import { BIN_HZ } from '../../dsp/frame.js';
import type { BandView } from './band-views.js';
import { groupsOf, ROW_SECONDS, type SpectrumRing } from './spectrum-ring.js';

/** Pixels of the widest piece that is drawn at once. */
const PIECE = 64;
/** Groups of bins that a picture has at most: all bins of a receiver's sound. */
export const MOST_GROUPS = 512;
/** The band's ends may lie inside a group. */
const HEIGHT = MOST_GROUPS + 2;

/**
 * Draws a ring into a canvas, the newest column at the right. What is there already is moved, and only what is new is drawn:
 * at 15 pictures a second some four columns of a thousand.
 */
export class Raster {
  readonly #ring: SpectrumRing;
  readonly #target: CanvasRenderingContext2D;
  /** Unscaled columns, on their way to the target. */
  readonly #piece: CanvasRenderingContext2D;
  readonly #image = new ImageData(PIECE, HEIGHT);
  readonly #pixels = new Uint32Array(this.#image.data.buffer);
  readonly #levels = new Uint8Array(PIECE * HEIGHT);
  #table: Uint32Array;
  #views: readonly BandView[] = [];
  #pixelsPerRow = 1;
  /** Right edge of what is in the target, pixels from the ring's first column on; null: nothing that is right. */
  #edge: number | null = null;

  constructor(ring: SpectrumRing, target: CanvasRenderingContext2D, table: Uint32Array) {
    this.#ring = ring;
    this.#target = target;
    this.#piece = contextOf(Object.assign(document.createElement('canvas'), { width: PIECE, height: HEIGHT }));
    this.#table = table;
  }

  /** What is in the target is not right any more: it has another size, its ring was cleared, or the browser took its pixels. */
  forget(): void {
    this.#edge = null;
  }

  recolour(table: Uint32Array): void {
    this.#table = table;
    this.forget();
  }

  /** What is shown from now on, device pixels a row. */
  show(views: readonly BandView[], pixelsPerRow: number): void {
    this.#views = views;
    this.#pixelsPerRow = pixelsPerRow;
    this.forget();
  }

  /** Brings stream time `time`, which is not after the newest column's, to the right edge. */
  draw(time: number): void {
    const { end, start, newest } = this.#ring;
    const target = this.#target;
    const { width, height } = target.canvas;
    const wide = this.#pixelsPerRow;
    // Whole pixels, so that columns keep their sharpness.
    const edge = end === 0 ? 0 : end * wide + Math.round(((time - newest) / ROW_SECONDS) * wide);
    const passed = this.#edge === null ? width : Math.min(width, edge - this.#edge);
    if (passed === 0) return;
    const fresh = passed < 0 ? width : passed;
    if (fresh < width) target.drawImage(target.canvas, -fresh, 0);
    const ground = this.#table[0] ?? 0;
    target.fillStyle = `rgb(${ground & 255} ${(ground >> 8) & 255} ${(ground >> 16) & 255})`;
    target.fillRect(width - fresh, 0, fresh, height);
    this.#edge = edge;
    const first = Math.max(start, Math.floor((edge - fresh) / wide));
    this.#drawColumns(first, Math.min(end, Math.ceil(edge / wide)), width - edge);
  }

  /** @param origin where column 0 would be, pixels from the target's left edge */
  #drawColumns(first: number, last: number, origin: number): void {
    const { end, newest } = this.#ring;
    let to = last;
    for (let i = this.#views.length - 1; i >= 0 && to > first; i--) {
      const view = this.#views[i] as BandView;
      // The first column that this view is of.
      const from = Math.max(first, end - Math.floor((newest - view.from) / ROW_SECONDS) - 1);
      const step = Math.max(1, Math.floor(PIECE / this.#pixelsPerRow));
      for (let at = from; at < to; at += step) this.#drawPiece(view, at, Math.min(to, at + step), origin);
      to = Math.min(to, from);
    }
  }

  #drawPiece({ bottom, top }: BandView, from: number, to: number, origin: number): void {
    const target = this.#target;
    const { height } = target.canvas;
    const wide = this.#pixelsPerRow;
    const width = (to - from) * wide;
    const [high, low] = [Math.max(bottom, top), Math.min(bottom, top)];
    const groups = groupsOf(low, high, MOST_GROUPS);
    this.#paint(this.#ring.read(from, to, groups, this.#levels), to - from, groups.count);
    this.#piece.putImageData(this.#image, 0, 0, 0, 0, width, groups.count);
    const groupHz = groups.size * BIN_HZ;
    // The upper edge of the highest group is that of the piece.
    const upper = groups.count + ((groups.low - 0.5) * BIN_HZ - high) / groupHz;
    const x = origin + from * wide;
    if (top < bottom) target.setTransform(1, 0, 0, -1, 0, height);
    target.drawImage(this.#piece.canvas, 0, upper, width, (high - low) / groupHz, x, 0, width, height);
    target.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** Writes so many columns of levels as pixels, the highest group first. */
  #paint(levels: Uint8Array, columns: number, count: number): void {
    const wide = this.#pixelsPerRow;
    for (let column = 0; column < columns; column++) {
      for (let i = 0; i < count; i++) {
        const colour = this.#table[levels[column * count + i] as number] as number;
        const at = (count - 1 - i) * PIECE + column * wide;
        for (let x = 0; x < wide; x++) this.#pixels[at + x] = colour;
      }
    }
  }
}

/** A canvas without transparency. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser gives no 2D canvas');
  return context;
}
