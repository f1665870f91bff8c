import type { Character, TextSplice } from './character.js';

/** A change of a text; the channel's id makes a `TextSplice` of it. */
export interface Splice extends Omit<TextSplice, 'channel'> {
  /** The oldest text goes for want of room; it was sent all the same. */
  readonly trims?: true;
}

/** True for a word space. */
export const isSpace = (character: Character | undefined): boolean => character?.code === '';

/** Seconds of stream time. */
export const middle = (character: Character): number => (character.start + character.end) / 2;

/**
 * One channel's text: characters in order of time, at most one word space between two. Every change is told as a splice, so
 * that a page can keep the same text without being sent all of it.
 */
export class Transcript {
  /** Characters that `trim` leaves. */
  readonly limit: number;
  #characters: readonly Character[] = [];

  constructor(limit = 20_000) {
    this.limit = limit;
  }

  /** A new array after every change; earlier ones stay as they were. */
  get characters(): readonly Character[] {
    return this.#characters;
  }

  /** Adds characters at the end. A word space after a word space is left out. */
  append(chars: readonly Character[]): Splice {
    return this.#splice(this.#characters.length, 0, chars);
  }

  /**
   * Puts `chars` in the place of everything whose middle lies within `from … to` (s, `to` excluded); `to` may be Infinity.
   * Word spaces that meet at a border become one.
   */
  replaceSpan(from: number, to: number, chars: readonly Character[]): Splice {
    const index = this.#firstFrom(from);
    return this.#splice(index, Math.max(0, this.#firstFrom(to) - index), chars);
  }

  clear(): Splice {
    return this.#splice(0, this.#characters.length, []);
  }

  /** Drops the oldest characters beyond the limit, a tenth of it at once; null while there is room. */
  trim(): Splice | null {
    if (this.#characters.length <= this.limit) return null;
    const left = Math.ceil(0.9 * this.limit);
    return { ...this.#splice(0, this.#characters.length - left, []), trims: true };
  }

  text(): string {
    return this.#characters.map((character) => character.text).join('');
  }

  #firstFrom(time: number): number {
    const index = this.#characters.findIndex((character) => middle(character) >= time);
    return index < 0 ? this.#characters.length : index;
  }

  #splice(index: number, remove: number, chars: readonly Character[]): Splice {
    const before = this.#characters.slice(0, index);
    // What was between two spaces is gone: one of them is.
    const doubled = chars.length === 0 && isSpace(before.at(-1)) && isSpace(this.#characters[index + remove]);
    if (remove > 0 && doubled) return this.#splice(index, remove + 1, chars);
    const after = this.#characters.slice(index + remove);
    const insert = singleSpaced(chars, before.at(-1));
    if (insert.length > 0 && isSpace(insert.at(-1)) && isSpace(after[0])) insert.pop();
    this.#characters = [...before, ...insert, ...after];
    return { index, remove, insert };
  }
}

/** `chars` without the spaces that follow a space; `before` is what stands ahead of them. */
const singleSpaced = (chars: readonly Character[], before: Character | undefined): Character[] =>
  chars.filter((character, i) => !(isSpace(character) && isSpace(i > 0 ? chars[i - 1] : before)));

/**
 * Joins an old text with a fresh decode that begins at about `seam` (s), with no character lost or doubled. Two characters
 * are the same when their times overlap by more than half of the shorter one. The old text counts before the seam, the fresh
 * one from there on; a character whose times jitter across the seam is taken from whichever has it. Between two characters
 * stands a word space when the text that they come from has one there, at the seam when either has.
 */
export const mergeAtSeam = (
  old: readonly Character[],
  fresh: readonly Character[],
  seam: number,
): readonly Character[] => {
  const kept = old.filter((character) => !isSpace(character) && middle(character) < seam);
  const lastKept = kept.at(-1);
  const keptEnd = lastKept?.end ?? Number.NEGATIVE_INFINITY;
  const added = fresh.filter(
    (character) =>
      !isSpace(character) &&
      (middle(character) >= seam || middle(character) >= keptEnd) &&
      !kept.some((other) => same(character, other)),
  );
  const firstAdded = added[0];
  const head = lastKept ? old.slice(0, old.indexOf(lastKept) + 1) : [];
  const tail = firstAdded ? fresh.slice(fresh.indexOf(firstAdded)) : [];
  const spaces = [
    ...old.slice(head.length, nextMark(old, head.length)),
    ...fresh.slice(previousMark(fresh, fresh.length - tail.length) + 1, fresh.length - tail.length),
  ].filter(
    (space) => (!lastKept || middle(space) > middle(lastKept)) && (!firstAdded || middle(space) < middle(firstAdded)),
  );
  const joint = head.length > 0 ? spaces.slice(0, 1) : [];
  const addedSet = new Set(added);
  return singleSpaced([...head, ...joint, ...tail.filter((c) => isSpace(c) || addedSet.has(c))], undefined);
};

/** Index of the first character that is no space from `from` on, or the length. */
const nextMark = (text: readonly Character[], from: number): number => {
  let index = from;
  while (index < text.length && isSpace(text[index])) index++;
  return index;
};

/** Index of the last character that is no space before `to`, or −1. */
const previousMark = (text: readonly Character[], to: number): number => {
  let index = to - 1;
  while (index >= 0 && isSpace(text[index])) index--;
  return index;
};

/** Two readings of one character: their times overlap by more than half of the shorter one. */
export const same = (a: Character, b: Character): boolean => {
  const overlap = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return overlap > 0.5 * Math.min(a.end - a.start, b.end - b.start);
};
