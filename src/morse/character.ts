/** One decoded character, prosign or word space. */
export interface Character {
  /** Text in the channel's alphabet: a letter, `<SK>` for a prosign, `' '` for a word space, `⟨.-.-.-.⟩` for an unknown code. */
  readonly text: string;
  /**
   * Morse code in ASCII `.` and `-`; empty for a word space. Where codes combine to one character (カ and ゛ are ガ, jamo a
   * syllable) they stand in order with a blank between them, `.-.. ..`; times, confidence and `final` are those of all.
   */
  readonly code: string;
  /** Start of the first mark, seconds of stream time. */
  readonly start: number;
  /** End of the last mark, seconds of stream time. */
  readonly end: number;
  /** Probability that the character is right, 0…1. */
  readonly confidence: number;
  /** False while the accurate model has still to go over it. A re-decode, or becoming the main channel, changes final text too. */
  readonly final: boolean;
}

/** Another code that may stand at a place. */
export interface Alternative {
  readonly code: string;
  /** How likely it is beside the one that was found, by the sound. */
  readonly odds: number;
}

/** A character as a careful reading has found it: with what else it may be. */
export interface FoundCharacter extends Character {
  readonly others?: readonly Alternative[];
}

/** As the page is told of it: final, and without what else it may have been. */
export function settledCharacter(found: FoundCharacter): Character {
  if (found.final && !found.others) return found;
  const { others: _, ...character } = found;
  return { ...character, final: true };
}

/** A change of a channel's text: at `index`, remove `remove` characters and insert `insert`. Appending is `remove` 0. */
export interface TextSplice {
  readonly channel: number;
  readonly index: number;
  readonly remove: number;
  readonly insert: readonly Character[];
}
