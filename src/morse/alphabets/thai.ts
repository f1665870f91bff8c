import { type Glyph, joinMarks, tableAlphabet } from './alphabet.js';
import { pairsOf } from './signs.js';

/** Marks whose codes are figures where no letter stands before them. */
const FIGURES: ReadonlyMap<string, string> = new Map([
  ['๊', '7'],
  ['็', '8'],
]);

/** A mark above or below belongs to a letter; without one before it, it is the figure of the same code. */
function compose(texts: readonly string[]): readonly Glyph[] {
  const read: string[] = [];
  for (const text of texts) {
    const onLetter = /^[\p{L}\p{M}]/u.test(read.at(-1) ?? '');
    read.push(onLetter ? text : (FIGURES.get(text) ?? text));
  }
  return joinMarks(read);
}

/**
 * Thai: Wikipedia, «รหัสมอร์ส», as ozdemirburak/morse-code-translator and morsecodegenerator.org give it. Those list no codes for
 * the rarer letters of the same sounds (ธ, ณ, ศ, ษ …), nor is one made up here. Vowels and tones above and below join the
 * letter before them; the vowels that are written ahead of their consonant are sent ahead of it too.
 */
export const THAI = tableAlphabet({
  name: 'thai',
  pairs: pairsOf(
    `ก --. ข -.-. ค -.- ง -.--. จ -..-. ฉ ---- ช -..- ซ --.. ญ .--- ด -.. ต - ถ -.-.. ท -..-- น -. บ -... ป .--. ผ --.-
     ฝ -.-.- พ .--.. ฟ ..-. ม -- ย -.-- ร .-. ล .-.. ว .-- ส ... ห .... อ -...- ฮ --.-- ฤ .-.-- ะ .-... า .- ิ ..-.. ี ..
     ึ ..--. ื ..-- ุ ..-.- ู ---. เ . แ .-.- ไ .-..- โ --- ำ ...-. ่ ..- ้ ...- ๊ --... ๋ .-.-. ั .--.- ็ ---.. ์ --..-
     ๆ -.--- ฯ --.-. 7 --... 8 ---..`,
  ),
  compose,
});
