import type { Character } from '../morse/character.js';

/** Seconds of silence to both sides of what one of two readers alone has heard: more than there is between letters. */
const APART = 0.2;
/** Least mean confidence of it. */
const SURE = 0.5;

/**
 * The words of `theirs` in whose time, and shortly before and after, `own` has read nothing: those of somebody else who takes turns
 * with the station that both channels hear.
 */
export function heardAlone(own: readonly Character[], theirs: readonly Character[]): Character[][] {
  const codes = own.filter(isCode);
  return wordsOf(theirs).filter((word) => {
    const [from, to] = [(word[0]?.start ?? 0) - APART, (word.at(-1)?.end ?? 0) + APART];
    return sureness(word) >= SURE * word.length && !codes.some(({ start, end }) => end > from && start < to);
  });
}

/** How many codes may be right: the sum of their confidences. */
export const sureness = (characters: readonly Character[]): number =>
  characters.reduce((sum, one) => sum + (isCode(one) ? one.confidence : 0), 0);

const isCode = ({ code }: Character): boolean => code !== '';

function wordsOf(text: readonly Character[]): Character[][] {
  const words: Character[][] = [[]];
  for (const character of text) {
    if (isCode(character)) words.at(-1)?.push(character);
    else words.push([]);
  }
  return words.filter((word) => word.length > 0);
}
