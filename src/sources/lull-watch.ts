import type { Scope } from '../scope.js';

/**
 * Seconds without samples after which those that came are read to their end, and so are longer blocks after twice their length. Of
 * many blocks, or of those that come as they are sent, a network may hold some back for a while.
 */
const QUIET = { many: 8, few: 4 } as const;
/** Seconds that are waited at most while it is not known whether long blocks come one after the other, or once. */
const UNSURE = 12;
/** Seconds more in which what came while the page was busy is given. */
const GRACE = 0.25;
/** Blocks of which the longest is the usual one. */
const RECENT = 8;

/** Notices that a source which tells no end does not go on. */
export class LullWatch {
  readonly #lull: () => void;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Lengths of the newest blocks, seconds, and when the last one came. */
  #lengths: number[] = [];
  #last = 0;
  /** Blocks come as they are sent, not all at once. */
  #steady = false;

  /**
   * @param lull called once for each time that nothing comes
   * @param now milliseconds of a steady clock
   */
  constructor(scope: Scope, lull: () => void, now = () => performance.now()) {
    this.#lull = lull;
    this.#now = now;
    scope.add(() => clearTimeout(this.#timer));
  }

  /** A block has come. @param seconds its length */
  came(seconds: number): void {
    clearTimeout(this.#timer);
    const waited = (this.#now() - this.#last) / 1000;
    const before = this.#lengths.at(-1);
    if (before !== undefined && waited > before / 2 && waited < 2 * before) this.#steady = true;
    this.#last = this.#now();
    this.#lengths = [...this.#lengths, seconds].slice(-RECENT);
  }

  /** The next block may come. */
  wait(): void {
    if (this.#lengths.length === 0) return;
    const usual = 2 * Math.max(...this.#lengths);
    const quiet = this.#steady || this.#lengths.length === RECENT ? QUIET.many : QUIET.few;
    const seconds = Math.max(quiet, this.#steady ? usual : Math.min(usual, UNSURE));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(this.#lull, 1000 * GRACE);
    }, 1000 * seconds);
  }
}
