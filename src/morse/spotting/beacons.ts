import { isCallsign } from './callsigns.js';
import type { Pauses } from './pauses.js';
import type { Word } from './word.js';

const BEACON = /^(?:BEACON|BCN)$/;
/** Where a beacon stands, which may have the form of a callsign. */
const LOCATOR = /^[A-R]{2}\d{2}(?:[A-X]{2})?$/;

/**
 * The callsign in words `from` to `to` is said to be a beacon's: by the word behind it, or by the one before it where that belongs to no
 * other callsign.
 */
export function saysBeacon(words: readonly Word[], from: number, to: number, pauses: Pauses): boolean {
  const textAt = (i: number): string => words[i]?.text ?? '';
  if (LOCATOR.test(textAt(from))) return false;
  if (BEACON.test(textAt(to)) && !pauses.over(to)) return true;
  if (!BEACON.test(textAt(from - 1)) || pauses.over(from)) return false;
  return pauses.over(from - 1) || !isCallsign(textAt(from - 2));
}
