import type { Alphabet, Glyph } from './alphabet.js';
import { INTERNATIONAL } from './international.js';
import { WABUN } from './wabun.js';

/**
 * What a text is printed in: Latin letters; Latin after the word CQ; kana, between DO and SN; Latin within brackets between DO
 * and SN.
 */
type Shift = '' | 'cq' | 'wabun' | 'bracket';

/** Signs in dots and dashes: 下向き括弧 and 上向き括弧 are the opening and the closing bracket. */
const DO = '-..---';
const SN = '...-.';
const OPENING = '-.--.-';
const CLOSING = '.-..-.';
const CQ = ['-.-.', '--.-'];

/** Shifts by sign, of those that it means anything in. */
const SIGNS: Readonly<Record<string, Partial<Record<Shift, { readonly text: string; readonly to: Shift }>>>> = {
  [DO]: {
    '': { text: '<DO>', to: 'wabun' },
    // “CQ DO” says what is wanted; what follows is a callsign.
    cq: { text: '<DO>', to: 'cq' },
    wabun: { text: '<DO>', to: 'wabun' },
    bracket: { text: '<DO>', to: 'wabun' },
  },
  [SN]: { wabun: { text: '<SN>', to: '' }, bracket: { text: '<SN>', to: '' } },
  [OPENING]: { wabun: { text: '（', to: 'bracket' } },
  [CLOSING]: { bracket: { text: '）', to: 'wabun' } },
};

/** The shift that a word begins in, as it comes from the word before; a text that has none begins in Latin. */
const shiftOf = (shift: string): Shift => (shift === 'cq' || shift === 'wabun' || shift === 'bracket' ? shift : '');

function print(word: readonly string[], before: string) {
  const glyphs: Glyph[] = [];
  let shift = shiftOf(before);
  let run: string[] = [];
  const printRun = (): void => {
    const alphabet = shift === 'wabun' ? WABUN : INTERNATIONAL;
    glyphs.push(...alphabet.print(run, '').glyphs);
    if (shift === '' && isCq(run)) shift = 'cq';
    else if (shift === 'cq' && run.length > 0 && !isCq(run)) shift = '';
    run = [];
  };
  for (const code of word) {
    const called = shift === '' && isCq(run) ? 'cq' : shift;
    const sign = SIGNS[code]?.[called];
    if (!sign) {
      run.push(code);
      continue;
    }
    printRun();
    glyphs.push({ text: sign.text, codes: 1 });
    shift = sign.to;
  }
  printRun();
  return { glyphs, shift };
}

const isCq = (run: readonly string[]): boolean => run.length === CQ.length && run.every((code, i) => code === CQ[i]);

/** Katakana, hiragana, half-width kana, and the signs that only Wabun has. */
const KANA = /[\u3001-\u30ff\uff61-\uff9f（）]/u;
const LATIN = /^[^<]*[A-Z]/iu;
/** A prosign, a bracket with what is in it, a stretch with Latin letters, or what stands between. */
const PARTS = /<[^<>\s]+>|（[^（）]*）|\d*[A-Z][\dA-Z/]*|[^<（A-Z]+|./giu;

/**
 * Sends each part of a text in its script. Where the text has no DO and SN they are put in; Latin letters within a word of kana
 * get brackets.
 */
function encode(text: string): readonly string[] {
  const codes: string[] = [];
  let wabun = false;
  let before = '';
  for (const [word] of text.trim().matchAll(/\S+/gu)) {
    if (codes.length > 0) codes.push('');
    for (const [part] of word.matchAll(PARTS)) {
      const latin = LATIN.test(part);
      const kana: boolean = KANA.test(part) && !(latin && wabun);
      if (kana && !wabun) codes.push(DO, '');
      if (latin && wabun && KANA.test(word)) {
        codes.push(OPENING, ...INTERNATIONAL.encode(part.replace(/[（）]/gu, '')), CLOSING);
        continue;
      }
      if (latin && wabun) codes.push(SN, '');
      wabun = kana || (wabun && !latin);
      codes.push(...(wabun ? WABUN : INTERNATIONAL).encode(part));
      if (/^<SN>$/iu.test(part)) wabun = false;
      if (/^<DO>$/iu.test(part)) wabun = !/^CQ$/iu.test(before);
    }
    before = word;
  }
  return wabun ? [...codes, '', SN] : codes;
}

/**
 * Latin and Wabun by the operators' own signs, as Japan's radio regulations and clubs (A1 Club, “Japanese Morse Code”) have
 * them: DO begins kana, SN ends it, and what stands in brackets between them is Latin. The shift follows from the codes of
 * the text alone. SN is also how a slip in kana is corrected; here it always ends the kana, up to the next DO.
 */
export const AUTO: Alphabet = { name: 'auto', decode: INTERNATIONAL.decode, print, encode };
