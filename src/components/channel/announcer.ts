import type { Character } from '../../engine/types.js';
import { transcriptOf } from '../transcript.js';

/** Announcements that stay in the live region; older ones have been read. */
const KEPT = 4;

/**
 * Reads text out word by word: a live region that got every letter by itself would spell the whole over. A word is told
 * once, when the word space after it is final; what a re-decode changes later is not told again.
 */
export class Announcer {
  readonly #region: HTMLElement;
  #told = 0;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Another channel: what it has printed already is not read out. */
  skip(characters: readonly Character[]): void {
    this.#told = characters.length;
    this.#region.replaceChildren();
  }

  tell(characters: readonly Character[]): void {
    if (characters.length < this.#told) this.#told = characters.length;
    let end = characters.length - 1;
    while (end >= this.#told && !isWordEnd(characters[end])) end--;
    if (end < this.#told) return;
    const words = transcriptOf(characters.slice(this.#told, end));
    this.#told = end + 1;
    if (words === '') return;
    const line = document.createElement('div');
    line.textContent = words;
    this.#region.append(line);
    while (this.#region.childElementCount > KEPT) this.#region.firstElementChild?.remove();
  }
}

const isWordEnd = (character: Character | undefined): boolean => character?.final === true && character.text === ' ';
