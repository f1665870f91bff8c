import { frameTime } from '../dsp/frame.js';
import { calibrated } from './calibration.js';
import { KeyMarks } from './key-marks.js';
import { locateCode, units } from './locate-code.js';
import type { OutputContract } from './output-contract.js';
import { SenderGaps } from './sender-gaps.js';

/** One code or word space that a model has read. */
export interface DecodedToken {
  /** ASCII `.` and `-`; empty for a word space. */
  readonly code: string;
  readonly space: boolean;
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
}

const BLANK = 0;
const SPACE = 1;
/** Outputs before a decision whose probabilities count towards its confidence: 80 ms, the rise of a peak. */
const RISE = 5;

/**
 * Greedy streaming CTC decoding of one slot (Graves et al. 2006, best path): the likeliest token of every output, repeats
 * collapsed, blanks dropped. A token is given at the first output that it wins, so that characters appear at once. A word
 * space is also given once the outputs since the last code, taken together, make it likelier than not: no edge in the sound
 * says when a pause is long enough, so its probability spreads over outputs of which none wins; and where the pause was one
 * by the sender's own gaps, because a model sometimes leaves it out after an over. Times come from the keying trace that the
 * model gives beside its tokens.
 */
export class CtcDecoder {
  readonly #contract: OutputContract;
  #marks = new KeyMarks();
  #gaps = new SenderGaps();
  /** Probabilities of the last outputs, `[RISE, V]`. */
  readonly #recent: Float64Array;
  #outputs = 0;
  #last = BLANK;
  #spaced = true;
  /** Probability that no output since the last code was a word space. */
  #together = 1;
  #end = 0;

  constructor(contract: OutputContract) {
    this.#contract = contract;
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
      if (winner === SPACE || this.#together < 0.5) found.push(...this.#space(newest));
      if (winner !== this.#last && winner > SPACE) found.push(...this.#code(winner, newest));
      this.#last = winner;
    }
    return found;
  }

  /** Begins anew, as after a change of frequency: what comes next belongs to another signal. */
  reset(): void {
    this.#marks.reset();
    this.#gaps.reset();
    this.#outputs = 0;
    this.#last = BLANK;
    this.#spaced = true;
    this.#together = 1;
    this.#end = 0;
  }

  /** Another decoder that goes on from where this one is. */
  copy(): CtcDecoder {
    const copy = new CtcDecoder(this.#contract);
    copy.#marks = this.#marks.copy();
    copy.#gaps = this.#gaps.copy();
    copy.#recent.set(this.#recent);
    copy.#outputs = this.#outputs;
    copy.#last = this.#last;
    copy.#spaced = this.#spaced;
    copy.#together = this.#together;
    copy.#end = this.#end;
    return copy;
  }

  /** Keeps the probabilities of an output and gives its likeliest token. */
  #remember(logProbs: Float32Array, at: number): number {
    const size = this.#contract.tokens.length;
    const row = (this.#outputs++ % RISE) * size;
    let winner = BLANK;
    for (let v = 0; v < size; v++) {
      const p = logProbs[at + v] as number;
      this.#recent[row + v] = Math.exp(p);
      if (p > (logProbs[at + winner] as number)) winner = v;
    }
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

  #winnerOf(row: number): number {
    let winner = BLANK;
    for (let v = 1; v < this.#contract.tokens.length; v++) {
      if ((this.#recent[row + v] as number) > (this.#recent[row + winner] as number)) winner = v;
    }
    return winner;
  }

  #space(frame: number): readonly DecodedToken[] {
    if (this.#spaced) return [];
    this.#spaced = true;
    const start = this.#end;
    const marks = this.#marks;
    const newest = marks.count - 1;
    const begun = marks.down && marks.start(newest) > start ? marks.start(newest) : marks.time;
    this.#end = Math.max(start, begun);
    const confidence = calibrated(this.#contract.calibration?.spaces, 1 - this.#together);
    return [{ code: '', space: true, frame, start, end: this.#end, confidence }];
  }

  #code(token: number, frame: number): readonly DecodedToken[] {
    const code = this.#contract.tokens[token] as string;
    const before = this.#end;
    const { start, end } = locateCode(code, this.#marks, before, frameTime(frame));
    const confidence = this.#confidence(token);
    const dit = (end - start) / units(code);
    const pause = before > 0 && this.#gaps.push(start - before, dit);
    const read: DecodedToken[] = [{ code, space: false, frame, start, end, confidence }];
    if (pause && !this.#spaced) read.unshift({ code: '', space: true, frame, start: before, end: start, confidence });
    this.#spaced = false;
    this.#together = 1;
    this.#end = end;
    return read;
  }
}
