import { FRAME_RATE } from '../dsp/frame.js';
import type { FrameRows } from '../dsp/frame-rows.js';

/** Nats under the level of its marks down to which a peak may be one: 9 dB. */
const DEPTH = 2;
/** Nats, 15 dB, by which it is weaker where it was, within so many frames after it, 0.5 s. */
const QUIET = 3.5;
const SOON = 60;
/** Bins around the centre in which a mark begins, and in which one may that is known to wander: 78 Hz. */
const NEAR = 2;
const FAR = 10;
/** Bins by which the peak is off the centre before that moves. */
const OFF = 2;
/** Bins by which it moves within a mark of a wandering signal. Two stations that are nearer may seem to be one that moves. */
const WANDERING = { alone: 4, beside: 5 } as const;
/** Frames of a mark, or of some that cannot be told apart, at most: 1.2 s. */
const LONGEST = 150;
/** Frames without that, 30 s, after which it does not wander any more. */
const CALM = 30 * FRAME_RATE;

/** Bins. */
export interface Swept {
  readonly low: number;
  readonly high: number;
}

/**
 * Where a wandering signal is in each frame: one whose frequency moves by tens of hertz within a mark, as those of satellites and
 * their receivers do that are corrected in steps. It is the peak that was there in the frame before, or a bin beside it; what another
 * station sends nearby is never reached that way. Once it has been seen to wander, a mark may begin farther off.
 */
export class Ridge {
  /** Log power of its marks; null: not known, nothing is followed. */
  level: number | null = null;
  /** Nobody else is known nearby. */
  alone = false;
  /** Bin of the peak in the frame before, and where its mark began; null: the key was up. */
  #peak: number | null = null;
  #began = 0;
  #length = 0;
  /** Frames since it moved within a mark. */
  #calm = Number.POSITIVE_INFINITY;

  #swept: Swept | null = null;
  #news = false;
  /** A mark that seems to have moved, and frames since its end. */
  #doubt: { readonly began: number; readonly peak: number; readonly frames: number } | null = null;

  /** It moves within its marks, and is followed there. */
  get wanders(): boolean {
    return this.level !== null && this.#calm < CALM;
  }

  /** Whether it has begun to wander since the last call. */
  takeNews(): boolean {
    const news = this.#news;
    this.#news = false;
    return news;
  }

  /** Bins through which its newest mark went that moved; null: none has. */
  get swept(): Swept | null {
    return this.wanders ? this.#swept : null;
  }

  /** The centre bin of the frame that follows the last one. @param centre as it was there */
  follow(rows: FrameRows, centre: number): number {
    this.#calm++;
    if (this.level === null) return centre;
    this.#judge(rows);
    const before = this.#peak;
    this.#peak = before === null ? this.#beginning(rows, centre) : this.#peakIn(rows, before, 1);
    if (this.#peak === null) {
      if (before !== null && !this.#isStrong(rows, before)) this.#endMark(before);
      return centre;
    }
    if (before === null) {
      this.#began = this.#peak;
      this.#length = 0;
    }
    // What never ends is a carrier, or many marks between which nothing is seen.
    if (++this.#length > LONGEST) this.#calm = Number.POSITIVE_INFINITY;
    return this.wanders && Math.abs(this.#peak - centre) >= OFF ? this.#peak : centre;
  }

  #endMark(peak: number): void {
    const moved = Math.abs(peak - this.#began);
    if (this.#length > LONGEST || moved < (this.alone ? WANDERING.alone : WANDERING.beside)) return;
    this.#doubt = { began: this.#began, peak, frames: 0 };
  }

  /** Where a mark has gone to nothing is left behind it: a steady line, onto which it had only seemed to move, would be. */
  #judge(rows: FrameRows): void {
    if (!this.#doubt) return;
    const { began, peak, frames } = this.#doubt;
    if (!this.#isStrong(rows, peak, 1, QUIET)) {
      this.#doubt = null;
      this.#news ||= !this.wanders;
      this.#calm = 0;
      this.#swept = { low: Math.min(began, peak), high: Math.max(began, peak) };
    } else this.#doubt = frames < SOON ? { began, peak, frames: frames + 1 } : null;
  }

  /** Follows the same signal in other frames. */
  resume(other: Ridge): void {
    this.level = other.level;
    this.alone = other.alone;
    this.#calm = other.#calm;
    this.#swept = other.#swept;
  }

  /** The frame that comes next does not follow the last one. */
  pass(): void {
    this.#peak = null;
    this.#doubt = null;
  }

  /** Another signal is meant. */
  reset(): void {
    this.pass();
    this.#calm = Number.POSITIVE_INFINITY;
    this.#swept = null;
  }

  #beginning(rows: FrameRows, centre: number): number | null {
    const near = this.#peakIn(rows, centre, NEAR);
    return near === null && this.wanders && this.alone ? this.#peakIn(rows, centre, FAR) : near;
  }

  /** A bin, or one beside it, has a mark's strength. */
  #isStrong({ long, first }: Pick<FrameRows, 'long' | 'first'>, bin: number, reach = 1, depth = DEPTH): boolean {
    const least = (this.level ?? 0) - depth;
    for (let b = bin - reach; b <= bin + reach; b++)
      if ((long[b - first] ?? Number.NEGATIVE_INFINITY) > least) return true;
    return false;
  }

  /** The highest bin about `bin` that is a peak of a mark's strength. */
  #peakIn({ long, first }: FrameRows, bin: number, reach: number): number | null {
    const at = (b: number) => long[b - first] ?? Number.NEGATIVE_INFINITY;
    let best = bin;
    for (let b = bin - reach; b <= bin + reach; b++) if (at(b) > at(best)) best = b;
    const isTop = at(best) >= at(best - 1) && at(best) >= at(best + 1);
    return isTop && this.#isStrong({ long, first }, best, 0) ? best : null;
  }
}
