import type { WaterfallRows } from '../../engine/types.js';
import type { Scope } from '../../scope.js';
import { MovingPicture } from '../moving-picture.js';
import { type BandView, sameViews } from './band-views.js';
import { LevelMeter, type LevelRange } from './level-range.js';
import { colourTable, type PaletteName } from './palette.js';
import { contextOf, MOST_GROUPS, Raster } from './raster.js';
import { groupsOf, SpectrumRing } from './spectrum-ring.js';

export interface SpectrumOptions {
  /** Hz that are seen. */
  readonly min: number;
  readonly max: number;
  /** What is seen of the sound when; oldest first. */
  readonly views: readonly BandView[];
  readonly palette: PaletteName;
  /** dBFS; null: by the rows' own statistics. */
  readonly floor: number | null;
  /** dB above the floor; null: by the rows' own statistics. */
  readonly range: number | null;
}

/** Rows that are kept: 33 s, more than any screen shows. */
const COLUMNS = 2048;
/** CSS pixels; narrower pictures show two rows in each pixel's place, so that a phone sees more than 3 s. */
const NARROW = 480;
/** Rows, 2 s, by which floor and contrast are chosen anew where another part of the band is seen. */
const LOOK_BACK = 128;

/** Paints the spectrum into a canvas whenever it is seen and there is something new. Lives as long as its scope. */
export class SpectrumView {
  readonly #canvas: HTMLCanvasElement;
  readonly #meter = new LevelMeter();
  readonly #ring = new SpectrumRing(COLUMNS);
  readonly #raster: Raster;
  readonly #picture: MovingPicture;
  #options: SpectrumOptions;
  #pixelsPerRow = 1;

  constructor(scope: Scope, canvas: HTMLCanvasElement, options: SpectrumOptions) {
    this.#canvas = canvas;
    this.#options = options;
    this.#raster = new Raster(this.#ring, contextOf(canvas), this.#table());
    this.#picture = new MovingPicture(scope, canvas, {
      fit: (ratio) => this.#fit(ratio),
      paint: (time) => this.#raster.draw(time),
    });
    scope.listen(canvas, 'contextrestored', () => this.#redraw());
  }

  configure(options: SpectrumOptions): void {
    const { min, max, views, palette, floor, range } = this.#options;
    const sameSound = sameViews(views, options.views);
    const same = min === options.min && max === options.max;
    const sameColours = palette === options.palette && floor === options.floor && range === options.range;
    if (same && sameColours && sameSound) return;
    this.#options = options;
    if (!same) {
      this.#meter.reset();
      this.#measure(Math.max(this.#ring.start, this.#ring.end - LOOK_BACK));
    }
    if (!sameColours || !same) this.#raster.recolour(this.#table());
    this.#redraw();
  }

  /** Another stream: what was seen is wiped. */
  clear(): void {
    this.#ring.clear();
    this.#meter.reset();
    this.#picture.clock.reset();
    this.#redraw();
  }

  add(rows: WaterfallRows): void {
    if (rows.time <= this.#ring.newest) this.clear();
    this.#ring.append(rows);
    if (this.#measure(Math.max(this.#ring.start, this.#ring.end - rows.rows))) this.#raster.recolour(this.#table());
    this.#picture.clock.know(this.#ring.newest);
    this.#picture.wake();
  }

  /** Lets floor and contrast follow the columns from `from` on. True when they have changed. */
  #measure(from: number): boolean {
    const { min, max } = this.#options;
    const groups = groupsOf(min, max, MOST_GROUPS);
    const rows = this.#ring.end - from;
    const levels = this.#ring.read(from, this.#ring.end, groups, new Uint8Array(rows * groups.count));
    return this.#meter.add(levels, rows, groups.count, 0, groups.count);
  }

  #table(): Uint32Array {
    const { palette, floor, range } = this.#options;
    const measured = this.#meter.range;
    const bottom = floor === null ? measured.floor : 2 * (floor + 120);
    const top = range === null ? Math.max(measured.top, bottom + 20) : bottom + 2 * range;
    return colourTable(palette, { floor: bottom, top } satisfies LevelRange);
  }

  #fit(ratio: number): void {
    const wanted = Math.round(this.#canvas.clientWidth < NARROW ? ratio / 2 : ratio);
    this.#pixelsPerRow = Math.max(1, wanted, Math.ceil(this.#canvas.width / COLUMNS));
    this.#raster.show(this.#options.views, this.#pixelsPerRow);
  }

  #redraw(): void {
    this.#raster.show(this.#options.views, this.#pixelsPerRow);
    this.#picture.wake(true);
  }
}
