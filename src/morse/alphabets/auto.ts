import type { Alphabet, Glyph, PrintedWord } from './alphabet.js';
import { INTERNATIONAL } from './international.js';
import { WABUN } from './wabun.js';

/**
 * What a text is printed in: Latin letters; Latin after the word CQ; kana, between DO and SN; Latin within brackets between DO
 * and SN; Latin just after SN.
 */
type Script = 'latin' | 'cq' | 'wabun' | 'bracket' | 'ended';

interface State {
  readonly script: Script;
  /** Codes since SN, and those of them that only kana have. */
  readonly seen: number;
  readonly kana: number;
}

/** Signs in dots and dashes: 下向き括弧 and 上向き括弧 are the opening and the closing bracket. */
const DO = '-..---';
const SN = '...-.';
const OPENING = '-.--.-';
const CLOSING = '.-..-.';
const CQ = ['-.-.', '--.-'];

/**
 * SN is also how a slip is corrected, with no DO after it. So when that many codes that only kana have come within so many after
 * SN, kana go on from there.
 */
const PROOF = { kana: 2, within: 12 } as const;

interface Sign {
  readonly text: string;
  readonly to: Script;
}

/** Signs, in the scripts that they mean anything in. */
const SIGNS: Readonly<Record<string, Partial<Record<Script, Sign>>>> = {
  [DO]: {
    latin: { text: '<DO>', to: 'wabun' },
    // “CQ DO” says what is wanted; what follows is a callsign.
    cq: { text: '<DO>', to: 'cq' },
    wabun: { text: '<DO>', to: 'wabun' },
    bracket: { text: '<DO>', to: 'wabun' },
    ended: { text: '<DO>', to: 'wabun' },
  },
  [SN]: {
    wabun: { text: '<SN>', to: 'ended' },
    bracket: { text: '<SN>', to: 'ended' },
    ended: { text: '<SN>', to: 'ended' },
  },
  [OPENING]: { wabun: { text: '（', to: 'bracket' } },
  [CLOSING]: { bracket: { text: '）', to: 'wabun' } },
};

function print(word: readonly string[], shift: string): PrintedWord {
  const glyphs: Glyph[] = [];
  let state = stateOf(shift);
  let run: string[] = [];
  const printRun = (): void => {
    const alphabet = state.script === 'wabun' ? WABUN : INTERNATIONAL;
    glyphs.push(...alphabet.print(run, '').glyphs);
    if (run.length > 0) state = afterRun(state, run);
    run = [];
  };
  for (const code of word) {
    const sign = SIGNS[code]?.[afterRun(state, run).script];
    const after = sign ? null : afterCode(state, code);
    if (sign || (after?.script === 'wabun' && state.script !== 'wabun')) printRun();
    if (sign) {
      glyphs.push({ text: sign.text, codes: 1 });
      state = { script: sign.to, seen: 0, kana: 0 };
    } else if (after) {
      run.push(code);
      state = after;
    }
  }
  printRun();
  return { glyphs, shift: `${state.script} ${state.seen} ${state.kana}` };
}

/** The state that a word begins in, as it comes from the word before; a text that has none begins in Latin. */
function stateOf(shift: string): State {
  const [script, seen, kana] = shift.split(' ');
  return {
    script: SCRIPTS.find((known) => known === script) ?? 'latin',
    seen: Number(seen ?? 0),
    kana: Number(kana ?? 0),
  };
}

const SCRIPTS: readonly Script[] = ['latin', 'cq', 'wabun', 'bracket', 'ended'];

/** Latin letters that make up CQ, or do not. */
function afterRun(state: State, run: readonly string[]): State {
  if (state.script === 'wabun' || state.script === 'bracket' || run.length === 0) return state;
  if (run.length === CQ.length && run.every((code, i) => code === CQ[i])) return { ...state, script: 'cq' };
  return state.script === 'cq' ? { ...state, script: 'latin' } : state;
}

/** Counts towards the proof that kana go on after SN. */
function afterCode(state: State, code: string): State {
  if (state.script !== 'ended') return state;
  const seen = state.seen + 1;
  const kana = state.kana + (isKanaAlone(code) ? 1 : 0);
  if (kana >= PROOF.kana) return { script: 'wabun', seen: 0, kana: 0 };
  return { script: seen >= PROOF.within ? 'latin' : 'ended', seen, kana };
}

/** A code of a kana that Latin text does not have: at most an accented letter. */
const isKanaAlone = (code: string): boolean =>
  /^[ァ-ヶー゜、]$/u.test(WABUN.decode(code)) && !/^[\dA-Z+=/<.]/.test(INTERNATIONAL.decode(code));

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
 * the text alone.
 */
export const AUTO: Alphabet = { name: 'auto', decode: INTERNATIONAL.decode, print, encode };
