import type { Stretch } from '../dsp/baseband.js';
import type { CrashLog } from '../dsp/crash-log.js';
import { BIN_HZ, FRAME_RATE, frameAt, frameTime, HOP, SAMPLE_RATE, WINDOW } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { DecodedToken } from '../morse/ctc.js';
import { units } from '../morse/locate-code.js';
import { type ReadCode, SequenceDecoder } from '../morse/sequence/sequence-decoder.js';
import { median } from '../morse/sequence/smooth.js';
import { endOf, startOf, type TimedCode, timed } from '../morse/sequence/timing.js';
import type { FrequencyTrack } from './frequency-track.js';
import type { ModelContract } from './model-contract.js';

/** Seconds before a passage that its signal is measured by. */
const CONTEXT = 12;
/** Seconds, and dits, of pause after which a new passage begins. */
const PAUSE = 2.5;
const PAUSE_DITS = 25;
/** Dits before the first and after the last code that the network has read in which there may be more. */
const MARGIN_DITS = 12;
/** Seconds before the end of what the network has decided that are left to the next time. */
const UNDECIDED = 0.25;
/** Fewer codes than this tell too little about the signal. */
const FEWEST = 5;
/** Logarithm of the dit by which a reading may differ from what was given before it, of the same sender. */
const SAME_SPEED = 0.2;
/** Seconds of the network's outputs that are kept before what it has decided. */
const KEPT = 5;
/** Seconds of sound that are read beyond what is needed, for the filters' sake. */
const RUN_IN = 0.2;
/** Bins by which a channel may move before it is tuned anew, and seconds of its past that are near enough to the new bin. */
const DRIFT = 1.5;
const SAME_FREQUENCY = 4;

/** A stretch of outputs of the network, that of the look-ahead too. */
export interface ReadChunk {
  /** Absolute index of the first frame. */
  readonly first: number;
  /** `[outputs, V]`. */
  readonly logProbs: Float32Array;
  /** Outputs, and how many of them are look-ahead; 1: the stream ends there. */
  readonly outputs: number;
  readonly ahead: number;
  /** What the network has decided in the outputs before the look-ahead. */
  readonly tokens: readonly DecodedToken[];
  /** What it thinks of the look-ahead so far. */
  readonly coming: readonly DecodedToken[];
  /** Centre bin of the channel: its place on the dial's path, had its signal never jumped. */
  readonly bin: number;
  readonly track: FrequencyTrack;
}

/** Codes and word spaces of the network that no long pause divides. */
interface Passage {
  readonly reading: readonly DecodedToken[];
  /** What seems to follow, in the look-ahead. */
  readonly coming: readonly DecodedToken[];
  /** More of it may come. */
  readonly open: boolean;
  /** Stream time at which the next one begins, seconds. */
  readonly next: number;
}

/** Where a passage is read from. */
interface Source {
  readonly store: FrameStore;
  /** `[…, V]`, from frame `from` on. */
  readonly outputs: Float32Array;
  readonly from: number;
  /** Stream time up to which the network has decided, and up to which there is sound, seconds. */
  readonly until: number;
  readonly end: number;
  readonly track: FrequencyTrack;
}

/**
 * Goes over what a network with look-ahead has read of one channel, chunk by chunk, with the sound itself: see
 * {@link SequenceDecoder}. Every token is given once; what is sent at the end of a chunk comes with the next one.
 */
export class SecondReading {
  readonly #contract: ModelContract;
  readonly #crashes: CrashLog;
  readonly #decoder: SequenceDecoder;
  /** What the network has read and has not been gone over. */
  #waiting: readonly DecodedToken[] = [];
  /** The newest of what has been given of the passage that goes on. */
  #given: readonly TimedCode[] = [];
  /** Stream time of the end of the last code that was given, seconds; of this passage, and of any. */
  #boundary: number | null = null;
  #end = Number.NEGATIVE_INFINITY;
  #spaced = true;
  #bin = Number.NaN;
  /** Outputs before those of the next chunk, `[…, V]`. */
  #outputs = new Float32Array(0);

  /** @param crashes where there was static */
  constructor(contract: ModelContract, crashes: CrashLog) {
    this.#contract = contract;
    this.#crashes = crashes;
    this.#decoder = new SequenceDecoder(contract.tokens);
  }

  reset(): void {
    this.#waiting = [];
    this.#outputs = new Float32Array(0);
    this.#end = Number.NEGATIVE_INFINITY;
    this.#spaced = true;
    this.#bin = Number.NaN;
    this.#close();
  }

  /** Takes the next chunk and gives what is decided of it. */
  read(chunk: ReadChunk, store: FrameStore): readonly DecodedToken[] {
    const { stride, tokens } = this.#contract;
    const size = tokens.length;
    const decided = chunk.outputs - chunk.ahead;
    const next = chunk.first + decided * stride;
    const read: DecodedToken[] = [];
    if (!(Math.abs(chunk.bin - this.#bin) <= DRIFT)) {
      this.#bin = chunk.bin;
      this.#given = this.#given.filter((code) => startOf(code) > this.#end - SAME_FREQUENCY);
    }
    this.#waiting = [...this.#waiting, ...chunk.tokens];
    const outputs = joined(this.#outputs, chunk.logProbs.subarray(0, chunk.outputs * size));
    const from = chunk.first - (this.#outputs.length / size) * stride;
    const until = frameTime(next);
    const source = {
      track: chunk.track,
      store,
      outputs,
      from,
      until,
      end: frameTime(chunk.first + chunk.outputs * stride),
    };
    const passages = this.#passages(chunk.coming, until, chunk.ahead <= 1);
    this.#waiting = this.#waiting.filter(({ space }) => space).slice(-1);
    for (const passage of passages) read.push(...this.#go(passage, source));
    read.push(...this.#rest(until));
    const kept = outputs.length / size - chunk.ahead;
    const keep = Math.min(kept, Math.round((KEPT * FRAME_RATE) / stride));
    this.#outputs = outputs.slice((kept - keep) * size, kept * size);
    return read;
  }

  /** After a long pause: the word space that nothing has followed. */
  #rest(until: number): readonly DecodedToken[] {
    if (this.#boundary === null || this.#waiting.some(({ space }) => !space) || until - this.#boundary < PAUSE)
      return [];
    const space = this.#waiting.at(-1);
    this.#waiting = [];
    return space ? this.#space(space.end, space.confidence) : [];
  }

  /** What waits, divided at long pauses, and with the last of it what is to come. */
  #passages(coming: readonly DecodedToken[], until: number, last: boolean): Passage[] {
    const dit = median([...this.#waiting.filter(({ space }) => !space).map(ditOf), ...this.#given.map(ditIn)]);
    const pause = Math.max(PAUSE, PAUSE_DITS * dit);
    const passages: Passage[] = [];
    let reading: DecodedToken[] = [];
    const follows: DecodedToken[] = [];
    let end = this.#boundary;
    const close = (open: boolean, next: number) => {
      if (reading.some(({ space }) => !space)) passages.push({ reading, coming: open ? follows : [], open, next });
      else if (next < Number.POSITIVE_INFINITY) this.#close();
      reading = [];
    };
    for (const token of this.#waiting) {
      if (!token.space && end !== null && token.start - end > pause) close(false, token.start);
      reading.push(token);
      if (!token.space) end = token.end;
    }
    for (const token of coming) {
      if (!token.space && end !== null && token.start - end > pause) break;
      follows.push(token);
      if (!token.space) end = token.end;
    }
    close(!last && end !== null && end + pause > until, Number.POSITIVE_INFINITY);
    return passages;
  }

  /** Goes over a passage, or gives it as it is. */
  #go({ reading, coming, open, next }: Passage, source: Source): readonly DecodedToken[] {
    const codes = reading.filter(({ space }) => !space);
    const [first, last] = [codes[0], codes.at(-1)];
    if (!first || !last) return [];
    const dit = median([...codes.map(ditOf), ...this.#given.map(ditIn)]);
    const margin = MARGIN_DITS * dit;
    const oldest = (source.store.start * this.#contract.hop) / SAMPLE_RATE;
    const from = this.#boundary ?? Math.max(Math.min(first.start, oldest), first.start - margin, this.#end + 2 * dit);
    const to = open ? source.end : Math.min(last.end + margin, source.end, (last.end + next) / 2);
    const all = [...reading, ...coming];
    const enough = all.filter(({ space }) => !space).length + this.#given.length >= FEWEST;
    const found = enough ? this.#decode(all, from, to, source) : null;
    const decided = Math.min(last.end + margin, open ? source.until - UNDECIDED : to);
    const given = found ? this.#take(found, decided) : this.#leave(reading);
    if (open) {
      const behind = ({ space, start, end }: DecodedToken) => (space ? end : (start + end) / 2) > this.#end;
      this.#waiting = found ? reading.filter(behind) : [];
      return given;
    }
    const pause = reading.at(-1)?.space ? this.#space(Math.max(this.#end, reading.at(-1)?.end ?? 0), 1) : [];
    if (next < Number.POSITIVE_INFINITY) this.#close();
    return [...given, ...pause];
  }

  /** All codes from `from` to `to`, stream time; null where the network's reading should stand. */
  #decode(reading: readonly DecodedToken[], from: number, to: number, source: Source): readonly ReadCode[] | null {
    const { store, outputs, track } = source;
    const { stride, tokens, hop } = this.#contract;
    const earliest = this.#given[0] ? startOf(this.#given[0]) : from;
    const first = Math.max(store.start * hop, Math.floor((Math.min(from, earliest) - RUN_IN) * SAMPLE_RATE));
    const last = Math.min(store.samplesEnd, Math.ceil((to + RUN_IN) * SAMPLE_RATE));
    const origin = first / SAMPLE_RATE;
    if (from < origin || last <= first) return null;
    const known = this.#given.filter((code) => startOf(code) >= origin);
    const faster = Math.log(median(known.map(ditIn)) / median(reading.filter(({ space }) => !space).map(ditOf)));
    const before = Math.abs(faster) < SAME_SPEED || reading.length < FEWEST ? known : [];
    const found = this.#decoder.decode({
      signal: store.baseband(first, last, stretchesOf(track, this.#bin * BIN_HZ, first, last)),
      crashes: this.#crashes.between(origin, last / SAMPLE_RATE).map((crash) => shifted(crash, -origin)),
      from: from - origin,
      to: to - origin,
      boundary: this.#boundary === null ? null : from - origin,
      before: before.map((code) => moved(code, -origin)),
      reading: reading.map((token) => shifted(token, -origin)),
      outputs: {
        logProbs: outputs,
        outputs: outputs.length / tokens.length,
        start: frameTime(source.from) - origin,
        period: (stride * hop) / SAMPLE_RATE,
        tokens,
      },
    });
    return found?.map((code) => shifted(moved(code, origin), origin)) ?? null;
  }

  /** Gives what was found up to a stream time. */
  #take(found: readonly ReadCode[], until: number): DecodedToken[] {
    const given: DecodedToken[] = [];
    for (const { code, marks, start, end, confidence, others, spaced, spaceConfidence } of found) {
      if (end > until) break;
      if (spaced || this.#boundary === null) given.push(...this.#space(start, spaced ? spaceConfidence : 1));
      given.push({ code, space: false, frame: frameAt(end), start, end, confidence, others });
      this.#remember({ code, marks, spaced: spaced && this.#boundary !== null }, end);
    }
    return given;
  }

  /** Gives what the network has read. */
  #leave(reading: readonly DecodedToken[]): DecodedToken[] {
    const given: DecodedToken[] = [];
    for (const token of reading) {
      const spaced = this.#spaced;
      if (token.space) {
        given.push(...this.#space(token.end, token.confidence));
        continue;
      }
      if (this.#boundary === null) given.push(...this.#space(token.start, 1));
      given.push(token);
      this.#remember(timed(token, spaced), token.end);
    }
    return given;
  }

  /** A word space up to `end`, unless there is one already or nothing before it. */
  #space(end: number, confidence: number): DecodedToken[] {
    if (this.#spaced) return [];
    this.#spaced = true;
    return [
      { code: '', space: true, frame: frameAt(end), start: this.#end, end: Math.max(this.#end, end), confidence },
    ];
  }

  #remember(code: TimedCode, end: number): void {
    this.#spaced = false;
    this.#boundary = end;
    this.#end = end;
    this.#given = [...this.#given, code].filter((one) => startOf(one) > end - CONTEXT);
  }

  /** A passage ends; what comes next may be another station. */
  #close(): void {
    this.#boundary = null;
    this.#given = [];
  }
}

/** Where a signal is in the samples `first … last − 1`, for each stretch between two jumps or turns of the dial. */
const stretchesOf = (track: FrequencyTrack, home: number, first: number, last: number): Stretch[] =>
  track
    .stretches(home, (first - WINDOW / 2) / HOP, (last - WINDOW / 2) / HOP)
    .map(({ frame, hertz }, i) => ({ start: i === 0 ? 0 : Math.round(frame * HOP + WINDOW / 2) - first, hertz }));

const ditOf = ({ code, start, end }: DecodedToken): number => (end - start) / units(code);
const ditIn = (code: TimedCode): number => (endOf(code) - startOf(code)) / units(code.code);

const moved = <T extends TimedCode>(code: T, by: number): T => ({
  ...code,
  marks: code.marks.map((mark) => shifted(mark, by)),
});

const shifted = <T extends { readonly start: number; readonly end: number }>(span: T, by: number): T => ({
  ...span,
  start: span.start + by,
  end: span.end + by,
});

function joined(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
