import { type Glyph, tableAlphabet } from './alphabet.js';
import { pairsOf } from './signs.js';

/** The voicing marks, which follow their kana, and the combining characters that make one character of the two. */
const VOICING: ReadonlyMap<string, string> = new Map([
  ['゛', '\u3099'],
  ['゜', '\u309a'],
]);

/** カ and ゛ are ガ; a mark that fits no kana stands for itself. */
function voice(texts: readonly string[]): readonly Glyph[] {
  const glyphs: Glyph[] = [];
  for (const text of texts) {
    const before = glyphs.at(-1);
    const mark = VOICING.get(text);
    const voiced = before && mark ? (before.text + mark).normalize('NFC') : '';
    if (before && voiced.length === 1) glyphs[glyphs.length - 1] = { text: voiced, codes: before.codes + 1 };
    else glyphs.push({ text, codes: 1 });
  }
  return glyphs;
}

const SMALL = 'ァィゥェォッャュョヮヵヶ';
const LARGE = 'アイウエオツヤユヨワカケ';

/** Hiragana, half-width and small kana as the large katakana that are sent, voiced ones as two. */
const asSent = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[ぁ-ゖ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60))
    .normalize('NFD')
    .replaceAll('\u3099', '゛')
    .replaceAll('\u309a', '゜')
    .replace(/[ァ-ヶ]/gu, (kana) => LARGE[SMALL.indexOf(kana)] ?? kana)
    .replace(/[‐-―−-]/gu, 'ー')
    .toUpperCase();

/**
 * Wabun, Japanese in kana: 無線局運用規則 (Japan's rules for operating radio stations), 別表第一号 (annex 1), 1 和文: 48 kana, 濁点 and
 * 半濁点, 長音 ー, 区切点 、, 段落 」 and the two brackets; figures are those of M.1677-1. Many tables have 。 for 段落. A question mark
 * and other signs that the annex lacks are sent as in M.1677-1. All of the text is kana: DO and SN are shown, but switch
 * nothing; `auto` heeds them.
 */
export const WABUN = tableAlphabet({
  name: 'wabun',
  pairs: pairsOf(
    `イ .- ロ .-.- ハ -... ニ -.-. ホ -.. ヘ . ト ..-.. チ ..-. リ --. ヌ .... ル -.--. ヲ .--- ワ -.- カ .-.. ヨ -- タ -. レ ---
     ソ ---. ツ .--. ネ --.- ナ .-. ラ ... ム - ウ ..- ヰ .-..- ノ ..-- オ .-... ク ...- ヤ .-- マ -..- ケ -.-- フ --.. コ ----
     エ -.--- テ .-.-- ア --.-- サ -.-.- キ -.-.. ユ -..-- メ -...- ミ ..-.- シ --.-. ヱ .--.. ヒ --..- モ -..-. セ .---.
     ス ---.- ン .-.-. ゛ .. ゜ ..--. ー .--.- 、 .-.-.- , .-.-.- 」 .-.-.. 。 .-.-.. . .-.-.. （ -.--.- ( -.--.- ） .-..-. ) .-..-.
     <SN> ...-.`,
  ),
  fold: asSent,
  compose: voice,
});
