import type { Character } from '../character.js';
import { isSpace, type Splice } from '../transcript.js';
import { type Sighting, sightingsIn } from './sightings.js';
import { type NamedCall, vote } from './vote.js';
import { unitOf, wordsOf } from './word.js';

/** Words ahead of a changed one whose meaning depends on it, and as many ahead of those on which theirs does. */
const CONTEXT = 6;
/** Seconds for which a reading counts, and how many do. */
const MEMORY = 600;
const MOST = 48;
/** Seconds, and dits, after which the last word is complete: a letter of 19 dits may be on its way. */
const SILENCE = { seconds: 1.5, dits: 30 } as const;
/** Dits of a pause behind a word whose end was surely heard. */
const WHOLE = 5;
/** Characters that tell the speed. */
const NEWEST = 12;

/** What has changed of who is named on a channel. */
export interface NamesChange {
  /** New, or heard again. */
  readonly named: readonly NamedCall[];
  /** Was a mistake. */
  readonly withdrawn: readonly string[];
}

const NOTHING: NamesChange = { named: [], withdrawn: [] };

/**
 * Looks for callsigns in a text that changes: in what is final only. What is changed in final text is looked through again, and what
 * had been read there before counts no more.
 */
export class SpotFeed {
  /** Stream time at which the sound broke off, perhaps within a word, seconds; null: it did not. */
  brokeOff: number | null = null;
  #sightings: Sighting[] = [];
  #named = new Map<string, NamedCall>();
  /** Characters that have been looked through with all that stands behind them. */
  #count = 0;
  #text: readonly Character[] = [];
  #closed = true;
  /** Stream time up to which words are complete because a pause followed, seconds. */
  #rested = Number.NEGATIVE_INFINITY;

  /** @param text as it is after the change */
  take({ index, remove, insert }: Splice, text: readonly Character[]): NamesChange {
    this.#text = text;
    if (index === 0 && insert.length === 0) {
      this.#count = Math.max(0, this.#count - remove);
      return NOTHING;
    }
    const again = index < this.#count;
    this.#count = Math.min(this.#count, index);
    this.#closed = false;
    if (!again && !insert.some(({ code, text }) => code === '' || /\W/.test(text))) return NOTHING;
    return this.#look(false);
  }

  /** Nothing is being sent. @param now stream time up to which everything has been read, seconds */
  rest(now: number): NamesChange {
    if (this.#closed) return NOTHING;
    const last = this.#text.findLast(({ code }) => code !== '')?.end ?? now;
    const unit = unitOf(this.#text.slice(-NEWEST));
    if (now - last < Math.max(SILENCE.seconds, SILENCE.dits * unit)) return NOTHING;
    this.#closed = true;
    this.#rested = last;
    return this.#look(true);
  }

  #look(closed: boolean): NamesChange {
    const text = this.#text;
    let end = this.#count;
    while (text[end]?.final) end++;
    const again = wordsBack(text, this.#count);
    const start = wordsBack(text, again);
    const from = again > 0 ? (text[again]?.start ?? 0) : Number.NEGATIVE_INFINITY;
    const now = text[end - 1]?.end ?? 0;
    const kept = this.#sightings.filter((one) => one.start < from && now - one.end < MEMORY);
    const all = closed && end === text.length;
    const complete = all ? Number.POSITIVE_INFINITY : this.#rested;
    const found = sightingsIn(wordsOf(text.slice(start, end), all), complete);
    // A repeat of what was read before was not cut.
    const repeats = ({ text }: Sighting) =>
      this.#named.has(text) || [...kept, ...found].some((other) => other.text === text && !this.#isTorn(other));
    const fresh = found.filter((one) => one.start >= from && (!this.#isTorn(one) || repeats(one)));
    this.#sightings = [...kept, ...fresh].slice(-MOST);
    this.#count = end;
    return this.#changes();
  }

  /** True for what the end of the sound may have cut within: its last letter may be no whole one, and letters may be missing. */
  #isTorn({ end, unit }: Sighting): boolean {
    return this.brokeOff !== null && Math.abs(this.brokeOff - end) < WHOLE * unit;
  }

  #changes(): NamesChange {
    const calls = vote(this.#sightings);
    const names = new Set(calls.map(({ callsign }) => callsign));
    const named = calls.filter((call) => {
      const before = this.#named.get(call.callsign);
      return !before || call.time > before.time + 0.1 || call.type !== before.type;
    });
    // What is forgotten was no mistake.
    const now = this.#sightings.at(-1)?.end ?? 0;
    const withdrawn = [...this.#named]
      .filter(([name, { time }]) => !names.has(name) && now - time < MEMORY / 2)
      .map(([name]) => name);
    this.#named = new Map(calls.map((call) => [call.callsign, call]));
    return { named, withdrawn };
  }
}

/** Where the word begins that is so many before `index`. */
function wordsBack(text: readonly Character[], index: number): number {
  let start = index;
  for (let words = 0; start > 0; start--) if (isSpace(text[start - 1]) && ++words > CONTEXT) break;
  return start;
}
