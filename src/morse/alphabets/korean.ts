import { toJamo, toSyllables } from '../hangul.js';
import { tableAlphabet, upperCase } from './alphabet.js';
import { pairsOf } from './signs.js';

/**
 * Korean: Wikipedia, «모스 부호» and “SKATS” (version 1), which TypeAtlas and ozdemirburak/morse-code-translator share. Double
 * consonants and compound vowels are sent letter after letter (SKATS); ㅐ and ㅔ have codes of their own. Wikipedia tells of a
 * new table of 2024 (“SKATS 2.0”), which nothing else seen confirms; it is not taken.
 */
export const KOREAN = tableAlphabet({
  name: 'korean',
  pairs: pairsOf(
    `ㄱ .-.. ㄴ ..-. ㄷ -... ㄹ ...- ㅁ -- ㅂ .-- ㅅ --. ㅇ -.- ㅈ .--. ㅊ -.-. ㅋ -..- ㅌ --.. ㅍ --- ㅎ .---
     ㅏ . ㅑ .. ㅓ - ㅕ ... ㅗ .- ㅛ -. ㅜ .... ㅠ .-. ㅡ -.. ㅣ ..- ㅐ --.- ㅔ -.--`,
  ),
  fold: (text) => toJamo(upperCase(text)),
  compose: (texts) => toSyllables(texts).map(({ text, length }) => ({ text, codes: length })),
});
