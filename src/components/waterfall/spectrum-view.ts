import { BIN_HZ } from '../../dsp/frame.js';
import type { WaterfallRows } from '../../engine/types.js';
import type { Scope } from '../../scope.js';
import { frameInterval, PlayoutClock } from '../playout-clock.js';
import { type BandView, sameViews } from './band-views.js';
import { LevelMeter, type LevelRange } from './level-range.js';
import { colourTable, type PaletteName } from './palette.js';
import { SpectrumRing } from './raster.js';

export interface SpectrumOptions {
  /** Hz. */
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

/** Paints the spectrum into a canvas whenever it is seen and there is something new. Lives as long as its scope. */
export class SpectrumView {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #meter = new LevelMeter();
  readonly #clock = new PlayoutClock();
  readonly #ring: SpectrumRing;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #options: SpectrumOptions;
  #frame = 0;
  #visible = false;
  #stale = true;
  #drawn = 0;
  #pixelsPerRow = 1;

  constructor(scope: Scope, canvas: HTMLCanvasElement, options: SpectrumOptions) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('this browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#options = options;
    this.#ring = new SpectrumRing(COLUMNS, this.#table());
    const sizes = new ResizeObserver(() => this.#resize());
    const sight = new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1)?.isIntersecting ?? false;
      this.#wake();
    });
    sizes.observe(canvas);
    sight.observe(canvas);
    scope.listen(canvas, 'contextrestored', () => this.#redraw());
    scope.listen(this.#ring.surface, 'contextrestored', () => {
      this.#ring.recolour(this.#table());
      this.#redraw();
    });
    scope.add(() => {
      sizes.disconnect();
      sight.disconnect();
      cancelAnimationFrame(this.#frame);
    });
  }

  configure(options: SpectrumOptions): void {
    const { min, max, views, palette, floor, range } = this.#options;
    const sameSound = sameViews(views, options.views);
    const same = min === options.min && max === options.max;
    const sameColours = palette === options.palette && floor === options.floor && range === options.range;
    if (same && sameColours && sameSound) return;
    this.#options = options;
    if (!same) this.#meter.reset();
    if (!sameColours) this.#ring.recolour(this.#table());
    this.#redraw();
  }

  /** Another stream: what was seen is wiped. */
  clear(): void {
    this.#ring.clear();
    this.#meter.reset();
    this.#clock.reset();
    this.#redraw();
  }

  add(rows: WaterfallRows): void {
    if (rows.time <= this.#ring.newest) this.clear();
    const { min, max } = this.#options;
    const from = Math.max(0, Math.ceil(min / BIN_HZ) - rows.firstBin);
    const to = Math.min(rows.bins, Math.floor(max / BIN_HZ) + 1 - rows.firstBin);
    if (this.#meter.add(rows.levels, rows.rows, rows.bins, from, to)) this.#ring.recolour(this.#table());
    this.#ring.append(rows);
    this.#clock.know(this.#ring.newest);
    this.#wake();
  }

  #table(): Uint32Array {
    const { palette, floor, range } = this.#options;
    const measured = this.#meter.range;
    const bottom = floor === null ? measured.floor : 2 * (floor + 120);
    const top = range === null ? Math.max(measured.top, bottom + 20) : bottom + 2 * range;
    return colourTable(palette, { floor: bottom, top } satisfies LevelRange);
  }

  #resize(): void {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.#canvas;
    this.#canvas.width = Math.max(1, Math.round(clientWidth * ratio));
    this.#canvas.height = Math.max(1, Math.round(clientHeight * ratio));
    const wanted = Math.round(clientWidth < NARROW ? ratio / 2 : ratio);
    this.#pixelsPerRow = Math.max(1, wanted, Math.ceil(this.#canvas.width / COLUMNS));
    // Setting the size wiped the canvas: paint again before this frame is shown.
    this.#paint(performance.now());
  }

  #redraw(): void {
    this.#stale = true;
    this.#wake();
  }

  #wake(): void {
    if (this.#frame !== 0 || !this.#visible || !(this.#stale || this.#clock.moving)) return;
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  #tick(now: number): void {
    this.#frame = 0;
    if (this.#stale || now - this.#drawn >= frameInterval(this.#calm.matches)) this.#paint(now);
    if (this.#clock.moving) this.#wake();
    else this.#clock.rest();
  }

  #paint(now: number): void {
    this.#stale = false;
    this.#drawn = now;
    const time = this.#clock.advance(now, !this.#calm.matches);
    this.#context.imageSmoothingEnabled = true;
    this.#ring.draw(this.#context, time, this.#pixelsPerRow, this.#options.views);
  }
}
