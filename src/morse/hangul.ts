/**
 * Syllable blocks of modern Korean by the arithmetic of the Unicode Standard, 3.12: 0xAC00 + (initial · 21 + vowel) · 28 + final.
 * Jamo are those of Hangul Compatibility Jamo, U+3131…U+3163.
 */
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const VOWELS = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
/** The first stands for none. */
const FINALS = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
const FIRST = 0xac00;
const SYLLABLES = 11_172;

/** Jamo that are sent as others, one after the other. */
const COMPOUNDS: ReadonlyMap<string, string> = new Map(
  (
    'ㄲㄱㄱ ㄸㄷㄷ ㅃㅂㅂ ㅆㅅㅅ ㅉㅈㅈ ㄳㄱㅅ ㄵㄴㅈ ㄶㄴㅎ ㄺㄹㄱ ㄻㄹㅁ ㄼㄹㅂ ㄽㄹㅅ ㄾㄹㅌ ㄿㄹㅍ ㅀㄹㅎ ㅄㅂㅅ ' +
    'ㅘㅗㅏ ㅙㅗㅐ ㅚㅗㅣ ㅝㅜㅓ ㅞㅜㅔ ㅟㅜㅣ ㅢㅡㅣ ㅒㅑㅣ ㅖㅕㅣ'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 1), entry.slice(1)]),
);
const COMPOUND_OF: ReadonlyMap<string, string> = new Map([...COMPOUNDS].map(([jamo, parts]) => [parts, jamo]));

/** Syllables taken apart, compound jamo too; other text stays. */
export const toJamo = (text: string): string =>
  [...text]
    .map((character) => {
      const place = (character.codePointAt(0) ?? 0) - FIRST;
      if (place < 0 || place >= SYLLABLES) return expand(character);
      const final = place % 28;
      const vowel = Math.floor(place / 28) % 21;
      const initial = Math.floor(place / 588);
      return expand(INITIALS[initial]) + expand(VOWELS[vowel]) + (final > 0 ? expand(FINALS[final]) : '');
    })
    .join('');

const expand = (jamo = ''): string => COMPOUNDS.get(jamo) ?? jamo;

export interface Block {
  readonly text: string;
  /** Characters of the input that it is made of. */
  readonly length: number;
}

const isConsonant = (text: string | undefined): boolean => text !== undefined && /^[ㄱ-ㅎ]$/u.test(text);
const isVowel = (text: string | undefined): boolean => text !== undefined && /^[ㅏ-ㅣ]$/u.test(text);

/**
 * Puts jamo together to syllables, as they come. A consonant before a vowel begins its syllable and the one before that ends
 * its own, so 한국 is ㅎㅏㄴㄱㅜㄱ; a doubled consonant begins a syllable only where it cannot have ended one (싸다, but 악가 for
 * 아까: Morse has no sign for the difference). What makes no syllable stands as it is.
 */
export function toSyllables(texts: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < texts.length) {
    const block = syllableAt(texts, at) ?? { text: texts[at] ?? '', length: 1 };
    blocks.push(block);
    at += block.length;
  }
  return blocks;
}

/** The syllable that begins there; null when none does. */
function syllableAt(texts: readonly string[], start: number): Block | null {
  const initial = initialAt(texts, start);
  const vowel = initial && vowelAt(texts, start + initial.length);
  if (!initial || !vowel) return null;
  const after = start + initial.length + vowel.length;
  const final = finalAt(texts, after);
  const place = FIRST + (INITIALS.indexOf(initial.text) * 21 + VOWELS.indexOf(vowel.text)) * 28;
  return {
    text: String.fromCodePoint(place + (final ? FINALS.indexOf(final.text) : 0)),
    length: initial.length + vowel.length + (final?.length ?? 0),
  };
}

function initialAt(texts: readonly string[], at: number): Block | null {
  const [first, second] = [texts[at], texts[at + 1]];
  if (first === undefined || !INITIALS.includes(first)) return null;
  const tense = second === first ? COMPOUND_OF.get(first + second) : undefined;
  return tense && isVowel(texts[at + 2]) ? { text: tense, length: 2 } : { text: first, length: 1 };
}

function vowelAt(texts: readonly string[], at: number): Block | null {
  const [first = '', second = ''] = texts.slice(at, at + 2);
  if (!isVowel(first)) return null;
  const compound = isVowel(second) ? COMPOUND_OF.get(first + second) : undefined;
  return compound ? { text: compound, length: 2 } : { text: first, length: 1 };
}

/** What ends the syllable: of the consonants up to the next vowel one at least is left for its syllable. */
function finalAt(texts: readonly string[], at: number): Block | null {
  let end = at;
  while (isConsonant(texts[end])) end++;
  const available = end - at - (isVowel(texts[end]) ? 1 : 0);
  const [first = '', second = ''] = texts.slice(at, end);
  const cluster = available >= 2 ? COMPOUND_OF.get(first + second) : undefined;
  if (cluster && FINALS.includes(cluster)) return { text: cluster, length: 2 };
  return available >= 1 && FINALS.includes(first) ? { text: first, length: 1 } : null;
}
