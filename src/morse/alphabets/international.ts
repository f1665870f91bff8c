import { tableAlphabet, upperCase } from './alphabet.js';
import { pairsOf } from './signs.js';

/**
 * The Latin alphabet. Letters: ITU-R M.1677-1. Accented letters: the tables of Wikipedia, “Morse code” (letters not in the
 * recommendation), which fldigi and ebook2cw share; those of one language have a code of their own only there, so of the
 * letters that share a code the one that stands first here prints (Ä, not Æ or Ą).
 */
export const INTERNATIONAL = tableAlphabet({
  name: 'international',
  pairs: pairsOf(
    `A .- B -... C -.-. D -.. E . F ..-. G --. H .... I .. J .--- K -.- L .-.. M -- N -. O --- P .--. Q --.- R .-. S ... T -
     U ..- V ...- W .-- X -..- Y -.-- Z --.. × -..-
     Ä .-.- Æ .-.- Ą .-.- Å .--.- À .--.- Á .--.- CH ---- Š ---- Ĥ ---- É ..-.. Ę ..-.. Đ ..-.. Ł .-..- È .-..-
     Ç -.-.. Ć -.-.. Ĉ -.-.. Ð ..--. Ñ --.-- Ń --.-- Ö ---. Ø ---. Ó ---. Ü ..-- Ŭ ..-- Ĝ --.-. Ĵ .---. Þ .--.. ß ...--..
     Ś ...-... Ź --..-. Ż --..- Ž --..- <VE> ...-. Ŝ ...-.`,
  ),
  // Upper case would make SS of it.
  fold: (text) => upperCase(text.replaceAll('ß', '⟨...--..⟩')),
});
