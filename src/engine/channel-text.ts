import { type Character, type FoundCharacter, settledCharacter } from '../morse/character.js';
import type { DecodedToken } from '../morse/ctc.js';
import type { ReadingChoice } from '../morse/language/choose-reading.js';
import { settleTail } from '../morse/settle.js';
import { type Mend, SurerReading } from '../morse/surer-reading.js';
import { isSpace, mergeAtSeam, middle, type Splice, same, Transcript } from '../morse/transcript.js';
import type { SpaceVerdict } from '../morse/word-spaces.js';

/** Seconds that a model needs to hear itself in: for so long after its start a fresh decode does not replace older text. */
const HEARING_IN = 4;
/** Settled characters by which it is known what is being sent. */
const KNOWN = 40;
/** Settled characters that a careful reading that begins again may find once more. */
const SEEN_AGAIN = 16;

/**
 * One channel's text, as a character for each code that was read; a `TextPrinter` makes letters of them. A span that is read twice, after a lost worker or by a re-decode, is gathered first and then merged in
 * one splice, so that nothing is missing or doubled. A careful reading may go over the text behind the quick one: what it
 * has gone over is settled, and neither another quick reading nor a lost worker changes it any more.
 */
export class ChannelText {
  #transcript = new Transcript();
  /** A span that is being read again: what it has given so far, and where the first reading had stopped. */
  #again: { readonly start: number; readonly until: number; fresh: readonly Character[] } | null = null;
  /** A careful reading: how many characters it has left behind it, and the stream time (s) from which on it counts. */
  #careful: { count: number; from: number } | null = null;
  readonly #surer = new SurerReading();
  /** Stream time (s) up to which what the quick reading had was cleared: a careful one that goes there has nothing to be judged against. */
  #cleared = Number.NEGATIVE_INFINITY;
  /** Chooses where a careful reading differs from the quick one; null: the careful one stands. */
  choice: Pick<ReadingChoice, 'choose'> | null = null;
  /** New characters may still change. */
  provisional = false;

  get characters(): readonly Character[] {
    return this.#transcript.characters;
  }

  toCharacter(token: DecodedToken, final = !this.provisional && !token.doubtful): FoundCharacter {
    const { code, start, end, confidence, others } = token;
    return { text: token.space ? ' ' : code, code, start, end, confidence, final, ...(others && { others }) };
  }

  /** Adds what the channel has read up to frame `done`. */
  add(characters: readonly Character[], done: number): Splice[] {
    if (!this.#again) return characters.length > 0 ? this.#bounded(this.#transcript.append(characters)) : [];
    this.#again.fresh = [...this.#again.fresh, ...characters];
    if (done < this.#again.until) return [];
    const { fresh, start } = this.#again;
    return this.replaceFrom(start, fresh);
  }

  /** Takes word spaces out that are none, as far as they may still change; makes final those that are, where no careful reading comes. */
  judge(verdicts: readonly SpaceVerdict[]): Splice[] {
    if (verdicts.length === 0) return [];
    if (this.#again) this.#again.fresh = this.judged(this.#again.fresh, verdicts);
    const old = this.characters;
    const judged = this.judged(old, verdicts);
    let index = 0;
    while (index < old.length && old[index] === judged[index]) index++;
    if (index === old.length) return [];
    let behind = 0;
    while (old.at(-1 - behind) === judged.at(-1 - behind)) behind++;
    this.#transcript = new Transcript();
    this.#transcript.append(judged);
    const insert = judged.slice(index, judged.length - behind);
    return this.#bounded({ index, remove: old.length - behind - index, insert });
  }

  /** Characters of a quick reading with its verdicts on their spaces. */
  judged(characters: readonly Character[], verdicts: readonly SpaceVerdict[]): readonly Character[] {
    if (verdicts.length === 0) return characters;
    const verdictOn = (one: Character) =>
      isSpace(one) && !one.final ? verdicts.find(({ start }) => start === one.start) : undefined;
    return characters.flatMap((one) => {
      const verdict = verdictOn(one);
      if (!verdict) return [one];
      if (!verdict.word) return [];
      return [this.provisional ? one : { ...one, final: true }];
    });
  }

  /** The channel begins again at `start` (s) and has been read up to frame `until` before. */
  readAgain(start: number, until: number): void {
    const again = this.#again;
    this.#again = again
      ? { start: Math.min(start, again.start), until: Math.max(until, again.until), fresh: [] }
      : { start, until, fresh: [] };
  }

  /** Replaces the text from `start` (s) on by a fresh reading that began there. */
  replaceFrom(start: number, fresh: readonly Character[]): Splice[] {
    this.#again = null;
    this.#cleared = Math.min(this.#cleared, start);
    const old = this.characters;
    const settled = old.slice(0, this.#careful?.count ?? 0).findLast((character) => !isSpace(character));
    const merged = mergeAtSeam(old, fresh, Math.max(this.#seam(start), settled?.end ?? Number.NEGATIVE_INFINITY));
    let index = 0;
    while (index < old.length && old[index] === merged[index]) index++;
    this.#transcript = new Transcript();
    this.#transcript.append(merged);
    if (this.#careful) this.#careful.count = Math.min(this.#careful.count, index);
    return this.#bounded({ index, remove: old.length - index, insert: merged.slice(index) });
  }

  /** Puts `chars`, which another reading has of a time (s), by itself from the first to the last of them, in the place of what stands there. */
  replaceSpan(chars: readonly Character[], from = chars[0]?.start ?? 0, to = chars.at(-1)?.end ?? 0): Splice[] {
    const spaced = this.#transcript.replaceSpan(from, to, chars);
    const careful = this.#careful;
    if (careful) {
      const behind = spaced.index + spaced.insert.length;
      const moved = careful.count - spaced.remove + spaced.insert.length;
      careful.count = careful.count > spaced.index ? Math.max(behind, moved) : behind;
    }
    return this.#bounded(spaced);
  }

  /**
   * A careful reading goes over the text from `start` (s) on.
   *
   * @param cold it begins there without having heard what the text before was read from, and has to hear itself in
   */
  beginSettling(start: number, cold: boolean): void {
    const from = cold ? this.#seam(start) : Number.NEGATIVE_INFINITY;
    const first = this.characters.findIndex((character) => middle(character) >= Math.max(start, from));
    this.#careful = { count: first < 0 ? this.characters.length : first, from };
    this.#surer.reset();
  }

  /**
   * What the careful reading has found since the last call, in order, and the stream time up to which it has decided,
   * seconds. Characters that it had found before, as after a lost worker, do not count again. Where it tells another story
   * and is the less sure of the two, what stood there becomes final.
   */
  settle(fresh: readonly Character[], until: number): Splice[] {
    const careful = this.#careful;
    if (!careful) return [];
    const old = this.characters;
    const seen = old.slice(Math.max(0, careful.count - SEEN_AGAIN), careful.count).filter((one) => !isSpace(one));
    const behind = seen.at(-1)?.end ?? Number.NEGATIVE_INFINITY;
    const counts = (one: Character) =>
      middle(one) >= behind &&
      (middle(one) >= careful.from || seen.length > 0) &&
      (isSpace(one) || !seen.some((other) => same(other, one)));
    const tail = old.slice(careful.count);
    const { settled, rest } = settleTail(tail, fresh.filter(counts), until, old[careful.count - 1]);
    const over = tail.slice(0, tail.length - rest.length);
    const { choice } = this;
    const isThere = (one: Character) => middle(one) >= this.#cleared;
    const alone = settled.filter((one) => !isThere(one)).map(settledCharacter);
    const past = [...old.slice(Math.max(0, careful.count - KNOWN), careful.count), ...alone.slice(-KNOWN)];
    const mend: Mend | undefined = choice
      ? (ours, theirs, before, behind) => choice.choose(ours, theirs, [...past, ...before], [...behind, ...rest])
      : undefined;
    const insert = [...alone, ...this.#surer.choose(over.filter(isThere), settled.filter(isThere), past.at(-1), mend)];
    const splice = { index: careful.count, remove: over.length, insert };
    if (splice.remove === 0 && splice.insert.length === 0) return [];
    this.#transcript = new Transcript();
    this.#transcript.append([...old.slice(0, careful.count), ...insert, ...rest]);
    careful.count += insert.length;
    return this.#bounded(splice);
  }

  /** Makes final, as it is, what lies before `until` (s): no careful reading goes over it any more. */
  finalize(until = Number.POSITIVE_INFINITY): Splice[] {
    const old = this.characters;
    const first = old.findIndex(({ final }) => !final);
    const behind = old.findIndex((character) => middle(character) >= until);
    const end = behind < 0 ? old.length : behind;
    if (this.#careful) this.#careful.count = Math.max(this.#careful.count, end);
    if (first < 0 || first >= end) return [];
    const insert = old.slice(first, end).map((one) => (one.final ? one : { ...one, final: true }));
    this.#transcript = new Transcript();
    this.#transcript.append([...old.slice(0, first), ...insert, ...old.slice(end)]);
    return [{ index: first, remove: end - first, insert }];
  }

  /** No careful reading comes any more: everything is final as it is. */
  endSettling(): Splice[] {
    this.#careful = null;
    this.provisional = false;
    return this.finalize();
  }

  /** Stream time of the end of the oldest character that may still change, seconds; null when none may. */
  get oldestProvisional(): number | null {
    const { characters } = this;
    let oldest: number | null = null;
    for (let i = characters.length - 1; i >= 0; i--) {
      const character = characters[i];
      if (!character || (character.final && !isSpace(character))) break;
      if (!character.final) oldest = character.end;
    }
    return oldest;
  }

  /** @param now stream time, s: what a careful reading finds before it does not come back */
  clear(now = Number.NEGATIVE_INFINITY): Splice[] {
    if (this.#careful) this.#careful = { count: 0, from: now };
    this.#cleared = Math.max(this.#cleared, now);
    return this.characters.length > 0 ? [this.#transcript.clear()] : [];
  }

  /** Stream time (s) from which on a fresh reading counts that begins at `start` (s): not before it has heard itself in. */
  #seam(start: number): number {
    const seam = start + HEARING_IN;
    const overlaps = this.characters.some((character) => !isSpace(character) && character.start < seam);
    return overlaps ? seam : Number.NEGATIVE_INFINITY;
  }

  #bounded(splice: Splice): Splice[] {
    const trimmed = this.#transcript.trim();
    if (trimmed && this.#careful) this.#careful.count = Math.max(0, this.#careful.count - trimmed.remove);
    return [splice, trimmed].filter((one) => one !== null && (one.remove > 0 || one.insert.length > 0)) as Splice[];
  }
}
