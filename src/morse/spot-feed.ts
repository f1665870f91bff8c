import { CallsignSpotter } from './callsigns.js';
import type { Character } from './character.js';
import { isSpace, type Splice } from './transcript.js';

/** Words ahead of a changed one that are read again with it: what introduces a callsign stands there. */
const CONTEXT = 4;

/** A callsign that was read, with the stream time of its end, s, and the mean probability of what it was found in. */
export interface FoundCallsign {
  readonly callsign: string;
  readonly time: number;
  readonly confidence: number;
}

/**
 * Looks for callsigns in a text that changes: in what is final only, so that a call is told once and as it stays. What is
 * changed in final text is looked through again, and gives only what it had not given before.
 */
export class SpotFeed {
  readonly #spotter = new CallsignSpotter();
  /** Characters that have been looked through. */
  #count = 0;

  /** @param text as it is after the change */
  take({ index, remove, insert }: Splice, text: readonly Character[]): readonly FoundCallsign[] {
    if (index < this.#count) this.#goBack(index, remove, insert, text);
    let end = this.#count;
    while (text[end]?.final) end++;
    const fresh = text.slice(this.#count, end);
    this.#count = end;
    return fresh.flatMap((character, i) => {
      const found = this.#spotter.push([character]);
      return found.map((callsign) => ({ callsign, ...measure(text, end - fresh.length + i) }));
    });
  }

  #goBack(index: number, remove: number, insert: readonly Character[], text: readonly Character[]): void {
    const trimmed = index === 0 && insert.length === 0;
    if (trimmed) {
      this.#count = Math.max(0, this.#count - remove);
      return;
    }
    this.#count = index;
    for (let words = 0; this.#count > 0; this.#count--) {
      if (isSpace(text[this.#count - 1]) && ++words > CONTEXT) break;
    }
    this.#spotter.rewind();
  }
}

/** Of the word that ends before `end`. */
function measure(text: readonly Character[], end: number): { time: number; confidence: number } {
  let start = end;
  while (start > 0 && !isSpace(text[start - 1])) start--;
  const word = text.slice(start, end);
  const confidence = word.reduce((sum, character) => sum + character.confidence, 0) / Math.max(1, word.length);
  return { time: word.at(-1)?.end ?? 0, confidence };
}
