import type { Alphabet } from '../morse/codes.js';
import type { DecodedToken } from '../morse/ctc.js';
import { mergeAtSeam, type Splice, Transcript } from '../morse/transcript.js';
import type { Character } from './types.js';

/** Seconds that a model needs to hear itself in: for so long after its start a fresh decode does not replace older text. */
const HEARING_IN = 4;

/**
 * One channel's text. A span that is read twice, after a lost worker or by a re-decode, is gathered first and then merged in
 * one splice, so that nothing is missing or doubled.
 */
export class ChannelText {
  #transcript = new Transcript();
  #alphabet: Alphabet;
  /** A span that is being read again: what it has given so far, and where the first reading had stopped. */
  #again: { readonly start: number; readonly until: number; readonly fresh: Character[] } | null = null;

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
  }

  get characters(): readonly Character[] {
    return this.#transcript.characters;
  }

  toCharacter(token: DecodedToken): Character {
    const text = token.space ? ' ' : this.#alphabet.decode(token.code);
    return { text, code: token.code, start: token.start, end: token.end, confidence: token.confidence, final: true };
  }

  /** Adds what the channel has read up to frame `done`. */
  add(characters: readonly Character[], done: number): Splice[] {
    if (!this.#again) return characters.length > 0 ? this.#bounded(this.#transcript.append(characters)) : [];
    this.#again.fresh.push(...characters);
    if (done < this.#again.until) return [];
    const { fresh, start } = this.#again;
    return this.replaceFrom(start, fresh);
  }

  /** The channel begins again at `start` (s) and has been read up to frame `until` before. */
  readAgain(start: number, until: number): void {
    const again = this.#again;
    this.#again = again
      ? { start: Math.min(start, again.start), until: Math.max(until, again.until), fresh: [] }
      : { start, until, fresh: [] };
  }

  /** Replaces the text from `start` (s) on by a fresh reading that began there. */
  replaceFrom(start: number, fresh: readonly Character[]): Splice[] {
    this.#again = null;
    const old = this.characters;
    const seam = start + HEARING_IN;
    const overlaps = old.some((character) => character.code !== '' && character.start < seam);
    const merged = mergeAtSeam(old, fresh, overlaps ? seam : Number.NEGATIVE_INFINITY);
    let index = 0;
    while (index < old.length && old[index] === merged[index]) index++;
    this.#transcript = new Transcript();
    this.#transcript.append(merged);
    return this.#bounded({ index, remove: old.length - index, insert: merged.slice(index) });
  }

  /** Prints all of it in another alphabet. */
  setAlphabet(alphabet: Alphabet): Splice[] {
    this.#alphabet = alphabet;
    const old = this.characters;
    if (old.length === 0) return [];
    const insert = old.map((character) =>
      character.code ? { ...character, text: alphabet.decode(character.code) } : character,
    );
    this.#transcript = new Transcript();
    this.#transcript.append(insert);
    return [{ index: 0, remove: old.length, insert }];
  }

  clear(): Splice[] {
    return this.characters.length > 0 ? [this.#transcript.clear()] : [];
  }

  #bounded(splice: Splice): Splice[] {
    const trimmed = this.#transcript.trim();
    return [splice, trimmed].filter((one) => one !== null && (one.remove > 0 || one.insert.length > 0)) as Splice[];
  }
}
