import { BIN_HZ, FRAME_RATE, frameTime } from '../dsp/frame.js';

/** Hz up to which a neighbour's signal is also what is meant here: where the channel follows its own, and where it was put by hand. */
const ONE = { following: 20, fixed: 25 } as const;
/** dB by which marks are stronger on a neighbour's frequency than here when they are his, so many Hz away: those of dits are broad. */
const NEAR = { hertz: 26, decibels: 8 } as const;
const FAR = { hertz: 40, decibels: 15 } as const;
/** Times the power here that there is on a neighbour's frequency while he sends alone, if not more. */
const STRONGER = 4;
/** Frames of marks over which powers are averaged. */
const MEMORY = 12;
/** Frames of a pause after which somebody else may begin: 0.2 s. */
const PAUSE = 0.2 * FRAME_RATE;
/** Stretches that are kept: as many as one history can have. */
const MOST = 64;
/** Seconds by which the times of a code may be off. */
const EDGE = 0.05;
/** Probability of a key that is surely down. */
const DOWN = 0.5;

interface Place {
  readonly frequency: number;
  readonly following: boolean;
}

/** Stretches of time, each of a mark and those that follow it at once. */
class Stretches {
  readonly #all: { readonly from: number; to: number }[] = [];
  #open = false;

  add(time: number): void {
    const newest = this.#all.at(-1);
    if (this.#open && newest) newest.to = time;
    else this.#all.push({ from: time, to: time });
    this.#open = true;
    if (this.#all.length > MOST) this.#all.shift();
  }

  end(): void {
    this.#open = false;
  }

  /** End of the newest one, s. */
  get newest(): number {
    return this.#all.at(-1)?.to ?? Number.NEGATIVE_INFINITY;
  }

  has(start: number, end: number): boolean {
    const middle = (start + end) / 2;
    return this.#all.some(({ from, to }) => middle > from - EDGE && middle < to + EDGE);
  }
}

/**
 * When what a channel heard was sent by a neighbour who has a channel of his own: both hear him when he is 25 to 45 Hz away. Whoever
 * has none is part of what is sent here, as one who answers beside the frequency is.
 */
export class OtherSenders {
  readonly #theirs = new Stretches();
  readonly #elsewhere = new Stretches();
  /** Hz from here to the neighbours, and the mean powers of the marks there, and here. */
  #neighbours: readonly number[] = [];
  #powers: number[] = [];
  #own = 0;
  #marks = 0;
  #pause = 0;
  #beside = false;

  /** The newest mark is much stronger on a neighbour's frequency: it tells nothing of the station's own. */
  get beside(): boolean {
    return this.#beside;
  }

  /** Hz from here to the channels nearby. */
  set neighbours(hertz: readonly number[]) {
    if (hertz.length !== this.#neighbours.length) this.#forget();
    this.#neighbours = hertz;
  }

  /**
   * Takes the log powers of a frame, from bin `first` on, and the probability that the key is down in it.
   *
   * @param at the channel: Hz, and whether it follows its signal
   * @returns whether the mark in it is a neighbour's
   */
  push(strip: Float32Array, first: number, keyDown: number, at: Place, frame: number): boolean {
    const { frequency } = at;
    const one = at.following ? ONE.following : ONE.fixed;
    if (!(keyDown > DOWN)) {
      if (++this.#pause === PAUSE) this.#forget();
      return false;
    }
    this.#pause = 0;
    this.#marks = Math.min(MEMORY, this.#marks + 1);
    this.#own += (powerAt(strip, first, frequency) - this.#own) / this.#marks;
    this.#beside = false;
    let theirs = false;
    this.#neighbours.forEach((hertz, i) => {
      const before = this.#powers[i] ?? 0;
      const power = before + (powerAt(strip, first, frequency + hertz) - before) / this.#marks;
      this.#powers[i] = power;
      if (Math.abs(hertz) < one) return;
      this.#beside ||= power > this.#own * STRONGER;
      theirs ||= power > this.#own * contrast(Math.abs(hertz));
    });
    if (theirs) this.#theirs.add(frameTime(frame));
    else this.#theirs.end();
    return theirs;
  }

  /** The mark in `frame` was beside the frequency of the station, or was its own. */
  heard(frame: number, elsewhere: boolean): void {
    if (elsewhere) this.#elsewhere.add(frameTime(frame));
    else this.#elsewhere.end();
  }

  /** Whether a code with these times (s) was a neighbour's. */
  sent(start: number, end: number): boolean {
    return this.#theirs.has(start, end);
  }

  /** Whether it was heard beside the station's frequency: it may be a neighbour's who has no channel yet. */
  sentBeside(start: number, end: number): boolean {
    return this.#elsewhere.has(start, end);
  }

  /** Stream time of the newest mark beside the station's frequency, s. */
  get newestBeside(): number {
    return this.#elsewhere.newest;
  }

  /** Nobody has been heard yet. */
  #forget(): void {
    this.#own = 0;
    this.#powers = [];
    this.#marks = 0;
  }
}

/** Times its power here that a neighbour's mark has on his frequency, so many Hz away. */
function contrast(hertz: number): number {
  const part = Math.min(1, Math.max(0, (hertz - NEAR.hertz) / (FAR.hertz - NEAR.hertz)));
  return 10 ** ((NEAR.decibels + part * (FAR.decibels - NEAR.decibels)) / 10);
}

/** Higher power of the two bins about a frequency; none beyond what is given. */
function powerAt(strip: Float32Array, first: number, frequency: number): number {
  const place = Math.floor(frequency / BIN_HZ) - first;
  return Math.exp(Math.max(strip[place] ?? Number.NEGATIVE_INFINITY, strip[place + 1] ?? Number.NEGATIVE_INFINITY));
}
