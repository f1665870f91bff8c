/**
 * What a picture shows. `motion`: what moves with the sound, and the text that the user reads. `list`: texts and figures of all
 * signals, of which several change at any time.
 */
export type PictureKind = 'motion' | 'list';

type Draw = (now: number) => void;

/**
 * Draws of one kind, and milliseconds between two pictures of it, at least. By the time at which it is drawn: a frame that was asked
 * for between two refreshes of the screen has the time of the one before.
 */
class Turn {
  readonly waiting = new Set<Draw>();
  readonly #interval: number;
  #last = Number.NEGATIVE_INFINITY;

  constructor(interval: number) {
    this.#interval = interval;
  }

  /** Milliseconds until it is due; infinite while nothing waits. */
  wait(): number {
    return this.waiting.size > 0 ? this.#last + this.#interval - performance.now() : Number.POSITIVE_INFINITY;
  }

  /** @param frame time of the frame */
  show(frame: number): void {
    this.#last = performance.now();
    const draws = [...this.waiting];
    this.waiting.clear();
    for (const draw of draws) draw(frame);
  }
}

/**
 * With the usual 60 frames a second 15 pictures: rows of the waterfall come as often. And five of the lists: a station sends two
 * or three characters in that time. Each costs a browser without graphics hardware as much as decoding some channels.
 */
const TURNS: Readonly<Record<PictureKind, Turn>> = { motion: new Turn(63), list: new Turn(190) };
let timer: ReturnType<typeof setTimeout> | undefined;
let frame = 0;

/**
 * Calls `draw` once, in the page's next picture of that kind: everything that shows what decoders say is drawn in the same
 * frames, so that the browser lays out, paints and composes once for all of it. While the page is hidden there are none.
 */
export function inNextPicture(kind: PictureKind, draw: Draw): void {
  TURNS[kind].waiting.add(draw);
  plan();
}

/** Does not call it any more. */
export function notInPicture(kind: PictureKind, draw: Draw): void {
  TURNS[kind].waiting.delete(draw);
}

/** Lists wait for a picture that comes anyway. */
function plan(): void {
  if (frame !== 0) return;
  clearTimeout(timer);
  const { motion, list } = TURNS;
  const wait = (motion.waiting.size > 0 ? motion : list).wait();
  if (wait <= 0) frame = requestAnimationFrame(show);
  else if (Number.isFinite(wait)) timer = setTimeout(plan, wait);
}

function show(now: number): void {
  frame = 0;
  for (const turn of [TURNS.list, TURNS.motion]) if (turn.wait() <= 0) turn.show(now);
  plan();
}
