import { tableAlphabet } from './alphabet.js';
import { pairsOf } from './signs.js';

/** Letters that Russian, Ukrainian and Bulgarian Morse share. */
const SHARED = `А .- Б -... В .-- Г --. Д -.. Е . Ж ...- З --.. Й .--- К -.- Л .-.. М -- Н -. О --- П .--. Р .-. С ... Т - У ..-
  Ф ..-. Х .... Ц -.-. Ч ---. Ш ---- Щ --.- Ю ..-- Я .-.-`;

/**
 * Russian. Letters: the table that Russia took over in 1856, as in Wikipedia, “Russian Morse code”, and telegraphist.ru; figures
 * are those of M.1677-1. Ъ is sent as --.-- by the newer tables and as Ь (-..-) by older ones: the first is taken, so an old
 * hand's Ъ prints as Ь. Ё is sent as Е. Punctuation: Wikipedia, «Азбука Морзе»; the full stop is ......, and what other
 * alphabets call a full stop is the comma.
 */
export const CYRILLIC = tableAlphabet({
  name: 'cyrillic',
  pairs: pairsOf(`${SHARED} И .. Ы -.-- Ь -..- Ъ --.-- Э ..-.. . ...... , .-.-.- ! --..-- ; -.-.- ) -.--.- ( -.--.-`),
});

/**
 * Ukrainian: Wikipedia, “Morse code for non-Latin alphabets”: the Russian codes with І, И, Є and Ї in the places of И, Ы, Э
 * and Ĵ; Ґ is sent as Г. (The table of the Plast scouts differs: Г ...., Ґ --., Х ----, Ш --.-, Щ --.--. It is not taken,
 * because on the air the first is heard.) Punctuation: M.1677-1.
 */
export const UKRAINIAN = tableAlphabet({
  name: 'ukrainian',
  pairs: pairsOf(`${SHARED} І .. И -.-- Є ..-.. Ї .---. Ь -..- Ґ --.`),
});

/**
 * Bulgarian: Wikipedia, “Morse code for non-Latin alphabets”, and TypeAtlas (M. Krachounov): the Russian codes with Ъ and Ь in
 * the places of Ь and Ы. Punctuation: M.1677-1.
 */
export const BULGARIAN = tableAlphabet({
  name: 'bulgarian',
  pairs: pairsOf(`${SHARED} И .. Ъ -..- Ь -.--`),
});
