import type { Character } from '../character.js';

/** What stands in a word for a code that is no letter. */
export const UNREADABLE = '*';

/** A word of running text, as it is looked through for callsigns. */
export interface Word {
  readonly text: string;
  /** Probability of each character. */
  readonly confidences: readonly number[];
  /** Seconds of stream time. */
  readonly start: number;
  readonly end: number;
  /** Length of a dit, seconds. */
  readonly unit: number;
}

/** Procedure signs end a word as a space does, and are one. */
const SIGN = /^(?:[=+(&?,.-]|<.*>)$/;

/** What a callsign is made of; a procedure sign stands as it is. */
const LETTER = /^(?:[A-Z\d/]|[=+(&?,.-]|<.*>)$/;

/**
 * The words of a text, oldest first.
 *
 * @param closed the last one is complete, also without a space behind it
 */
export function wordsOf(characters: readonly Character[], closed: boolean): Word[] {
  const words: Word[] = [];
  let word: Character[] = [];
  const end = (): void => {
    if (word.length > 0) words.push(toWord(word));
    word = [];
  };
  for (const character of characters) {
    const sign = SIGN.test(character.text);
    if (character.code === '' || sign) end();
    if (sign) words.push(toWord([character]));
    else if (character.code !== '') word.push(character);
  }
  if (closed) end();
  return words;
}

function toWord(characters: readonly Character[]): Word {
  return {
    text: characters.map(({ text }) => (LETTER.test(text) ? text : UNREADABLE)).join(''),
    confidences: characters.map(({ confidence }) => confidence),
    start: characters[0]?.start ?? 0,
    end: characters.at(-1)?.end ?? 0,
    unit: unitOf(characters),
  };
}

/** Length of a dit in what was sent, seconds; 0 of nothing. */
export function unitOf(characters: readonly Character[]): number {
  const sent = characters.filter(({ code }) => code !== '');
  const sounding = sent.reduce((sum, { start, end }) => sum + end - start, 0);
  return (
    sounding /
    Math.max(
      1,
      sent.reduce((sum, { code }) => sum + units(code), 0),
    )
  );
}

/** Dits that a code lasts. */
const units = (code: string): number => {
  const elements = code.replaceAll(' ', '');
  return [...elements].reduce((sum, element) => sum + (element === '-' ? 3 : 1), elements.length - 1);
};
