import { FeatureCutter } from '../dsp/features.js';
import { BIN_HZ, frameTime } from '../dsp/frame.js';
import { type FrameStore, SILENT_ROWS } from '../dsp/frame-store.js';
import { calibrated } from '../morse/calibration.js';
import { CtcDecoder, type DecodedToken } from '../morse/ctc.js';
import { KeyMarks } from '../morse/key-marks.js';
import { retime } from '../morse/retime.js';
import { SpacedReading } from '../morse/spaced-reading.js';
import { FrequencyTrack } from './frequency-track.js';
import type { InferenceClient, InferenceResult } from './inference.js';
import type { ModelContract } from './model-contract.js';
import type { SecondReading } from './second-reading.js';

/** Outputs of the key before a chunk that are kept: 3 s, in which a code that is decided in it may have been sent. */
const KEY_KEPT = 192;
/** Marks that a chunk and the 3 s before it may hold: 20 s at 60 WPM. */
const MARKS = 512;

/** A chunk for a model with look-ahead: its frames, and how many of its last outputs do not count. */
export interface AccurateChunk {
  readonly frames: number;
  /** 1 at the end of a stream; one output, 16 ms, of the silence there is never read. */
  readonly ahead: number;
}

/** What decides how long the next chunk is; all in frames. */
export interface ChunkNeeds {
  /** Frames that can be read. */
  readonly available: number;
  /** Nothing comes after them. */
  readonly last: boolean;
  /** Frames of text that are worth a run. */
  readonly step: number;
  readonly longest: number;
}

/** The next chunk of a model with look-ahead; null while it is not worth a run. */
export function planChunk(
  { available, last, step, longest }: ChunkNeeds,
  { stride, lookahead = 0 }: ModelContract,
): AccurateChunk | null {
  const whole = Math.floor(available / stride) * stride;
  if (last && whole <= longest) return whole > stride ? { frames: whole, ahead: 1 } : null;
  if (whole < lookahead + step) return null;
  return { frames: Math.min(whole, Math.floor(longest / stride) * stride), ahead: Math.max(1, lookahead / stride) };
}

/**
 * A cursor over the spectrogram at one frequency for a model with look-ahead, with a slot of its state on some client. Features
 * are cut once; those of the look-ahead are kept and given again, so that any division into chunks reads the same.
 */
export class AccurateReader {
  readonly slot: number;
  /** Where the slot is; null: nowhere yet, or not any more. */
  client: InferenceClient | null = null;
  /** A chunk is under way. */
  busy = false;
  /** Nothing of it matters any more. */
  closed = false;
  readonly #contract: ModelContract;
  readonly #cutter: FeatureCutter;
  readonly #decoder: CtcDecoder;
  readonly #second: SecondReading | null;
  readonly #spaces = new SpacedReading();
  /** Features that have been cut and are not done, from frame `done` on. */
  #held = new Float32Array(0);
  /** The newest outputs of the key before `done`. */
  #key = new Float32Array(0);
  /** Stream time of the end of the newest code, seconds. */
  #end = Number.NEGATIVE_INFINITY;
  /** That which was read last, and Hz by which its signal had jumped, as far as was known, up to the newest frame that was cut. */
  #track = new FrequencyTrack();
  #jumped = 0;
  #origin: number;
  #done: number;

  /** @param second goes over what the network reads; without it that stands */
  constructor(contract: ModelContract, slot: number, frame: number, second: SecondReading | null = null) {
    this.#contract = contract;
    this.#cutter = new FeatureCutter(contract);
    // The second reading knows raw confidences; what it gives is mapped.
    const { calibration: _, ...raw } = contract;
    this.#decoder = new CtcDecoder(raw, false);
    this.#second = second;
    this.slot = slot;
    this.#origin = frame;
    this.#done = frame;
  }

  /** Frame at which it began, or began anew. */
  get origin(): number {
    return this.#origin;
  }

  /** Absolute index after the last frame whose text has come. */
  get done(): number {
    return this.#done;
  }

  /** Absolute index of the next frame to cut. */
  get cursor(): number {
    return this.#done + this.#held.length / this.#cutter.size;
  }

  /**
   * Features `[frames, 1, F]` of the chunk that begins where the text ends.
   *
   * @throws RangeError when frames that were not cut yet have left the store
   */
  cut(store: FrameStore, track: FrequencyTrack, frames: number): Float32Array {
    this.#track = track;
    const size = this.#cutter.size;
    const features = new Float32Array(frames * size);
    features.set(this.#held.subarray(0, features.length));
    for (let k = this.cursor; k < this.#done + frames; k++) {
      const bin = track.at(k);
      if (bin !== null && bin !== this.#cutter.centre) this.#cutter.centre = bin;
      const rows = track.heardAt(k) ? store.rows(k, this.#cutter.centre) : SILENT_ROWS;
      this.#cutter.cut(rows, features, (k - this.#done) * size);
    }
    if (features.length > this.#held.length) this.#held = features.slice();
    this.#jumped = track.jumpedBy(this.cursor - 1);
    return features;
  }

  /** Reads the result of the chunk that was cut last, and goes over it with the sound in the store. */
  accept(result: InferenceResult, { frames, ahead }: AccurateChunk, store: FrameStore): readonly DecodedToken[] {
    const { stride } = this.#contract;
    const outputs = frames / stride - ahead;
    const first = this.#done;
    this.#done += outputs * stride;
    this.#held = this.#held.slice(outputs * stride * this.#cutter.size);
    if (result.resetSlots.includes(this.slot)) {
      this.#decoder.reset();
      this.#second?.reset();
      this.#spaces.reset();
      return [];
    }
    const { logProbs, key } = result;
    const read = this.#decoder.push(logProbs, outputs, 1, 0, key, first);
    const rest = logProbs.subarray(outputs * this.#contract.tokens.length);
    const coming = this.#decoder.copy().push(rest, ahead, 1, 0, key.subarray(outputs), this.#done);
    const timed = this.#timed(read, coming, key, outputs);
    const bin = this.#home();
    const chunk = { first, logProbs, outputs: frames / stride, ahead, ...timed, bin, track: this.#track };
    const known = this.#second?.read(chunk, store) ?? timed.tokens;
    const calibrated = known.map((token) => this.#calibrated(token));
    const until = frameTime(first + (outputs + ahead) * stride);
    return this.#spaces.judge(calibrated, [...timed.tokens, ...timed.coming], until);
  }

  /** Centre bin of the newest frame that was cut, as its place on the dial's path, had its signal never jumped. */
  #home(): number {
    return (this.#track.path.place(this.#cutter.centre * BIN_HZ, this.cursor - 1) - this.#jumped) / BIN_HZ;
  }

  #calibrated(token: DecodedToken): DecodedToken {
    const { calibration } = this.#contract;
    const curve = token.space ? calibration?.spaces : calibration?.codes;
    return { ...token, confidence: calibrated(curve, token.confidence) };
  }

  /** Gives tokens their times by the whole keying trace, that of the look-ahead too. */
  #timed(read: readonly DecodedToken[], ahead: readonly DecodedToken[], key: Float32Array, outputs: number) {
    const { stride, keyDelay } = this.#contract;
    const trace = new Float32Array(this.#key.length + key.length);
    trace.set(this.#key);
    trace.set(key, this.#key.length);
    const end = this.#key.length + outputs;
    const first = this.#done - end * stride;
    const marks = new KeyMarks(MARKS);
    trace.forEach((value, j) => {
      marks.push(value, frameTime(first + (j + 1 - keyDelay) * stride - 1));
    });
    this.#key = trace.slice(Math.max(0, end - KEY_KEPT), end);
    const timed = retime([...read, ...ahead], marks, this.#end);
    const tokens = timed.slice(0, read.length);
    this.#end = tokens.findLast(({ space }) => !space)?.end ?? this.#end;
    return { tokens, coming: timed.slice(read.length) };
  }

  /** The signal was elsewhere from `frame` on: what was cut there for the look-ahead is cut again. */
  recut(frame: number): void {
    this.#held = this.#held.slice(0, Math.max(0, frame - this.#done) * this.#cutter.size);
  }

  /** Begins anew at `frame`; the slot must be opened afresh. */
  restart(frame: number): void {
    this.#origin = frame;
    this.#done = frame;
    this.#held = new Float32Array(0);
    this.#key = new Float32Array(0);
    this.#end = Number.NEGATIVE_INFINITY;
    this.#cutter.reset();
    this.#decoder.reset();
    this.#second?.reset();
    this.#spaces.reset();
    this.busy = false;
  }
}
