import { type Glyph, tableAlphabet, upperCase } from './alphabet.js';
import { pairsOf } from './signs.js';

const PLAIN = 'כמנפצ';
const FINAL = 'ךםןףץ';

/** The last letter of a word takes its final form. */
const compose = (texts: readonly string[]): readonly Glyph[] =>
  texts.map((text, i) => {
    const ends = i > 0 && i === texts.length - 1;
    return { text: ends ? (FINAL[PLAIN.indexOf(text)] ?? text) : text, codes: 1 };
  });

/**
 * Hebrew: Weizmann Institute of Science, “סימני מורס בעברית” (the code of 1922, as changed since), and Wikipedia, “Morse code
 * for non-Latin alphabets”, agree. Final forms have no codes of their own: they follow from the word's end.
 */
export const HEBREW = tableAlphabet({
  name: 'hebrew',
  pairs: pairsOf(
    `א .- ב -... ג --. ד -.. ה --- ו . ז --.. ח .... ט ..- י .. כ -.- ל .-.. מ -- נ -. ס -.-. ע .--- פ .--. צ .-- ק --.-
     ר .-. ש ... ת -`,
  ),
  compose,
  fold: (text) => upperCase(text).replace(/[ךםןףץ]/gu, (form) => PLAIN[FINAL.indexOf(form)] ?? form),
});
