import { INTERNATIONAL } from './alphabets/international.js';

/** What an alphabet file holds: `[text, code]` pairs. The first pair of a code says how it prints. */
export interface AlphabetTable {
  readonly name: string;
  /** Code in ASCII `.` and `-`. Text of more than one character is a prosign such as `<SK>`. */
  readonly pairs: readonly (readonly [text: string, code: string])[];
  /** Upper case of the script's letters and the like, applied to text before it is looked up. */
  readonly fold?: (text: string) => string;
}

/** A script's two-way table of Morse codes. */
export interface Alphabet {
  readonly name: string;
  /** Text of a code, `⟨code⟩` when the alphabet has none. */
  decode(code: string): string;
  /**
   * Codes of a text, one for each character or `<prosign>`, an empty string for a word space (white space, however much).
   * Characters that the alphabet lacks are left out.
   */
  encode(text: string): readonly string[];
}

const TABLES: readonly AlphabetTable[] = [INTERNATIONAL];

/** Names that `alphabet` knows. */
export const ALPHABETS: readonly string[] = TABLES.map((table) => table.name);

/** @throws RangeError, with the list of names, when there is no alphabet of that name. */
export const alphabet = (name: string): Alphabet => {
  const table = TABLES.find((entry) => entry.name === name);
  if (!table) throw new RangeError(`No alphabet is called "${name}"; there are: ${ALPHABETS.join(', ')}`);
  return makeAlphabet(table);
};

const makeAlphabet = (table: AlphabetTable): Alphabet => {
  const texts = new Map<string, string>();
  const codes = new Map<string, string>();
  for (const [text, code] of table.pairs) {
    if (!texts.has(code)) texts.set(code, text);
    if (!codes.has(text)) codes.set(text, code);
  }
  const fold = table.fold ?? ((text: string) => text.toUpperCase());
  return {
    name: table.name,
    decode: (code) => texts.get(code) ?? `⟨${code}⟩`,
    encode: (text) => {
      const result: string[] = [];
      for (const [piece] of fold(text)
        .trim()
        .matchAll(/\s+|<[^<>\s]+>|⟨[.-]+⟩|./gu)) {
        const unknown = /^⟨([.-]+)⟩$/u.exec(piece)?.[1];
        if (/^\s/u.test(piece)) result.push('');
        else if (unknown) result.push(unknown);
        else {
          const code = codes.get(piece);
          if (code) result.push(code);
        }
      }
      return result;
    },
  };
};
