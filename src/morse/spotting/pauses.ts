import type { Word } from './word.js';

/** Times the usual pause between words from which on a pause begins another over. */
const USUAL_OVER = 2.5;
/** Seconds. */
const SHORTEST_OVER = 0.8;
/** Another hand: its speed is another one by this factor. */
const OTHER_HAND = 1.3;
/** One hand's pauses are not that much longer than its others. */
const LONG_PAUSE = 1.7;

/** Which pauses between words are more than that. */
export class Pauses {
  readonly #words: readonly Word[];
  /** Seconds, and dits. */
  readonly #usual: number;
  readonly #usualUnits: number;

  constructor(words: readonly Word[]) {
    this.#words = words;
    const gaps = words.slice(1).map(({ start }, i) => start - (words[i]?.end ?? start));
    this.#usual = median(gaps);
    this.#usualUnits = median(gaps.map((gap, i) => gap / Math.max(words[i]?.unit ?? 1, words[i + 1]?.unit ?? 1)));
  }

  /** Word `i` begins an over, or there is none. */
  over(i: number): boolean {
    const [before, word] = [this.#words[i - 1], this.#words[i]];
    if (!before || !word) return true;
    const usual = Math.max(USUAL_OVER * Math.min(this.#usual, 10 * word.unit), 18 * Math.max(before.unit, word.unit));
    return word.start - before.end > Math.max(SHORTEST_OVER, usual);
  }

  /** Word `i` is perhaps by another hand than the one before. */
  hand(i: number): boolean {
    const [before, word] = [this.#words[i - 1], this.#words[i]];
    if (!before || !word || this.over(i)) return true;
    const ratio = word.unit / before.unit;
    const long = Math.min(word.text.length, before.text.length) >= 3;
    const gap = word.start - before.end;
    const most = Math.min(11, Math.max(7, LONG_PAUSE * this.#usualUnits)) * Math.max(before.unit, word.unit);
    return (long && (ratio > OTHER_HAND || ratio < 1 / OTHER_HAND)) || gap > most;
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
