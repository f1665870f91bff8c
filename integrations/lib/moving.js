/**
 * Moves things by a handle: with pointer, finger or pen, and with the arrow keys while the handle has the focus.
 *
 * @typedef {object} Movement
 * @property {() => void} [begin] of a drag
 * @property {(dx: number, dy: number) => void} drag CSS pixels since it began
 * @property {(dx: number, dy: number, resize: boolean) => void} step CSS pixels, by a key; with Shift the size is meant
 * @property {() => void} end of either
 */

/** CSS pixels that a key moves. */
const STEP = 24;
/** CSS pixels below which a pointer has clicked and not dragged. */
const CLICK = 4;

/** @type {Readonly<Record<string, readonly [number, number]>>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} area what the pointer takes hold of
 * @param {HTMLElement} handle what has the keys
 * @param {Movement} movement
 * @param {(target: EventTarget | null) => boolean} [grips] whether a press there takes hold
 */
export function moveBy(area, handle, { begin = () => {}, drag, step, end }, grips = () => true) {
  area.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !grips(event.target)) return;
    const { pointerId, clientX, clientY } = event;
    let dragging = false;
    area.setPointerCapture(pointerId);
    /** @param {PointerEvent} now */
    const move = (now) => {
      if (now.pointerId !== pointerId) return;
      const [dx, dy] = [now.clientX - clientX, now.clientY - clientY];
      if (!dragging && Math.hypot(dx, dy) < CLICK) return;
      if (!dragging) {
        dragging = true;
        begin();
      }
      drag(dx, dy);
    };
    /** @param {PointerEvent} now */
    const stop = (now) => {
      if (now.pointerId !== pointerId) return;
      for (const type of /** @type {const} */ (['pointerup', 'pointercancel'])) area.removeEventListener(type, stop);
      area.removeEventListener('pointermove', move);
      if (!dragging) return;
      // What ends a drag is no click.
      const swallow = (/** @type {Event} */ click) => click.stopPropagation();
      area.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => area.removeEventListener('click', swallow, { capture: true }));
      end();
    };
    area.addEventListener('pointermove', move);
    for (const type of /** @type {const} */ (['pointerup', 'pointercancel'])) area.addEventListener(type, stop);
  });
  handle.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    step(STEP * arrow[0], STEP * arrow[1], event.shiftKey);
    end();
  });
}
