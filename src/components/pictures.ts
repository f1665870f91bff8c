/**
 * Milliseconds from one picture to the next, at least; with the usual 60 frames a second these are 15 pictures: rows of the
 * waterfall come as often. Each costs a browser without graphics hardware as much as decoding four channels for that time.
 */
const INTERVAL = 55;

type Draw = (now: number) => void;

const waiting = new Set<Draw>();
let last = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;
let frame = 0;

/**
 * Calls `draw` once, in the page's next picture: everything that shows what decoders say is drawn in the same frames, so that
 * the browser lays out, paints and composes once for all of it. While the page is hidden there are none.
 *
 * @param soon somebody waits for it: the next frame is a picture
 */
export function inNextPicture(draw: Draw, soon = false): void {
  waiting.add(draw);
  if (frame !== 0) return;
  const wait = soon ? 0 : last + INTERVAL - performance.now();
  if (wait > 0) {
    timer ??= setTimeout(ask, wait);
    return;
  }
  clearTimeout(timer);
  ask();
}

/** Does not call it any more. */
export function notInPicture(draw: Draw): void {
  waiting.delete(draw);
}

function ask(): void {
  timer = undefined;
  frame = requestAnimationFrame(show);
}

function show(now: number): void {
  frame = 0;
  last = now;
  const draws = [...waiting];
  waiting.clear();
  for (const draw of draws) draw(now);
}
