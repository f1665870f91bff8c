import { type Pairs, SIGNS, SIGNS_INSIDE } from './signs.js';

/** A piece of printed text, and how many codes of its word it stands for (one after the other, at least one). */
export interface Glyph {
  readonly text: string;
  readonly codes: number;
}

export interface PrintedWord {
  /** In order; together they stand for all codes of the word. */
  readonly glyphs: readonly Glyph[];
  /** What the text after the word is printed in, to be handed to the next one. */
  readonly shift: string;
}

/**
 * How Morse codes print in a script, and back. Printing is a fold over words, because scripts combine codes (カ and ゛ are ガ,
 * ㅎ, ㅏ and ㄴ are 한), never across a word space, and signs such as DO switch what follows: `shift` carries that on.
 */
export interface Alphabet {
  readonly name: string;
  /** Text of a code that stands alone, `⟨code⟩` when the alphabet has none. */
  decode(code: string): string;
  /** Prints one word. `shift` is what the word before it has given; the empty string where a text begins. */
  print(word: readonly string[], shift: string): PrintedWord;
  /**
   * Codes of a text, one for each character or `<prosign>`, an empty string for a word space (white space, however much).
   * Characters that the alphabet lacks are left out.
   */
  encode(text: string): readonly string[];
}

/** What an alphabet file holds. */
export interface AlphabetTable {
  readonly name: string;
  /**
   * Codes in ASCII `.` and `-`. The first pair of a code says how it prints, the first of a text how it is sent. Figures,
   * punctuation and prosigns of `signs.ts` are added for every code that the script does not use itself; prosigns can be
   * sent even where it does.
   */
  readonly pairs: Pairs;
  /** Brings a text into the form of the table before it is looked up; without it, upper case. */
  readonly fold?: (text: string) => string;
  /** Combines the texts of a word's codes; without it, combining marks join the letter before them. */
  readonly compose?: (texts: readonly string[]) => readonly Glyph[];
}

/** One character, prosign or code in a text: white space, `<SK>`, `⟨.-.-⟩`, or any code point. */
const PIECES = /\s+|<[^<>\s]+>|⟨[.-]+⟩|./gu;
const UNKNOWN = /^⟨([.-]+)⟩$/u;

/** The two-way table of a script. */
export function tableAlphabet({ name, pairs, fold = upperCase, compose = joinMarks }: AlphabetTable): Alphabet {
  const own = new Set(pairs.map(([, code]) => code));
  const free = (list: Pairs): Pairs => list.filter(([, code]) => !own.has(code));
  const prosigns = SIGNS.filter(([text]) => text.startsWith('<'));
  const inside = new Map(free(SIGNS_INSIDE).map(([text, code]) => [code, text]));
  const texts = firstOfEach([...pairs, ...SIGNS].map(([text, code]) => [code, text]));
  const codes = firstOfEach([...pairs, ...free(SIGNS_INSIDE), ...free(SIGNS), ...prosigns]);
  const textOf = (code: string): string => texts.get(code) ?? `⟨${code}⟩`;
  const codeOf = (piece: string): string | undefined => codes.get(piece) ?? codes.get(baseLetter(piece));
  return {
    name,
    decode: (code) => compose([textOf(code)])[0]?.text ?? '',
    print: (word, shift) => ({
      glyphs: compose(word.map((code, i) => (i < word.length - 1 ? inside.get(code) : undefined) ?? textOf(code))),
      shift,
    }),
    encode: (text) =>
      [...fold(text).trim().matchAll(PIECES)].flatMap(([piece]) =>
        /^\s/u.test(piece) ? [''] : (UNKNOWN.exec(piece)?.[1] ?? codeOf(piece) ?? []),
      ),
  };
}

/** A map that keeps the first value of each key. */
const firstOfEach = (pairs: Pairs): ReadonlyMap<string, string> => new Map([...pairs].reverse());

/** Upper case, and the signs of print as the plain ones that have codes. */
export const upperCase = (text: string): string =>
  text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[‘’ʼ´`]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‐-―−]/gu, '-');

/** A letter without its accents: what an operator sends whose table has no code for it. */
const baseLetter = (letter: string): string => letter.normalize('NFD').replace(/\p{M}+$/u, '');

/** One glyph for each text, but combining marks (Thai vowels and tones) belong to the letter before them. */
export function joinMarks(texts: readonly string[]): readonly Glyph[] {
  const glyphs: Glyph[] = [];
  for (const text of texts) {
    const before = glyphs.at(-1);
    if (before && /^\p{M}/u.test(text) && /^\p{L}/u.test(before.text)) {
      glyphs[glyphs.length - 1] = { text: before.text + text, codes: before.codes + 1 };
    } else glyphs.push({ text, codes: 1 });
  }
  return glyphs;
}
