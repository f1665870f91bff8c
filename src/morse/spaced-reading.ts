import { FRAME_RATE, frameTime } from '../dsp/frame.js';
import type { DecodedToken } from './ctc.js';
import { LetterSpacing } from './letter-spacing.js';
import { units } from './locate-code.js';

/** Probability from which on a gap parts words. */
const LIKELY = 0.5;
/** What a space is worth that nothing follows yet. */
const SURE = 0.9;
/** Gaps behind one that tell with it how letters are spaced there: by the last of them, or by half of them. */
const TELLING = 3;

/**
 * Spaces a reading that knows what comes next by the sender's own gaps, where letters are spaced as learners are sent them. Any
 * other reading stays as it is.
 */
export class SpacedReading {
  #spacing = new LetterSpacing();
  /** Stream time of the end of the last code that was given, seconds. */
  #end = Number.NEGATIVE_INFINITY;
  #spaced = true;

  /**
   * @param tokens what has been read next, in order
   * @param coming what is known of what follows
   * @param until stream time up to which something would have been known, seconds
   */
  judge(tokens: readonly DecodedToken[], coming: readonly DecodedToken[], until: number): readonly DecodedToken[] {
    const codes = tokens.filter(({ space }) => !space);
    const last = codes.at(-1)?.end ?? this.#end;
    const next = coming.filter((token) => !token.space && (token.start + token.end) / 2 > last);
    const known = this.#hear([...codes, ...next]);
    /** How letters are spaced around the gap before a code; undefined: as most senders space them. */
    const around = (index: number) => {
      const telling = known.slice(index, index + TELLING + 1);
      const spaced = telling.filter((one) => one.spaced);
      return telling.at(-1)?.spaced || 2 * spaced.length >= telling.length ? spaced[0] : undefined;
    };
    this.#spacing = known[codes.length - 1] ?? this.#spacing;
    const given: DecodedToken[] = [];
    let read = 0;
    for (const token of tokens) {
      const spacing = around(read);
      if (token.space) {
        if (spacing || (next.length === 0 && read === codes.length && this.#spacing.spaced)) continue;
        if (!this.#spaced) given.push(token);
        this.#spaced = true;
        continue;
      }
      if (spacing) this.#part(given, spacing.word(token.start - this.#end), token.start);
      given.push(token);
      this.#end = token.end;
      this.#spaced = false;
      read++;
    }
    const [first] = next;
    const behind = around(read);
    if (first && behind) this.#part(given, behind.word(first.start - this.#end), first.start);
    else if (!first && this.#spacing.spaced && until - this.#end > this.#spacing.wait) this.#part(given, SURE, until);
    return given;
  }

  reset(): void {
    this.#spacing = new LetterSpacing();
    this.#end = Number.NEGATIVE_INFINITY;
    this.#spaced = true;
  }

  /** Gives a word space up to `end` (s), where none has been given and it is likely. */
  #part(given: DecodedToken[], word: number, end: number): void {
    if (this.#spaced || word < LIKELY) return;
    this.#spaced = true;
    const frame = Math.round((end - frameTime(0)) * FRAME_RATE);
    given.push({ code: '', space: true, frame, start: this.#end, end, confidence: word });
  }

  /** What is known of the sender after each of these codes. */
  #hear(codes: readonly DecodedToken[]): readonly LetterSpacing[] {
    let spacing = this.#spacing;
    let last = this.#end;
    return codes.map((code) => {
      if (last > Number.NEGATIVE_INFINITY) {
        spacing = spacing.copy();
        spacing.push(code.start - last, (code.end - code.start) / units(code.code));
      }
      last = code.end;
      return spacing;
    });
  }
}
