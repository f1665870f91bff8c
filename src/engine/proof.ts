import type { Character } from '../morse/character.js';

/** What a code adds, by the least confidence that it has: a station's are mostly sure, those in a voice mostly are not. */
const WORTH = [
  { confidence: 0.9, worth: 1 },
  { confidence: 0.7, worth: 0.6 },
  { confidence: 0.5, worth: 0 },
  { confidence: 0, worth: -0.7 },
] as const;
/** What a code counts for that chance makes soonest, of one or two dits, or one dah. */
const EASY = new Set(['.', '..', '-']);
const EASY_PART = 0.7;
/** Seconds behind the code before it from which on a code stands alone, and what that takes off. */
const ALONE = 1;
const ALONE_LESS = 0.5;
const ENOUGH = 1.5;

/**
 * Whether what has been read on a suspicion is surely a signal: two sure codes in a row, or more that are less so, or that stand alone
 * as a learner's do. A cumulative sum that never falls below 0 (E. S. Page, Continuous inspection schemes, Biometrika 41, 1954), so
 * that a station is known also where something else was read before it.
 */
export function isProof(characters: readonly Pick<Character, 'code' | 'start' | 'end' | 'confidence'>[]): boolean {
  let sum = 0;
  let end: number | null = null;
  for (const { code, start, end: next, confidence } of characters) {
    if (code === '') continue;
    const worth = WORTH.find((step) => confidence >= step.confidence)?.worth ?? 0;
    const whole = worth - (end !== null && start - end > ALONE ? ALONE_LESS : 0);
    sum = Math.max(0, sum + (whole > 0 && EASY.has(code) ? EASY_PART : 1) * whole);
    if (sum >= ENOUGH) return true;
    end = next;
  }
  return false;
}
