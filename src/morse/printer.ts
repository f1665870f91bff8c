import type { Alphabet } from './alphabets/alphabet.js';
import type { Character } from './character.js';
import { reportSpaces } from './reports.js';
import { isSpace, type Splice } from './transcript.js';

/** A printed character, and what follows from it. */
interface Piece {
  readonly character: Character;
  /** How many of the codes it stands for. */
  readonly codes: number;
  /** The alphabet's shift after its word. */
  readonly shift: string;
}

/**
 * Prints a text of codes in an alphabet. It takes the changes of the codes as splices and gives those of the printed text,
 * which has fewer characters where codes combine: a mark that joins the letter before it replaces that one. What is printed
 * follows from the codes alone, whatever the order of the splices, so a span that is read again comes out as if it had been
 * read so at first.
 */
export class TextPrinter {
  #alphabet: Alphabet;
  /** The text with a character for each code. */
  readonly #codes: Character[] = [];
  readonly #pieces: Piece[] = [];
  /** How many codes the pieces stand for. */
  #printed = 0;
  /** The shift that codes have left which the text does not hold any more. */
  #head = '';

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
  }

  get characters(): readonly Character[] {
    return this.#pieces.map(({ character }) => character);
  }

  /** Takes a change of the codes. Gives that of the printed text; null when it stays the same. */
  apply({ index, remove, insert, trims }: Splice): Splice | null {
    if (trims) this.#head = this.#shiftAfter(this.#codes.slice(0, remove));
    else if (remove === this.#codes.length) this.#head = '';
    this.#codes.splice(index, remove, ...insert);
    return this.#printFrom(index);
  }

  /** Prints all of it in another alphabet; null when it stays the same. */
  setAlphabet(alphabet: Alphabet): Splice | null {
    this.#alphabet = alphabet;
    this.#head = '';
    return this.#printFrom(0);
  }

  /** Prints the word at `index` and all that follows anew. */
  #printFrom(index: number): Splice | null {
    let start = index;
    while (start > 0 && !isSpace(this.#codes[start - 1])) start--;
    let kept = this.#pieces.length;
    for (let codes = this.#printed; codes > start; ) codes -= this.#pieces[--kept]?.codes ?? codes;
    const fresh = this.#print(this.#codes.slice(start), this.#pieces[kept - 1]?.shift ?? this.#head);
    const old = this.#pieces.splice(kept, this.#pieces.length, ...fresh);
    this.#printed = this.#codes.length;
    return difference(old, fresh, kept);
  }

  #shiftAfter(codes: readonly Character[]): string {
    return this.#print(codes, this.#head).at(-1)?.shift ?? this.#head;
  }

  #print(codes: readonly Character[], before: string): Piece[] {
    const pieces: Piece[] = [];
    let shift = before;
    for (let at = 0; at < codes.length; ) {
      const end = endOfWord(codes, at);
      const word = codes.slice(at, end);
      const printed = this.#alphabet.print(
        word.map(({ code }) => code),
        shift,
      );
      shift = printed.shift;
      const spaces = reportSpaces(printed.glyphs.map(({ text }) => text).join(''));
      let next = 0;
      for (const glyph of printed.glyphs) {
        const parts = word.slice(next, next + glyph.codes);
        if (spaces.includes(next)) pieces.push({ character: between(word[next - 1], parts[0]), codes: 0, shift });
        pieces.push({ character: joined(parts, glyph.text), codes: glyph.codes, shift });
        next += glyph.codes;
      }
      const space = codes[end];
      if (space) pieces.push({ character: space, codes: 1, shift });
      at = end + 1;
    }
    return pieces;
  }
}

const endOfWord = (codes: readonly Character[], from: number): number => {
  let end = from;
  while (end < codes.length && !isSpace(codes[end])) end++;
  return end;
};

/** The word space that was not sent between two codes. */
const between = (before: Character | undefined, after: Character | undefined): Character => ({
  text: ' ',
  code: '',
  start: before?.end ?? 0,
  end: after?.start ?? 0,
  confidence: Math.min(before?.confidence ?? 1, after?.confidence ?? 1),
  final: (before?.final && after?.final) ?? true,
});

/** One character for several codes: right when all are right, final when all are. */
const joined = (parts: readonly Character[], text: string): Character => ({
  ...(parts[0] as Character),
  text,
  code: parts.map(({ code }) => code).join(' '),
  end: parts.at(-1)?.end ?? 0,
  confidence: parts.reduce((product, { confidence }) => product * confidence, 1),
  final: parts.every(({ final }) => final),
});

/** The smallest splice that makes `fresh` of `old`, at `offset` in the text. */
function difference(old: readonly Piece[], fresh: readonly Piece[], offset: number): Splice | null {
  const most = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < most && same(old[head], fresh[head])) head++;
  let tail = 0;
  while (tail < most - head && same(old.at(-1 - tail), fresh.at(-1 - tail))) tail++;
  const remove = old.length - head - tail;
  const insert = fresh.slice(head, fresh.length - tail).map(({ character }) => character);
  return remove > 0 || insert.length > 0 ? { index: offset + head, remove, insert } : null;
}

const same = (a: Piece | undefined, b: Piece | undefined): boolean => {
  if (!a || !b) return false;
  const [one, other] = [a.character, b.character];
  return (
    one === other ||
    (one.text === other.text &&
      one.code === other.code &&
      one.start === other.start &&
      one.end === other.end &&
      one.confidence === other.confidence &&
      one.final === other.final)
  );
};
