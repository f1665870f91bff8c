import type { Character } from '../morse/character.js';

type Heard = Pick<Character, 'code' | 'start' | 'end' | 'confidence'>;

/** What a code adds: a station's are mostly sure, those in a voice mostly are not. */
const worthOf = (confidence: number): number =>
  confidence >= 0.9 ? 1 : confidence >= 0.7 ? 0.6 : confidence >= 0.5 ? 0 : -0.7;
/** What a code counts for that chance makes soonest, of one or two dits, or one dah. */
const isEasy = (code: string): boolean => code.length === 1 || code === '..';
const EASY_PART = 0.7;
/** Seconds behind the code before it from which on a code stands alone, and what that takes off. */
const ALONE = 1;
const ALONE_LESS = 0.5;
const ENOUGH = 1.5;

/**
 * Whether what has been read on a suspicion is surely a signal: two sure codes in a row, or more that are less so, or that stand alone
 * as a learner's do. A cumulative sum that never falls below 0 (E. S. Page, Continuous inspection schemes, Biometrika 41, 1954), so
 * that a station is known also where something else was read before it.
 *
 * @param since stream time from which on what was read counts, s
 */
export function isProof(characters: readonly Heard[], since: number): boolean {
  let sum = 0;
  let end = Number.POSITIVE_INFINITY;
  for (const { code, start, end: next, confidence } of characters) {
    if (code === '' || start < since) continue;
    const worth = worthOf(confidence) - (start - end > ALONE ? ALONE_LESS : 0);
    sum = Math.max(0, sum + (worth > 0 && isEasy(code) ? EASY_PART : 1) * worth);
    if (sum >= ENOUGH) return true;
    end = next;
  }
  return false;
}
