import type { DecodedToken } from '../ctc.js';
import { units } from '../locate-code.js';

/** Mean and standard deviation of a length, in dits. */
export interface Length {
  readonly mean: number;
  readonly spread: number;
}

export type LengthName = 'dit' | 'dah' | 'gap' | 'letterGap' | 'wordGap';

/** How somebody sends: the lengths of marks and of the gaps within a letter, between letters and between words. */
export type Fist = Readonly<Record<LengthName, Length>>;

/** What is known of a sender before anything is heard. */
const ANYBODY: Fist = {
  dit: { mean: 1, spread: 0.14 },
  dah: { mean: 3, spread: 0.3 },
  gap: { mean: 1, spread: 0.17 },
  letterGap: { mean: 3, spread: 0.45 },
  wordGap: { mean: 7, spread: 1.2 },
};
/** Lengths that what is known beforehand weighs as much as. */
const WEIGHT = 3;
const FIRST_WEIGHT: Readonly<Record<'letterGap' | 'wordGap', number>> = { letterGap: 3, wordGap: 2 };
/** Dits under which no spread is believed; the edges of a mark are known no better. */
const LEAST_SPREAD = 0.03;
const LEAST_DAH_SPREAD = 0.12;
/** Gaps above which nothing is said about the fist, in dits. */
const LONG_LETTER_GAP = 20;
const LONG_WORD_GAP = 40;
/** Times a word gap above which a gap is a pause, which says nothing about the fist either. */
const PAUSE = 2;

/** Where a mark is, seconds. */
export interface MarkSpan {
  readonly start: number;
  readonly end: number;
}

/** A code, where its marks are, and whether a word space stands before it. */
export interface TimedCode {
  readonly code: string;
  readonly marks: readonly MarkSpan[];
  readonly spaced: boolean;
}

export const startOf = ({ marks }: TimedCode): number => marks[0]?.start ?? Number.NaN;
export const endOf = ({ marks }: TimedCode): number => marks.at(-1)?.end ?? Number.NaN;

/** The marks of a code that is known by its ends: dits and gaps of equal length. */
export function timed({ code, start, end }: Pick<DecodedToken, 'code' | 'start' | 'end'>, spaced: boolean): TimedCode {
  const dit = (end - start) / units(code);
  let time = start;
  const marks = [...code].map((mark) => {
    const span = { start: time, end: time + (mark === '-' ? 3 : 1) * dit };
    time = span.end + dit;
    return span;
  });
  return { code, marks, spaced };
}

/** Lengths of all marks and gaps of codes in order, in dits. */
export function lengthsOf(
  codes: readonly TimedCode[],
  dit: (time: number) => number,
): Readonly<Record<LengthName, readonly number[]>> {
  const lengths: Record<LengthName, number[]> = { dit: [], dah: [], gap: [], letterGap: [], wordGap: [] };
  let before: TimedCode | null = null;
  for (const code of codes) {
    const unit = dit(startOf(code));
    const pause = before ? (startOf(code) - endOf(before)) / unit : Number.POSITIVE_INFINITY;
    if (pause < LONG_WORD_GAP) lengths[code.spaced ? 'wordGap' : 'letterGap'].push(pause);
    code.marks.forEach(({ start, end }, i) => {
      lengths[code.code[i] === '-' ? 'dah' : 'dit'].push((end - start) / unit);
      const next = code.marks[i + 1];
      if (next) lengths.gap.push((next.start - end) / unit);
    });
    before = code;
  }
  return lengths;
}

/** A first idea of a fist, from the pauses in a first reading: codes and word spaces, in order. */
export function firstFist(codes: readonly TimedCode[], dit: number): Fist {
  const { letterGap: letterGaps, wordGap: wordGaps } = lengthsOf(codes, () => dit);
  const letterGap = estimate(
    letterGaps.filter((gap) => gap < LONG_LETTER_GAP),
    ANYBODY.letterGap,
    FIRST_WEIGHT.letterGap,
  );
  // A word gap is 7/3 of a letter gap as the books have it, less by hand.
  const { mean } = letterGap;
  const usual = { mean: Math.max(2.2 * mean, mean + 2), spread: 0.45 * mean };
  return { ...ANYBODY, letterGap, wordGap: estimate(betweenWords(wordGaps, usual), usual, FIRST_WEIGHT.wordGap) };
}

/** A fist by the lengths (in dits) that have been found of it, and by what was thought of it before. */
export function refine(lengths: Readonly<Record<LengthName, readonly number[]>>, before: Fist): Fist {
  const found = { ...lengths, wordGap: betweenWords(lengths.wordGap, before.wordGap) };
  const refined = (name: LengthName, least = LEAST_SPREAD) => {
    const { mean, spread } = estimate(found[name], before[name], WEIGHT);
    return { mean, spread: Math.max(least, spread) };
  };
  return {
    dit: refined('dit'),
    dah: refined('dah', LEAST_DAH_SPREAD),
    gap: refined('gap'),
    letterGap: refined('letterGap'),
    wordGap: refined('wordGap'),
  };
}

const betweenWords = (gaps: readonly number[], usual: Length): readonly number[] =>
  gaps.filter((gap) => gap < PAUSE * usual.mean);

/** Mean and spread, with the earlier ones as if they had been found `weight` times; no stray value counts for much. */
function estimate(found: readonly number[], before: Length, weight: number): Length {
  const count = weight + found.length;
  const mean = (before.mean * weight + found.reduce((sum, length) => sum + length, 0)) / count;
  const most = 4 * before.spread ** 2;
  const squares = found.reduce(
    (sum, length) => sum + Math.min((length - mean) ** 2, most),
    before.spread ** 2 * weight,
  );
  return { mean, spread: Math.sqrt(squares / count) };
}
