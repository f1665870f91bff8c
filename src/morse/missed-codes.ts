import { INTERNATIONAL } from './alphabets/international.js';
import type { KeyMarks } from './key-marks.js';

/** Part of a mean that each further length makes up, and how many lengths of a kind must have been heard. */
const PACE = 0.1;
const KNOWN = 3;
/** Letter gap, in gaps between elements, under which a sender's letters stand so close that a model may pass over some. */
const CLOSE = 2.5;
/** Least gap between what was missed and the codes beside it, in the same unit: less is a mark of theirs. */
const APART = 1.25;
/** Least mean probability of the key in each mark. */
const CLEAR = 0.9;
/** Probability that the model gave some code meanwhile, from which on a lone mark is taken for one. */
const HINT = 0.05;
/** ln: how far a mark may be from the sender's dit or dah, and how near to each other these may be. */
const OFF = 0.5;
const TELLING = 0.75;
/** Standard deviation of the logarithm of a gap. */
const SPREAD = 0.22;
/** Most marks that are read: some three letters. */
const MOST_MARKS = 16;
const LONGEST_CODE = 6;

/** A code that was found on marks; times in seconds. */
export interface FoundCode {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** Mean of the logarithm of a length, newer ones counting more. */
class Length {
  #ln = 0;
  #count = 0;

  push(seconds: number): void {
    if (!(seconds > 0)) return;
    this.#count++;
    this.#ln += (Math.log(seconds) - this.#ln) * Math.max(PACE, 1 / this.#count);
  }

  get ln(): number {
    return this.#count < KNOWN ? Number.NaN : this.#ln;
  }

  copy(): Length {
    const copy = new Length();
    copy.#ln = this.#ln;
    copy.#count = this.#count;
    return copy;
  }
}

/**
 * Reads what a model has passed over. Where a sender's letters stand so close that two of them run together to something that
 * is no code, CTC gives a blank, and a letter is gone between two that are quite sure. The marks are in the keying trace all the
 * same: they are divided into codes by the lengths that this sender's marks and gaps have had in what was read.
 */
export class MissedCodes {
  #dit = new Length();
  #dah = new Length();
  /** Between the marks of a code, and between the codes of a word. */
  #inner = new Length();
  #outer = new Length();

  /**
   * Takes a code that was read.
   * @param gap to the code before it in its word, seconds; null: it is the first one
   */
  learn({ code, start, end }: FoundCode, marks: KeyMarks, gap: number | null): void {
    const [first, last] = between(marks, start, end);
    if (gap !== null) this.#outer.push(gap);
    if (last - first !== code.length) return;
    for (let i = 0; i < code.length; i++) {
      (code[i] === '-' ? this.#dah : this.#dit).push(marks.end(first + i) - marks.start(first + i));
      if (i > 0) this.#inner.push(gapBefore(marks, first + i));
    }
  }

  /**
   * Codes on the marks between two that were read.
   * @param after end of the one, seconds
   * @param before start of the other
   * @param hint largest probability that the model gave any code between them, 0…1
   */
  find(marks: KeyMarks, after: number, before: number, hint: number): readonly FoundCode[] {
    if (!this.#close) return [];
    const [first, last] = between(marks, after, before);
    const count = last - first;
    if (count < 1 || count > MOST_MARKS || (count === 1 && hint < HINT)) return [];
    const least = APART * Math.exp(this.#inner.ln);
    if (marks.start(first) - after < least || before - marks.end(last - 1) < least) return [];
    const elements = this.#elements(marks, first, last);
    return elements ? this.#divide(elements, marks, first) : [];
  }

  reset(): void {
    this.#dit = new Length();
    this.#dah = new Length();
    this.#inner = new Length();
    this.#outer = new Length();
  }

  copy(): MissedCodes {
    const copy = new MissedCodes();
    copy.#dit = this.#dit.copy();
    copy.#dah = this.#dah.copy();
    copy.#inner = this.#inner.copy();
    copy.#outer = this.#outer.copy();
    return copy;
  }

  get #close(): boolean {
    return this.#outer.ln - this.#inner.ln < Math.log(CLOSE) && this.#dah.ln - this.#dit.ln > TELLING;
  }

  /** Marks as dits and dahs; null where one is neither, or not clear. */
  #elements(marks: KeyMarks, first: number, last: number): string | null {
    let elements = '';
    for (let i = first; i < last; i++) {
      const ln = Math.log(marks.end(i) - marks.start(i));
      const dit = Math.abs(ln - this.#dit.ln);
      const dah = Math.abs(ln - this.#dah.ln);
      if (Math.min(dit, dah) > OFF || marks.clear(i) < CLEAR) return null;
      elements += dit < dah ? '.' : '-';
    }
    return elements;
  }

  /** The likeliest codes, by dynamic programming over where they end. Some there always are: single marks are E and T. */
  #divide(elements: string, marks: KeyMarks, first: number): readonly FoundCode[] {
    const count = elements.length;
    const cost = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const begin = new Int32Array(count + 1);
    cost[0] = 0;
    for (let end = 1; end <= count; end++) {
      for (let start = Math.max(0, end - LONGEST_CODE); start < end; start++) {
        if (!USUAL.has(elements.slice(start, end))) continue;
        let sum = (cost[start] as number) + (start > 0 ? this.#parts(gapBefore(marks, first + start)) : 0);
        for (let i = start + 1; i < end; i++) sum += this.#joins(gapBefore(marks, first + i));
        if (sum >= (cost[end] as number)) continue;
        cost[end] = sum;
        begin[end] = start;
      }
    }
    const found: FoundCode[] = [];
    for (let end = count; end > 0; end = begin[end] as number) {
      const start = begin[end] as number;
      const code = elements.slice(start, end);
      found.unshift({ code, start: marks.start(first + start), end: marks.end(first + end - 1) });
    }
    return found;
  }

  /** Cost of a gap between two codes; a longer one, between words even, costs nothing. */
  #parts(gap: number): number {
    return Math.min(0, (Math.log(gap) - this.#outer.ln) / SPREAD) ** 2;
  }

  #joins(gap: number): number {
    return ((Math.log(gap) - this.#inner.ln) / SPREAD) ** 2;
  }
}

/** Indices of the first of the marks that lie between two times, and behind the last. */
const between = (marks: KeyMarks, after: number, before: number): [number, number] => {
  let last = marks.count - (marks.down ? 1 : 0);
  while (last > marks.oldest && marks.end(last - 1) > before) last--;
  let first = last;
  while (first > marks.oldest && marks.start(first - 1) >= after) first--;
  return [first, last];
};

const gapBefore = (marks: KeyMarks, index: number): number => marks.start(index) - marks.end(index - 1);

/** Codes that a missed one may be: letters, figures and the signs that are sent most. */
const USUAL: ReadonlySet<string> = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,?/='].flatMap((character) => INTERNATIONAL.encode(character)),
);
