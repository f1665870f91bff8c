import type { Scope } from '../scope.js';
import { inNextPicture, notInPicture } from './pictures.js';
import { PlayoutClock } from './playout-clock.js';

/** Milliseconds between pictures for those who want less motion. */
const CALM = 500;

export interface Painter {
  /** The canvas has another size, and is empty. @param ratio device pixels of a CSS pixel */
  fit(ratio: number): void;
  /** Paints what was heard up to a stream time, seconds; −∞ before anything was heard. */
  paint(time: number): void;
}

/** A canvas that moves with the sound: painted in the page's pictures, while it is seen and there is something new. */
export class MovingPicture {
  readonly clock = new PlayoutClock();
  readonly #painter: Painter;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #draw = (now: number) => this.#tick(now);
  #visible = false;
  #stale = true;
  #drawn = 0;

  constructor(scope: Scope, canvas: HTMLCanvasElement, painter: Painter) {
    this.#painter = painter;
    const sizes = new ResizeObserver(() => {
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
      canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
      painter.fit(ratio);
      // Setting the size wiped the canvas: paint again before this frame is shown.
      this.#paint(performance.now());
    });
    const sight = new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1)?.isIntersecting ?? false;
      this.wake();
    });
    sizes.observe(canvas);
    sight.observe(canvas);
    scope.add(() => {
      sizes.disconnect();
      sight.disconnect();
      notInPicture('motion', this.#draw);
    });
  }

  /** There may be something new. @param stale what is shown is not right any more, whether or not the sound goes on */
  wake(stale = false): void {
    this.#stale ||= stale;
    if (this.#visible && (this.#stale || this.clock.moving)) inNextPicture('motion', this.#draw);
    else this.clock.rest();
  }

  #tick(now: number): void {
    if (this.#stale || !this.#calm.matches || now - this.#drawn >= CALM) this.#paint(now);
    this.wake();
  }

  #paint(now: number): void {
    this.#stale = false;
    this.#drawn = now;
    this.#painter.paint(this.clock.advance(now, !this.#calm.matches));
  }
}
