import type { Character } from '../../morse/character.js';
import { transcriptOf } from '../../page/transcript.js';

/** Announcements that stay in the live region; older ones have been read. */
const KEPT = 4;

/**
 * Reads text out word by word: a live region that got every letter by itself would spell the whole over. A word is told
 * once, when the word space after it is final. Told is by time: what the accurate model or a re-decode changes in what was
 * told before is not told again. That the text was cleared is told too.
 */
export class Announcer {
  readonly #region: HTMLElement;
  /** Stream time up to which everything has been told, seconds. */
  #until = Number.NEGATIVE_INFINITY;
  /** There is text that was to stay. */
  #settled = false;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Another channel: what it has printed already is not read out. */
  skip(characters: readonly Character[]): void {
    this.#until = characters.at(-1)?.end ?? Number.NEGATIVE_INFINITY;
    this.#settled = isSettled(characters);
    this.#region.replaceChildren();
  }

  tell(characters: readonly Character[]): void {
    if (this.#settled && characters.length === 0) this.#say('Text cleared');
    this.#settled = isSettled(characters);
    let first = characters.length;
    while (first > 0 && middle(characters[first - 1]) > this.#until) first--;
    let end = characters.length - 1;
    while (end >= first && !isWordEnd(characters[end])) end--;
    if (end < first) return;
    const words = transcriptOf(characters.slice(first, end));
    this.#until = characters[end]?.end ?? this.#until;
    if (words !== '') this.#say(words);
  }

  #say(words: string): void {
    const line = document.createElement('div');
    line.textContent = words;
    this.#region.append(line);
    while (this.#region.childElementCount > KEPT) this.#region.firstElementChild?.remove();
  }
}

const isSettled = (characters: readonly Character[]): boolean => characters[0]?.final === true;
const isWordEnd = (character: Character | undefined): boolean => character?.final === true && character.text === ' ';
const middle = (character: Character | undefined): number => (character ? (character.start + character.end) / 2 : 0);
