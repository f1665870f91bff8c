import { tableAlphabet, upperCase } from './alphabet.js';
import { pairsOf } from './signs.js';

/** Letters at the end of a word, which are sent as their plain forms. */
const FINAL_FORMS = new Map([...'ךכםמןנףפץצ'].flatMap((form, i, all) => (i % 2 ? [] : [[form, all[i + 1] ?? form]])));

/**
 * Hebrew: Weizmann Institute of Science, “סימני מורס בעברית” (the code of 1922, as changed since), and Wikipedia, “Morse code
 * for non-Latin alphabets”, agree. Final forms have no codes; they print as the plain letters.
 */
export const HEBREW = tableAlphabet({
  name: 'hebrew',
  pairs: pairsOf(
    `א .- ב -... ג --. ד -.. ה --- ו . ז --.. ח .... ט ..- י .. כ -.- ל .-.. מ -- נ -. ס -.-. ע .--- פ .--. צ .-- ק --.-
     ר .-. ש ... ת -`,
  ),
  fold: (text) => upperCase(text).replace(/[ךםןףץ]/gu, (form) => FINAL_FORMS.get(form) ?? form),
});
