import { LetterSpacing } from './letter-spacing.js';
import { SenderGaps } from './sender-gaps.js';

/** Suspicion of spaced letters from which on a word space may turn out to be none. */
const SUSPICIOUS = 0.02;
/** Seconds of pause that are no letter gap, at 4 words a minute and more. */
const NO_LETTER_GAP = 3;
/** Codes after which a word space is not judged again. */
const REMEMBERED = 5;
/** Probability from which on a gap parts words. */
const LIKELY = 0.5;

/** What a word space that has been given turns out to be. */
export interface SpaceVerdict {
  /** Its start, seconds of stream time. */
  readonly start: number;
  /** It is one; otherwise the gap between two letters. */
  readonly word: boolean;
}

interface Given {
  readonly start: number;
  /** Seconds; null while it lasts. */
  gap: number | null;
  /** It may still be withdrawn. */
  doubtful: boolean;
  /** Codes since. */
  codes: number;
}

/**
 * Which of a sender's pauses are word spaces. A model knows what is usual and says so some dits into a pause; where letters are
 * spaced, as learners are sent them, the sender's own gaps decide: a space is given when the pause is longer than one between
 * letters, and one that was given before the spacing was known is judged again.
 */
export class WordSpaces {
  readonly #live: boolean;
  #spacing = new LetterSpacing();
  #pauses = new SenderGaps();
  #given: Given[] = [];
  #verdicts: SpaceVerdict[] = [];

  /** @param live spaces are given as the pauses last; otherwise the model says what is one, and it is judged when the gaps behind it are known. */
  constructor(live: boolean) {
    this.#live = live;
  }

  /** A space that is given now may be withdrawn. */
  get doubtful(): boolean {
    return this.#live && this.#spacing.suspicion > SUSPICIOUS;
  }

  /** The model's word is not enough for a space after a pause that has lasted so long, seconds. */
  waits(pause: number): boolean {
    return this.#spacing.spaced && pause < this.#spacing.wait;
  }

  /** A pause that has lasted so long, seconds, is a space whatever the model says. */
  due(pause: number): boolean {
    return this.#spacing.spaced && pause >= this.#spacing.wait;
  }

  /** A space was given that starts at `start`, seconds. */
  gave(start: number): void {
    if (this.#live) this.#given.push({ start, gap: null, doubtful: this.doubtful, codes: 0 });
  }

  /** The pause has lasted so long, seconds, and no mark has come. */
  lasts(pause: number): void {
    const newest = this.#given.at(-1);
    if (newest?.gap === null && pause > NO_LETTER_GAP) this.#confirm(newest);
  }

  /**
   * Takes a code, the gap before it and its dit, seconds.
   * @param said the model has called the gap a word space
   * @returns how sure it is that a space parts it from the code before, 0…1, by the sender's gaps; null: the model knows.
   */
  code(gap: number, dit: number, said: boolean): number | null {
    const pause = this.#pauses.push(gap, dit);
    if (!this.#live) return pause ? 1 : null;
    const spacing = this.#spacing;
    spacing.push(gap, dit);
    const newest = this.#given.at(-1);
    if (newest?.gap === null) newest.gap = gap;
    this.#judge();
    if (spacing.spaced) return spacing.word(gap);
    return pause || said ? 1 : null;
  }

  /** What has been decided since the last call about spaces that were given. */
  takeVerdicts(): readonly SpaceVerdict[] {
    const verdicts = this.#verdicts;
    this.#verdicts = [];
    return verdicts;
  }

  reset(): void {
    this.#spacing.reset();
    this.#pauses.reset();
    for (const one of this.#given) this.#confirm(one);
    this.#given = [];
  }

  copy(): WordSpaces {
    const copy = new WordSpaces(this.#live);
    copy.#spacing = this.#spacing.copy();
    copy.#pauses = this.#pauses.copy();
    copy.#given = this.#given.map((one) => ({ ...one }));
    return copy;
  }

  #judge(): void {
    const { spaced } = this.#spacing;
    for (const one of this.#given) {
      one.codes++;
      const word = !spaced || this.#spacing.word(one.gap ?? 0) >= LIKELY;
      if (!word) this.#verdicts.push({ start: one.start, word });
      else if (spaced || !this.doubtful || one.codes > REMEMBERED) this.#confirm(one);
    }
    this.#given = spaced ? [] : this.#given.filter(({ codes }) => codes <= REMEMBERED);
  }

  #confirm(one: Given): void {
    if (one.doubtful) this.#verdicts.push({ start: one.start, word: true });
    one.doubtful = false;
  }
}
