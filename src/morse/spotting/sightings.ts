import { isNear, type Reading } from './alignment.js';
import { saysBeacon } from './beacons.js';
import { isCallsign } from './callsigns.js';
import { Pauses } from './pauses.js';
import type { Word } from './word.js';

/**
 * Who a callsign belongs to, by the words around it: to the one who sends (after DE, CQ, TEST), perhaps to that one (standing alone, as
 * callers send it), to another who is called or answered, or nobody knows.
 */
export type Role = 'sender' | 'caller' | 'other' | 'unknown';

/** A reading with what stands around it. */
export interface Sighting extends Reading {
  readonly role: Role;
  /** 0…1: how sure the role is. */
  readonly weight: number;
  readonly calling: boolean;
  readonly beacon: boolean;
  readonly start: number;
  readonly end: number;
  readonly unit: number;
  /** Words that it is torn into. */
  readonly count: number;
  /** Nothing has come behind it yet, and it may go on. */
  readonly open: boolean;
  /** Which run of the same callsign it belongs to: stream time of its beginning, seconds. */
  readonly over: number;
}

const CALLING = /^(?:CQ|TEST|QRZ|CQDX|CQTEST|CWT|SST|MST|POTA|SOTA|WWFF|IOTA|WFF)$/;
/** Between a call for anybody and the callsign. */
const FILLER =
  /^(?:CQ|DE|TEST|QRZ|DX|POTA|SOTA|WWFF|WFF|IOTA|QRP|CWT|SST|MST|NA|EU|AS|SA|AF|OC|JA|UP|FD|SKCC|NAQP|\?)$/;
/** Behind the call of somebody who is answered. */
const REPORT = /^(?:R?[5E][N9][N9]|R?[3-5][1-9][1-9N]|RST|UR|R|\d+|73|TNX|TKS|GM|GA|GE|GD|QSL|CFM|DE)$/;
/** Words that are no part of a callsign. */
const WORD =
  /^(?:K|KN|BK|R|T|TU|E|EE|SK|AR|PSE|PWR|DE|CQ|TEST|QRZ|DX|UR|ES|OM|HW|HR|GA|GM|GE|GD|FB|NR|QTH|RST|UP|NAME|OP|QRL|QRP|VVV|TNX|TKS|HI|5NN|599|73|88|BCN|BEACON|ANT|RIG|WX|IS|AT|ON|TO|U|A|I|=|\+|\(|&|\?|,|\.|-|<.*>)$/;
/** Behind a callsign that was broken off: no end of it, though some end so. */
const SAID =
  /^(?:Q[A-Z]{2}|ABT|AGN|ALL|AND|BAD|BTR|BUT|CFM|CL|CPI|CPY|CUL|CW|DR|EL|ENT|FER|FM|FOR|GL|GUD|HPE|HV|HVE|HW|INFO|LID|LOC|LSN|MNI|MSG|MY|NIL|NOT|NOW|NW|OB|PLS|PSED|PWR|RCV|RE|RPT|RX|SIG|SIGS|SN|SRI|STN|TEMP|THE|TKS|TMP|TRX|TX|VERT|VFB|VY|WAIT|WATT|WID|WKD|WL|XYL|YAGI|YES|YL|YR)$/;
/** Words that run into the callsign behind them, or before them. */
const GLUED = /^(CQ|DE|TEST|QRZ|TU)(.{3,})$/;
const TRAILING = /^(.{3,}?)(TEST|DE|5NN|599|TU)$/;
/** The word before it does not count. */
const MISTAKE = '<HH>';
/** Seconds, and dits, that a beacon's long dash lasts at least. */
const LONG_DASH = { seconds: 0.6, units: 6 } as const;

/** How sure it is that one who stands alone sends; and where the callsign came twice. */
const CALLER = 0.5;
const CALLER_TWICE = 0.65;
/** Confidence below which a character may be noise. */
const DOUBTFUL = 0.6;

/**
 * What may be callsigns in these words, oldest first.
 *
 * @param complete stream time up to which nothing more belongs to them, seconds
 */
export function sightingsIn(read: readonly Word[], complete: number): Sighting[] {
  const words = withoutMistakes(read).flatMap(unglued);
  const pauses = new Pauses(words);
  const sightings: Sighting[] = [];
  for (let i = 0; i < words.length; ) {
    const found = callAt(words, i, pauses);
    if (!found) {
      i++;
      continue;
    }
    let end = i + found.count;
    const run = [found];
    // The same call, sent again by the same hand.
    const introduced = isIntroduced(words, i, pauses);
    for (let next = callAt(words, end, pauses); next && !pauses.hand(end); next = callAt(words, end, pauses)) {
      if (!isNear(found.text, next.text) && !(introduced && words[end + next.count]?.text !== 'DE')) break;
      run.push(next);
      end += next.count;
    }
    const around = contextOf(words, i, end, pauses);
    const twice = around.role === 'caller' && run.length > 1;
    const open = end === words.length && (words[end - 1]?.end ?? 0) > complete;
    // What comes next may be a report to that one.
    const unknown = open && words[i - 1]?.text !== 'DE';
    const weight = unknown ? 0 : twice ? CALLER_TWICE : around.weight;
    const context = { ...around, weight };
    for (const one of run)
      sightings.push({ ...one, ...context, joined: joinedWith(words, one, pauses), open, over: found.start });
    i = end;
  }
  return sightings;
}

/** A reading in words `at` and behind. */
type Found = Omit<Reading, 'joined'> & Pick<Sighting, 'start' | 'end' | 'unit' | 'count'> & { readonly at: number };

/** A callsign at word `i`, of as many words as it was torn into. */
function callAt(words: readonly Word[], i: number, pauses: Pauses): Found | null {
  const word = words[i];
  if (!word || WORD.test(word.text)) return null;
  if (isCallsign(word.text)) return reading([word], i);
  const introduced = isIntroduced(words, i, pauses) || opened(words, i, pauses) || words[i + 1]?.text === 'DE';
  for (const count of [2, 3]) {
    const torn = words.slice(i, i + count);
    const whole = ({ text }: Word): boolean => isWord(text) || isCallsign(text);
    if (torn.length < count || torn.some(whole) || torn.some((_, n) => n > 0 && pauses.over(i + n))) break;
    const joined = torn.map(({ text }) => text).join('');
    if (introduced && isCallsign(joined)) return reading(torn, i);
  }
  return mayBeCall(word.text) ? reading([word], i) : null;
}

function reading(words: readonly Word[], at: number): Found {
  return {
    text: words.map(({ text }) => text).join(''),
    confidences: words.flatMap(({ confidences }) => confidences),
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    unit: words[0]?.unit ?? 0,
    count: words.length,
    at,
  };
}

/** No part of a callsign, whole or torn. */
const isWord = (text: string): boolean => WORD.test(text) || SAID.test(text);

/** What may have been one, with letters that were misread. */
const mayBeCall = (text: string): boolean => /^[A-Z\d/*]{4,12}$/.test(text) && /\d|\*/.test(text) && /[A-Z]/.test(text);

/** The callsign with the word behind it, which may be its end. */
function joinedWith(words: readonly Word[], { text, count, at }: Found, pauses: Pauses): string | null {
  const next = pauses.over(at + count) ? '' : (words[at + count]?.text ?? '');
  return next !== '' && next.length <= 3 && !isWord(next) && isCallsign(text + next) ? text + next : null;
}

interface Context {
  readonly role: Role;
  readonly weight: number;
  readonly calling: boolean;
  readonly beacon: boolean;
}

/** Of the callsign in words `from` to `to`. */
function contextOf(words: readonly Word[], from: number, to: number, pauses: Pauses): Context {
  const text = words[from]?.text ?? '';
  const before = pauses.over(from) ? '' : (words[from - 1]?.text ?? '');
  const behind = pauses.over(to) ? '' : (words[to]?.text ?? '');
  const next = words[to];
  const dash =
    next &&
    /^T+$/.test(next.text) &&
    next.end - next.start > LONG_DASH.seconds &&
    next.unit * 3 > LONG_DASH.units * (words[from]?.unit ?? 1);
  const tuning = overHas(words, from, pauses, 'VVV');
  const beacon = dash === true || tuning || /\/B(?:CN)?$/.test(text) || saysBeacon(words, from, to, pauses);
  const as = (role: Role, weight: number, calling: boolean): Context => ({ role, weight, calling, beacon });
  if (behind === 'DE') return as('other', 0.9, false);
  if (before === 'DE') return as('sender', 1, CALLING.test(behind) || opened(words, from, pauses));
  if (dash) return as('sender', 0.9, false);
  if (REPORT.test(behind)) return as('other', 0.9, false);
  if (isIntroduced(words, from, pauses)) return as('sender', 1, true);
  if (isFragment(before) && words[from - 2]?.text === 'DE') return as('sender', 0.9, opened(words, from, pauses));
  if (before !== '' && !isCallsign(before) && opened(words, from, pauses)) return as('sender', 0.85, true);
  if (CALLING.test(behind) && behind !== 'CQ') return as('sender', 0.9, true);
  if (before === 'TU') return as('sender', 0.5, true);
  if (beacon) return as('sender', 0.6, false);
  if (!isCallsign(text)) return as('unknown', 0, false);
  if (before === '' || pauses.hand(from) || isCallsign(before) || CALLING.test(before)) {
    if (behind === '' || pauses.hand(to) || isCallsign(behind)) return as('caller', CALLER, false);
  }
  return as('unknown', 0, false);
}

/** What is left of a callsign that was misread. */
const isFragment = (text: string): boolean => text.length > 0 && text.length <= 3 && !WORD.test(text);

/** CQ, TEST, QRZ or DE stand before word `i`, with nothing but what goes with them in between. */
function isIntroduced(words: readonly Word[], i: number, pauses: Pauses): boolean {
  let at = i - 1;
  if (at < 0 || pauses.over(i)) return false;
  const first = words[at]?.text ?? '';
  if (!FILLER.test(first)) return false;
  let calling = false;
  for (; at >= 0; at--) {
    const text = words[at]?.text ?? '';
    if (!FILLER.test(text)) break;
    calling ||= CALLING.test(text) || text === 'DE';
    if (pauses.over(at)) return calling;
  }
  return calling && !(i - at === 2 && closesCall(words, at + 1, pauses));
}

/** Word `i`, such as TEST, stands right behind a callsign. */
function closesCall(words: readonly Word[], i: number, pauses: Pauses): boolean {
  return isCallsign(words[i - 1]?.text ?? '') && !pauses.over(i) && words[i]?.text !== 'DE';
}

/** The over began with a call for anybody. What stands right behind a callsign ended the call of that one. */
function opened(words: readonly Word[], i: number, pauses: Pauses): boolean {
  for (let at = i - 1; at >= 0; at--) {
    if (CALLING.test(words[at]?.text ?? '')) return !closesCall(words, at, pauses);
    if (isCallsign(words[at]?.text ?? '') || pauses.over(at)) return false;
  }
  return false;
}

function overHas(words: readonly Word[], i: number, pauses: Pauses, text: string): boolean {
  for (let at = i - 1; at >= 0 && i - at < 6; at--) {
    if (words[at]?.text === text) return true;
    if (pauses.over(at)) return false;
  }
  return false;
}

/** Without words that were taken back; the time that they took is no pause. */
function withoutMistakes(read: readonly Word[]): readonly Word[] {
  const words: Word[] = [];
  for (const word of read) {
    if (word.text !== MISTAKE) words.push(word);
    else {
      words.pop();
      const last = words.pop();
      if (last) words.push({ ...last, end: word.end });
    }
  }
  return words;
}

/** A callsign that has run together with the word before or behind it, or with itself. */
function unglued(word: Word): Word[] {
  const { text } = word;
  if (isCallsign(text) || text.length !== word.confidences.length) return [word];
  const [, first = '', rest = ''] = GLUED.exec(text) ?? [];
  if (first && isCallsign(rest)) return [part(word, 0, first.length), part(word, first.length)];
  const [, head = '', tail = ''] = TRAILING.exec(text) ?? [];
  if (tail && isCallsign(head)) return [part(word, 0, head.length), part(word, head.length)];
  // Noise that runs into it.
  const sure = word.confidences.findIndex((confidence) => confidence >= DOUBTFUL);
  if (sure > 0 && sure <= 2 && isCallsign(text.slice(sure))) return [part(word, sure)];
  const half = text.length / 2;
  if (text.slice(0, half) === text.slice(half) && isCallsign(text.slice(half)))
    return [part(word, 0, half), part(word, half)];
  return [word];
}

function part(word: Word, from: number, to = word.text.length): Word {
  const share = (index: number): number => word.start + ((word.end - word.start) * index) / word.text.length;
  return {
    ...word,
    text: word.text.slice(from, to),
    confidences: word.confidences.slice(from, to),
    start: share(from),
    end: share(to),
  };
}
