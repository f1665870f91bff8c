import type { DecoderSnapshot, Range } from '../../page/snapshot.js';
import { rangeAround } from '../../page/zoom.js';
import type { Scope } from '../../scope.js';
import { type FrequencyScale, toHertz } from './scale.js';

/** What the gestures need to know of the waterfall that they are made on. */
export interface ZoomPlace {
  readonly plot: HTMLElement;
  readonly snapshot: () => DecoderSnapshot;
  readonly scale: () => FrequencyScale;
  readonly zoomTo: (range: Range | null) => void;
}

/** Parts by which a pixel of the wheel zooms: a notch of 100 pixels by 1.3. A pinch on a touchpad has fewer pixels, and Ctrl. */
const WHEEL = 0.0025;
const PINCH = 6;
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
 * Wheel, drag, pinch and double click on a wide band: the wheel zooms where the pointer is, with Shift it pans; a drag pans;
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
    // A pointer that is down may leave the plot.
    scope.listen<PointerEvent>(window, 'pointermove', (event) => this.#onMove(event));
    for (const end of ['pointerup', 'pointercancel'])
      scope.listen<PointerEvent>(window, end, ({ pointerId }) => {
        if (this.#pointers.delete(pointerId)) this.#take();
      });
    scope.listen<MouseEvent>(plot, 'dblclick', (event) => {
      const y = this.#yOf(event);
      this.#show(this.#hertzAt(y), y, place.snapshot().zoom ? Number.POSITIVE_INFINITY : this.#width / CLOSER);
    });
  }

  /** The click that is coming ends a drag. */
  get dragged(): boolean {
    return this.#dragged;
  }

  #onWheel(event: WheelEvent): void {
    const { deltaX, deltaY, shiftKey, ctrlKey } = event;
    const y = this.#yOf(event);
    const hertz = this.#hertzAt(y);
    const width = this.#width;
    const pans = shiftKey || Math.abs(deltaX) > Math.abs(deltaY);
    const changed = pans
      ? this.#show(hertz, y - (deltaX || deltaY), width)
      : this.#show(hertz, y, width * Math.exp(WHEEL * (ctrlKey ? PINCH : 1) * deltaY));
    // Where there is nothing to zoom, or all of it is seen already, the page scrolls.
    if (changed || this.#place.snapshot().zoom) event.preventDefault();
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
    if (!this.#dragged && Math.hypot(y - grip.y, spread - grip.spread) < DRAG) return;
    const width = (grip.width * Math.max(DRAG, grip.spread)) / Math.max(DRAG, spread);
    if (this.#show(grip.hertz, y, width)) this.#dragged = true;
  }

  /** So many Hz, with `hertz` at the height `y`, as nearly as the band allows. False: that is what is seen. */
  #show(hertz: number, y: number, width: number): boolean {
    const { snapshot, scale, zoomTo } = this.#place;
    const { height, sideband } = scale();
    const { band, zoom } = snapshot();
    const range = rangeAround(band, hertz, sideband === 'lsb' ? y / height : 1 - y / height, width);
    if (range?.min === zoom?.min && range?.max === zoom?.max) return false;
    zoomTo(range);
    return true;
  }

  /** Begins anew with the pointers that are down. */
  #take(): void {
    const hold = this.#hold();
    this.#grip = this.#pointers.size > 0 ? { ...hold, hertz: this.#hertzAt(hold.y), width: this.#width } : null;
  }

  #hold(): Hold {
    const [first, second = first] = [...this.#pointers.values()];
    if (!first || !second) return { y: 0, spread: 0 };
    const spread = Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY);
    return { y: (this.#yOf(first) + this.#yOf(second)) / 2, spread };
  }

  get #width(): number {
    const { min, max } = this.#place.scale();
    return max - min;
  }

  #yOf({ clientY }: MouseEvent): number {
    return clientY - this.#place.plot.getBoundingClientRect().top;
  }

  #hertzAt(y: number): number {
    return toHertz(this.#place.scale(), y);
  }
}
