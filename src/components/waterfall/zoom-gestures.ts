import type { DecoderSnapshot } from '../../page/snapshot.js';
import { canZoom, type Range, rangeAround, shownOf, zoomedAt } from '../../page/zoom.js';
import type { Scope } from '../../scope.js';
import { type FrequencyScale, toHertz } from './scale.js';

/** What the gestures need to know of the waterfall that they are made on. */
export interface ZoomPlace {
  readonly plot: HTMLElement;
  readonly snapshot: () => DecoderSnapshot;
  readonly scale: () => FrequencyScale;
  readonly zoomTo: (range: Range | null) => void;
}

/** Parts by which a pixel of the wheel zooms: a notch of 100 pixels by 1.4. */
const WHEEL = 0.0035;
/** Pixels of a line and of a page, where the wheel counts these (WheelEvent.deltaMode). */
const WHEEL_UNITS = [1, 16, 100];
/** CSS pixels from which on a pressed pointer drags, and does not click. */
const DRAG = 5;
/** Parts of its width to which a double click zooms a whole band. */
const CLOSER = 8;

/** Pointers that are down, as one: their middle from the top of the plot and how far apart they are, CSS pixels. */
interface Hold {
  readonly y: number;
  readonly spread: number;
}

/**
 * Wheel, drag, pinch and double click on a wide band: the wheel zooms where the pointer is, with Shift it moves; a drag moves;
 * two fingers do both; a double click looks closer, and returns to the whole band. What they cannot do is left to the page.
 */
export class ZoomGestures {
  readonly #place: ZoomPlace;
  readonly #pointers = new Map<number, PointerEvent>();
  /** How it was when the number of pointers changed last: Hz under their middle, and Hz that were seen. */
  #grip: (Hold & { readonly hertz: number; readonly width: number }) | null = null;
  #dragged = false;

  constructor(scope: Scope, place: ZoomPlace) {
    this.#place = place;
    const { plot } = place;
    scope.listen<WheelEvent>(plot, 'wheel', (event) => this.#onWheel(event), { passive: false });
    scope.listen<PointerEvent>(plot, 'pointerdown', (event) => this.#onDown(event));
    scope.listen<PointerEvent>(plot, 'pointermove', (event) => this.#onMove(event));
    for (const end of ['pointerup', 'pointercancel'])
      scope.listen<PointerEvent>(plot, end, ({ pointerId }) => {
        if (this.#pointers.delete(pointerId)) this.#take();
      });
    scope.listen<MouseEvent>(plot, 'dblclick', (event) => this.#onDouble(event));
  }

  /** The click that is coming ends a drag. */
  get dragged(): boolean {
    return this.#dragged;
  }

  #onWheel(event: WheelEvent): void {
    const { snapshot, zoomTo } = this.#place;
    if (!canZoom(snapshot())) return;
    const unit = WHEEL_UNITS[event.deltaMode] ?? 1;
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const hertz = this.#hertzAt(this.#yOf(event));
    const shown = shownOf(snapshot());
    const range = sideways
      ? this.#moved(unit * (event.deltaX || event.deltaY))
      : zoomedAt(snapshot(), hertz, Math.exp(-WHEEL * unit * event.deltaY));
    // At the ends of what there is the page scrolls.
    const next = range ?? snapshot().band;
    if (next.min === shown.min && next.max === shown.max) return;
    event.preventDefault();
    zoomTo(range);
  }

  #onDown(event: PointerEvent): void {
    if (event.button > 0) return;
    if (this.#pointers.size === 0) this.#dragged = false;
    this.#pointers.set(event.pointerId, event);
    this.#take();
  }

  #onMove(event: PointerEvent): void {
    const grip = this.#grip;
    if (!grip || !this.#pointers.has(event.pointerId)) return;
    this.#pointers.set(event.pointerId, event);
    const { y, spread } = this.#hold();
    if (!this.#dragged && Math.abs(y - grip.y) < DRAG && Math.abs(spread - grip.spread) < DRAG) return;
    const { plot, scale, snapshot, zoomTo } = this.#place;
    const { band, zoom } = snapshot();
    const together = this.#pointers.size === 1;
    if (!canZoom({ band }) || (together && !zoom)) return;
    if (!this.#dragged) plot.setPointerCapture(event.pointerId);
    this.#dragged = true;
    const { height, sideband } = scale();
    const place = sideband === 'lsb' ? y / height : 1 - y / height;
    const width = together ? grip.width : (grip.width * Math.max(DRAG, grip.spread)) / Math.max(DRAG, spread);
    zoomTo(rangeAround(band, grip.hertz, place, width));
  }

  #onDouble(event: MouseEvent): void {
    const { snapshot, zoomTo } = this.#place;
    if (canZoom(snapshot())) {
      zoomTo(snapshot().zoom ? null : zoomedAt(snapshot(), this.#hertzAt(this.#yOf(event)), CLOSER));
    }
  }

  /** What is seen, moved by so many pixels down. */
  #moved(pixels: number): Range | null {
    const { snapshot, scale } = this.#place;
    const { min, max } = shownOf(snapshot());
    const { height, sideband } = scale();
    const by = ((max - min) * pixels) / height;
    return rangeAround(snapshot().band, sideband === 'lsb' ? min + by : min - by, 0, max - min);
  }

  /** Begins anew with the pointers that are down. */
  #take(): void {
    if (this.#pointers.size === 0) {
      this.#grip = null;
      return;
    }
    const hold = this.#hold();
    const { min, max } = shownOf(this.#place.snapshot());
    this.#grip = { ...hold, hertz: this.#hertzAt(hold.y), width: max - min };
  }

  #hold(): Hold {
    const [first, second = first] = [...this.#pointers.values()];
    if (!first || !second) return { y: 0, spread: 0 };
    const spread = Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY);
    return { y: (this.#yOf(first) + this.#yOf(second)) / 2, spread };
  }

  #yOf({ clientY }: MouseEvent): number {
    return clientY - this.#place.plot.getBoundingClientRect().top;
  }

  #hertzAt(y: number): number {
    return toHertz(this.#place.scale(), y);
  }
}
