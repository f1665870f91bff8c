import { frameTime } from '../dsp/frame.js';
import { calibrated } from './calibration.js';
import type { Alternative } from './character.js';
import { KeyMarks } from './key-marks.js';
import { locateCode, units } from './locate-code.js';
import { MissedCodes } from './missed-codes.js';
import type { OutputContract } from './output-contract.js';
import { type SpaceVerdict, WordSpaces } from './word-spaces.js';

/** One code or word space that a model has read. */
export interface DecodedToken {
  /** ASCII `.` and `-`; empty for a word space. */
  readonly code: string;
  readonly space: boolean;
  /** Of a space: it may turn out to be none ({@link CtcDecoder.takeVerdicts}). */
  readonly doubtful?: true;
  /** Frame (8 ms) at which the model decided. */
  readonly frame: number;
  /** Stream time of the start of the first mark, seconds; of a space: of the end of the mark before it. */
  readonly start: number;
  /** Stream time of the end of the last mark, seconds; of a space: the time until which the key was seen up. */
  readonly end: number;
  /**
   * Probability that the token is right, 0…1: of a code what the model gave it of all that it did not give to the blank, of a
   * word space that one of the outputs so far was it; mapped by the model's calibration where it has one.
   */
  readonly confidence: number;
  /** What else it may be, where that is known. */
  readonly others?: readonly Alternative[];
}

const BLANK = 0;
const SPACE = 1;
/** Outputs before a decision whose probabilities count towards its confidence: 80 ms, the rise of a peak. */
const RISE = 5;
/** Least odds of another code that is told, and how many are. */
const LEAST_ODDS = 0.02;
const MOST_OTHERS = 4;
/** Confidence of a code that the model has passed over and the marks show. */
const BY_MARKS = 0.8;
/** Probability from which on the sender's gaps make a space, and what one is worth that they make in the pause. */
const WORD = 0.5;
const SURE_BY_GAPS = 0.9;

/**
 * Greedy streaming CTC decoding of one slot (Graves et al. 2006, best path): the likeliest token of every output, repeats
 * collapsed, blanks dropped. A token is given at the first output that it wins, so that characters appear at once. A word
 * space is also given once the outputs since the last code, taken together, make it likelier than not: no edge in the sound
 * says when a pause is long enough, so its probability spreads over outputs of which none wins. Where letters are spaced, and where
 * a model leaves a space out after an over, the sender's own gaps decide ({@link WordSpaces}). Times come from the keying trace that the
 * model gives beside its tokens.
 */
export class CtcDecoder {
  readonly #contract: OutputContract;
  #marks = new KeyMarks();
  readonly #live: boolean;
  #spaces: WordSpaces;
  #missed = new MissedCodes();
  /** Probabilities of the last outputs, `[RISE, V]`. */
  readonly #recent: Float64Array;
  #outputs = 0;
  /** Largest probability of any code since the last one, the last outputs left out. */
  #hint = 0;
  /** Of each of the last outputs, 0 where it belongs to a code that was given. */
  readonly #hints = new Float64Array(RISE);
  #last = BLANK;
  #spaced = true;
  /** The model has called the pause since the last code a word space. */
  #said = false;
  /** Probability that no output since the last code was a word space. */
  #together = 1;
  #end = 0;
  /** End of the last code, seconds; before the first 0. */
  #codeEnd = 0;

  /** @param live where letters are spaced the sender's gaps decide at once; otherwise a `SpacedReading` decides later */
  constructor(contract: OutputContract, live = true) {
    this.#contract = contract;
    this.#live = live;
    this.#spaces = new WordSpaces(live);
    this.#recent = new Float64Array(RISE * contract.tokens.length);
  }

  /**
   * Reads the outputs of one chunk.
   * @param logProbs `[outputs, slots, V]`.
   * @param outputs number of outputs in the chunk.
   * @param slots slots in the batch.
   * @param slot index of this channel in the batch.
   * @param key `[outputs, slots]`, probability that the key is down.
   * @param firstFrame absolute index of the chunk's first frame.
   */
  push(
    logProbs: Float32Array,
    outputs: number,
    slots: number,
    slot: number,
    key: Float32Array,
    firstFrame: number,
  ): readonly DecodedToken[] {
    const found: DecodedToken[] = [];
    const size = this.#contract.tokens.length;
    for (let j = 0; j < outputs; j++) {
      const newest = firstFrame + (j + 1) * this.#contract.stride - 1;
      this.#marks.push(
        key[j * slots + slot] as number,
        frameTime(newest - this.#contract.keyDelay * this.#contract.stride),
      );
      const at = (j * slots + slot) * size;
      const winner = this.#remember(logProbs, at);
      this.#together *= 1 - Math.exp(logProbs[at + SPACE] as number);
      this.#said ||= winner === SPACE || this.#together < 0.5;
      found.push(...this.#pause(newest));
      if (winner !== this.#last && winner > SPACE) found.push(...this.#code(winner, newest));
      this.#last = winner;
    }
    return found;
  }

  /** Begins anew, as after a change of frequency: what comes next belongs to another signal. */
  reset(): void {
    this.#marks.reset();
    this.#spaces.reset();
    this.#missed.reset();
    this.#outputs = 0;
    this.#hint = 0;
    this.#hints.fill(0);
    this.#last = BLANK;
    this.#spaced = true;
    this.#said = false;
    this.#together = 1;
    this.#end = 0;
    this.#codeEnd = 0;
  }

  /** What has become of doubtful spaces since the last call. */
  takeVerdicts(): readonly SpaceVerdict[] {
    return this.#spaces.takeVerdicts();
  }

  /** Another decoder that goes on from where this one is. */
  copy(): CtcDecoder {
    const copy = new CtcDecoder(this.#contract, this.#live);
    copy.#marks = this.#marks.copy();
    copy.#spaces = this.#spaces.copy();
    copy.#recent.set(this.#recent);
    copy.#missed = this.#missed.copy();
    copy.#outputs = this.#outputs;
    copy.#hint = this.#hint;
    copy.#hints.set(this.#hints);
    copy.#last = this.#last;
    copy.#spaced = this.#spaced;
    copy.#said = this.#said;
    copy.#together = this.#together;
    copy.#end = this.#end;
    copy.#codeEnd = this.#codeEnd;
    return copy;
  }

  /** Keeps the probabilities of an output and gives its likeliest token. */
  #remember(logProbs: Float32Array, at: number): number {
    const size = this.#contract.tokens.length;
    const place = this.#outputs++ % RISE;
    const row = place * size;
    let winner = BLANK;
    let code = SPACE + 1;
    for (let v = 0; v < size; v++) {
      const p = logProbs[at + v] as number;
      this.#recent[row + v] = Math.exp(p);
      if (p > (logProbs[at + winner] as number)) winner = v;
      if (v > SPACE && p > (logProbs[at + code] as number)) code = v;
    }
    this.#hint = Math.max(this.#hint, this.#hints[place] as number);
    this.#hints[place] = winner > SPACE ? 0 : (this.#recent[row + code] as number);
    return winner;
  }

  #confidence(token: number): number {
    const size = this.#contract.tokens.length;
    let mine = 0;
    let all = 0;
    for (let age = 0; age < Math.min(RISE, this.#outputs); age++) {
      const row = ((this.#outputs - 1 - age) % RISE) * size;
      // What another token won belongs to that one.
      if (age > 0 && this.#winnerOf(row) !== BLANK) break;
      mine += this.#recent[row + token] as number;
      all += 1 - (this.#recent[row + BLANK] as number);
    }
    const raw = all > 0 ? Math.min(1, Math.max(0, mine / all)) : 0;
    return calibrated(this.#contract.calibration?.codes, raw);
  }

  /** Other codes by what the model gave them beside a token, for a reading that may choose again. */
  #others(token: number, confidence: number): readonly Alternative[] {
    const { tokens } = this.#contract;
    const row = ((this.#outputs - 1) % RISE) * tokens.length;
    const rest = 1 - (this.#recent[row + token] as number) - (this.#recent[row + BLANK] as number);
    if (!(rest > 0)) return [];
    const odds = (1 - confidence) / confidence / rest;
    return tokens
      .map((code, v) => ({ code, odds: v > SPACE && v !== token ? odds * (this.#recent[row + v] as number) : 0 }))
      .filter((other) => other.odds >= LEAST_ODDS)
      .sort((a, b) => b.odds - a.odds)
      .slice(0, MOST_OTHERS);
  }

  #winnerOf(row: number): number {
    let winner = BLANK;
    for (let v = 1; v < this.#contract.tokens.length; v++) {
      if ((this.#recent[row + v] as number) > (this.#recent[row + winner] as number)) winner = v;
    }
    return winner;
  }

  /** Gives a space, where none has been given since the last code and the pause is long enough. */
  #pause(frame: number): readonly DecodedToken[] {
    const marks = this.#marks;
    const next = this.#firstBehind();
    const lasts = next === marks.count;
    const pause = (lasts ? marks.time : marks.start(next)) - this.#codeEnd;
    if (lasts) this.#spaces.lasts(pause);
    if (this.#spaced) return [];
    if (lasts && this.#spaces.due(pause)) return this.#space(frame, SURE_BY_GAPS);
    if (!this.#said || this.#spaces.waits(pause)) return [];
    return this.#space(frame, calibrated(this.#contract.calibration?.spaces, 1 - this.#together));
  }

  #space(frame: number, confidence: number): readonly DecodedToken[] {
    const marks = this.#marks;
    const missed = this.#beforePause() ? this.#passedOver(marks.time, frame) : [];
    this.#spaced = true;
    const start = this.#end;
    const newest = marks.count - 1;
    const begun = marks.down && marks.start(newest) > start ? marks.start(newest) : marks.time;
    this.#end = Math.max(start, begun);
    const doubtful = this.#spaces.doubtful && { doubtful: true as const };
    this.#spaces.gave(start);
    return [...missed, { code: '', space: true, ...doubtful, frame, start, end: this.#end, confidence }];
  }

  #code(token: number, frame: number): readonly DecodedToken[] {
    const code = this.#contract.tokens[token] as string;
    const { start, end } = locateCode(code, this.#marks, this.#end, frameTime(frame));
    const confidence = this.#confidence(token);
    const read: DecodedToken[] = this.#codeEnd > 0 ? this.#passedOver(start, frame) : [];
    const before = this.#end;
    this.#missed.learn({ code, start, end }, this.#marks, this.#spaced ? null : start - this.#codeEnd);
    const dit = (end - start) / units(code);
    const word = this.#codeEnd > 0 ? this.#spaces.code(start - this.#codeEnd, dit, this.#said) : null;
    if (!this.#spaced && word !== null && word > WORD) {
      const sure = Math.min(word, confidence);
      read.push({ code: '', space: true, frame, start: before, end: start, confidence: sure });
    }
    const others = this.#live ? null : this.#others(token, confidence);
    read.push({ code, space: false, frame, start, end, confidence, ...(others && { others }) });
    this.#spaced = false;
    this.#said = false;
    this.#together = 1;
    this.#end = end;
    this.#codeEnd = end;
    this.#hint = 0;
    this.#hints.fill(0);
    return read;
  }

  /** Index of the first mark behind the last code; the number of marks where there is none. */
  #firstBehind(): number {
    const marks = this.#marks;
    let first = marks.count;
    while (first > marks.oldest && marks.start(first - 1) > this.#codeEnd) first--;
    return first;
  }

  /** The newest marks, which are in no code, stand nearer to the last code than to what may come. */
  #beforePause(): boolean {
    const marks = this.#marks;
    if (marks.down || this.#codeEnd === 0) return false;
    const first = this.#firstBehind();
    return first < marks.count && marks.start(first) - this.#codeEnd < marks.time - marks.end(marks.count - 1);
  }

  /** Codes that lie on the marks between the last one and `until` (s), and that the model has not given. */
  #passedOver(until: number, frame: number): DecodedToken[] {
    const found = this.#missed.find(this.#marks, this.#codeEnd, until, this.#hint);
    const last = found.at(-1);
    if (last) {
      this.#spaced = false;
      this.#said = false;
      this.#together = 1;
      this.#end = last.end;
      this.#codeEnd = last.end;
    }
    return found.map((one) => ({ ...one, space: false, frame, confidence: BY_MARKS }));
  }
}
