import type { Character, FoundCharacter } from './character.js';
import { isSpace, middle, same } from './transcript.js';

/**
 * Seconds before the point up to which a careful reading has come, in which it may not have decided yet: a model decides
 * about four dits after a character's last mark, at 5 WPM 0.9 s.
 */
const UNDECIDED = 1;
/** The same for a word space that nothing follows yet: it is decided by the pause. */
const UNDECIDED_SPACE = 2;

/** A text's tail after a careful reading has gone over its beginning. */
export interface SettledTail {
  /** Final, in the place of the characters that the reading has gone over. */
  readonly settled: readonly Character[];
  /** What stood there and has not been gone over: the same objects. */
  readonly rest: readonly Character[];
}

/**
 * Goes over the tail of a text with what a careful reading of the same audio has found next. A character that both have
 * keeps its place and times and only becomes final, one that the reading does not have goes, one that only the reading has
 * comes. What lies behind the reading's newest character stays, unless the reading has passed it without a word.
 *
 * @param tail what a quick reading has printed, from the first character on that is not settled
 * @param fresh what the careful reading has found since the last call, in order
 * @param until stream time up to which the careful reading has decided, seconds
 * @param before the character ahead of the tail
 */
export function settleTail(
  tail: readonly Character[],
  fresh: readonly Character[],
  until: number,
  before?: Character,
): SettledTail {
  const newest = fresh.findLast((character) => !isSpace(character));
  let gone = 0;
  tail.forEach((character, i) => {
    if (isSpace(character)) return;
    const overtaken = newest !== undefined && (middle(character) < newest.end || same(character, newest));
    if (overtaken || character.end <= until - UNDECIDED) gone = i + 1;
  });
  const over = tail.slice(0, gone);
  const settled: Character[] = [];
  for (const character of fresh) {
    const last = settled.at(-1) ?? before;
    if (isSpace(character) && (!last || isSpace(last))) continue;
    settled.push(confirmed(character, over));
  }
  const rest = tail.slice(gone);
  // A pause before the newest character has been gone over, though the character after it, which came early, has not.
  while (newest && isSpace(rest[0]) && middle(rest[0] as Character) < middle(newest)) rest.shift();
  // The pause after the newest character: its space is the reading's if it has one, else stays until it is surely over.
  while (isSpace(rest[0])) {
    const last = settled.at(-1) ?? before;
    const doubled = !last || isSpace(last);
    if (!doubled && !((rest[0] as Character).end <= until - UNDECIDED_SPACE)) break;
    const space = rest.shift() as Character;
    if (!doubled) settled.push({ ...space, final: true });
  }
  return { settled, rest };
}

/** The character as the text had it already, with what the careful reading thinks of it; or as it is. */
function confirmed(character: FoundCharacter, old: readonly Character[]): Character {
  const match = isSpace(character)
    ? undefined
    : old.find((other) => other.code === character.code && same(other, character));
  if (!match) return character.final ? character : { ...character, final: true };
  const { confidence, others } = character;
  return { ...match, confidence, final: true, ...(others && { others }) };
}
