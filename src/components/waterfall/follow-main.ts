import { channelOf, type DecoderSnapshot } from '../../page/snapshot.js';
import { isIn, movedTo, type Range } from '../../page/zoom.js';

/** Hz by which the main channel is moved by somebody, and does not drift. */
const JUMP = 5;

/** Keeps the main channel in the part of a wide band that is shown when it is tuned; what only drifts may be looked away from. */
export class FollowMain {
  #hertz: number | null = null;

  /** What is to be shown instead; null: what is shown already. */
  moved(snapshot: DecoderSnapshot): Range | null {
    const before = this.#hertz;
    const hertz = channelOf(snapshot, null)?.info.frequency ?? null;
    this.#hertz = hertz;
    if (hertz === null || before === null || Math.abs(hertz - before) < JUMP) return null;
    return snapshot.zoom && isIn(snapshot.band, hertz) ? movedTo(snapshot, hertz) : null;
  }
}
