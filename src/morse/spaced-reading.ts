import { FRAME_RATE, frameTime } from '../dsp/frame.js';
import type { DecodedToken } from './ctc.js';
import { LetterSpacing } from './letter-spacing.js';
import { units } from './locate-code.js';

/** Probability from which on a gap parts words. */
const LIKELY = 0.5;
/** What a space is worth that nothing follows yet. */
const SURE = 0.9;

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
    this.#spacing = heard(this.#spacing, codes, this.#end);
    const end = codes.at(-1)?.end ?? this.#end;
    const next = coming.filter((token) => !token.space && (token.start + token.end) / 2 > end);
    const spacing = heard(this.#spacing, next, end);
    return spacing.spaced ? this.#space([...codes, ...next], codes.length, spacing, until) : this.#pass(tokens);
  }

  reset(): void {
    this.#spacing = new LetterSpacing();
    this.#end = Number.NEGATIVE_INFINITY;
    this.#spaced = true;
  }

  #pass(tokens: readonly DecodedToken[]): readonly DecodedToken[] {
    const passed = this.#spaced && tokens[0]?.space ? tokens.slice(1) : tokens;
    const last = passed.at(-1);
    if (last) this.#spaced = last.space;
    this.#end = passed.findLast(({ space }) => !space)?.end ?? this.#end;
    return passed;
  }

  /** The first `count` of these codes, and the spaces between and behind them. */
  #space(codes: readonly DecodedToken[], count: number, spacing: LetterSpacing, until: number): DecodedToken[] {
    const given: DecodedToken[] = [];
    const part = (word: number, end: number) => {
      if (this.#spaced || word < LIKELY) return;
      this.#spaced = true;
      const frame = Math.round((end - frameTime(0)) * FRAME_RATE);
      given.push({ code: '', space: true, frame, start: this.#end, end, confidence: word });
    };
    for (const code of codes.slice(0, count)) {
      part(spacing.word(code.start - this.#end), code.start);
      given.push(code);
      this.#end = code.end;
      this.#spaced = false;
    }
    const next = codes[count];
    if (next) part(spacing.word(next.start - this.#end), next.start);
    else if (until - this.#end > spacing.wait) part(SURE, until);
    return given;
  }
}

/** What is known of a sender who has sent these codes too. */
function heard(before: LetterSpacing, codes: readonly DecodedToken[], end: number): LetterSpacing {
  const spacing = before.copy();
  let last = end;
  for (const code of codes) {
    if (last > Number.NEGATIVE_INFINITY) spacing.push(code.start - last, (code.end - code.start) / units(code.code));
    last = code.end;
  }
  return spacing;
}
