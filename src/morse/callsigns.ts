import type { Character } from './character.js';

/**
 * A callsign as ITU Radio Regulations 19.50–19.69 form it: a prefix of one or two characters (letter, letter and letter,
 * digit and letter, letter and digit; 3DA for Eswatini), a digit or more of them for special stations, one to four letters.
 */
const CALL = /^(?:[A-Z]{1,2}|3DA|[2-9][A-Z]|[A-Z][2-9])\d{1,4}[A-Z]{1,4}$/;
/** What may stand before a `/` (a country's prefix) and behind it. */
const PREFIX = /^(?:[A-Z]{1,2}\d?|\d[A-Z]\d?)$/;
const SUFFIX = /^(?:P|M|MM|AM|A|B|R|QRP|LH|\d|[A-Z]{1,2}\d?)$/;
/** Prefixes that the ITU has given to nobody: all of Q, and the digits 0 and 1 in front. */
const UNASSIGNED = /^(?:Q|[01])/;
/** Words of the air that have the form of a callsign. */
const NO_CALLS: ReadonlySet<string> = new Set(['R5NN', 'RST5NN', 'UR5NN', 'E5NN', 'TU5NN']);
/** Words after which a callsign is expected. */
const INTRODUCTIONS: ReadonlySet<string> = new Set(['CQ', 'DE', 'TEST', 'QRZ', 'CQDX', 'DX', 'POTA', 'SOTA', 'WWFF']);
/** Words that are no callsign themselves and let an introduction go on. */
const FILLERS: ReadonlySet<string> = new Set([
  'CQ',
  'DE',
  'TEST',
  'QRZ',
  'DX',
  'POTA',
  'SOTA',
  'WWFF',
  'QRP',
  'CWT',
  'NA',
  'EU',
]);
/** Least probability of every character of a spot. */
const SURE = 0.6;
/** Seconds between two spots of the same callsign. */
const AGAIN = 60;
/** Seconds for which spots are remembered: the longest history that can be read again, and a little. */
const MEMORY = 660;
/** Seconds within which a callsign that nothing introduces must come twice. */
const REPEATED = 30;

/**
 * Spots callsigns in running text as skimmers do: a word of the right form that was introduced (CQ, DE, TEST, QRZ…) or came
 * twice within half a minute. Words end at word spaces, so a spot comes with the space behind it.
 */
export class CallsignSpotter {
  #word: Character[] = [];
  #introduced = false;
  readonly #seen = new Map<string, number>();
  /** When each callsign was spotted. */
  readonly #spotted = new Map<string, readonly number[]>();

  /** Reads on; gives the callsigns that are new, each at most once in 60 s. */
  push(chars: readonly Character[]): readonly string[] {
    const spots: string[] = [];
    for (const character of chars) {
      // BT, AR and the like end a word as a space does.
      const ends = character.code === '' || /^(?:[=+(]|<.*>)$/.test(character.text);
      if (!ends) {
        this.#word.push(character);
        continue;
      }
      const spot = this.#finishWord();
      if (spot !== null) spots.push(spot);
    }
    return spots;
  }

  /** The next characters are read again, from the start of a word: what was spotted in them is not spotted once more. */
  rewind(): void {
    this.#word = [];
    this.#introduced = false;
  }

  /** Forgets the text so far: another signal begins. */
  reset(): void {
    this.#word = [];
    this.#introduced = false;
    this.#seen.clear();
    this.#spotted.clear();
  }

  #finishWord(): string | null {
    const word = this.#word;
    const last = word.at(-1);
    if (!last) return null;
    this.#word = [];
    const text = word.map((character) => character.text).join('');
    const introduced = this.#introduced;
    this.#introduced = INTRODUCTIONS.has(text) || (introduced && FILLERS.has(text));
    if (!isCallsign(text) || word.some((character) => character.confidence < SURE)) return null;
    const before = this.#seen.get(text);
    this.#seen.set(text, last.end);
    this.#forget(last.end);
    const start = word[0]?.start ?? last.end;
    const repeated = before !== undefined && start >= before && last.end - before <= REPEATED;
    const spotted = this.#spotted.get(text) ?? [];
    if (!(introduced || repeated) || spotted.some((time) => Math.abs(last.end - time) < AGAIN)) return null;
    this.#spotted.set(text, [...spotted, last.end]);
    return text;
  }

  #forget(now: number): void {
    for (const [call, time] of this.#seen) if (now - time > REPEATED) this.#seen.delete(call);
    for (const [call, times] of this.#spotted) {
      const kept = times.filter((time) => now - time <= MEMORY);
      if (kept.length > 0) this.#spotted.set(call, kept);
      else this.#spotted.delete(call);
    }
  }
}

/** True for text that has the form of a callsign, with `/P` and the like or a country's prefix. Upper case. */
export const isCallsign = (text: string): boolean => {
  const parts = text.split('/');
  if (parts.length > 3 || NO_CALLS.has(text)) return false;
  const at = parts.findIndex((part) => CALL.test(part) && !UNASSIGNED.test(part));
  if (at < 0 || at > 1) return false;
  return parts.every((part, i) => i === at || (i < at ? PREFIX.test(part) : SUFFIX.test(part)));
};
