import { tableAlphabet, upperCase } from './alphabet.js';
import { pairsOf } from './signs.js';

/** Arabic-Indic and Persian figures and the marks that differ from the Latin ones, as they are sent. */
const asSent = (text: string): string =>
  upperCase(text)
    .replace(/[٠-٩۰-۹]/gu, (figure) => String((figure.codePointAt(0) ?? 0) % 16))
    .replace(/ـ/gu, '')
    .replaceAll('،', ',')
    .replaceAll('؛', ';')
    .replaceAll('؟', '?');

/**
 * Arabic: Wikipedia, “Morse code for non-Latin alphabets”; ebook2cw (F. Kurz) has the same codes. ة is sent as ت and ى as ي;
 * letters that carry a hamza are sent without it.
 */
export const ARABIC = tableAlphabet({
  name: 'arabic',
  pairs: pairsOf(
    `ا .- ب -... ت - ة - ث -.-. ج .--- ح .... خ --- د -.. ذ --.. ر .-. ز ---. س ... ش ---- ص -..- ض ...- ط ..- ظ -.-- ع .-.-
     غ --. ف ..-. ق --.- ك -.- ل .-.. م -- ن -. ه ..-.. و .-- ي .. ى .. ء .`,
  ),
  fold: asSent,
});

/**
 * Persian: Wikipedia, “Morse code for non-Latin alphabets”; the table of sistaninstitute.com agrees where it was seen. (Others
 * on the web give ث, ص, ض, ط, ظ and ع other codes; they name no source.) Its ق is the code that elsewhere is a colon.
 */
export const PERSIAN = tableAlphabet({
  name: 'persian',
  pairs: pairsOf(
    `ا .- ب -... پ .--. ت - ث -.-. ج .--- چ ---. ح .... خ -..- د -.. ذ ...- ر .-. ز --.. ژ --. س ... ش ---- ص .-.- ض ..-..
     ط ..- ظ -.-- ع --- غ ..-- ف ..-. ق ---... ک -.- ك -.- گ --.- ل .-.. م -- ن -. و .-- ه . ی .. ي .. ى ..`,
  ),
  fold: asSent,
});
