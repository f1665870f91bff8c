import { measureApart } from './apart.js';
import { type LevelMemory, ROW_RATE, ROWS } from './level-memory.js';
import { frequencyBeside } from './line-shape.js';
import { ASTRAY, astrayPart, broadPart, type Peak, peakFrequencyOf } from './peak-shape.js';
import { SlidingMaximum } from './sliding-maximum.js';
import { splatterBelow } from './splatter.js';

/** What the last 8 s held at one peak of the band. Levels in nats. */
export interface Sighting {
  readonly bin: number;
  /** Hz, interpolated. */
  readonly frequency: number;
  /** Level of the marks above the noise floor: the 0.3 s that stand highest. */
  readonly mark: number;
  /** Absolute level of the marks. */
  readonly peak: number;
  /** Level of each row against the marks', at most 17 dB below them. */
  readonly levels: Float32Array;
  /** Absolute level of each row, or the highest of the rows that its key clicks reach. */
  readonly reach: Float32Array;
  /** 1 where the key is down, 0 where it is up, 2 where something stronger hides it; by row, oldest first. */
  readonly pattern: Uint8Array;
  /** Rows from each row to the nearest one in which the key is down. */
  readonly apart: Uint16Array;
  readonly rows: number;
  /** Never pauses: has no key clicks. */
  readonly steady: boolean;
  /** Keyed like Morse. */
  readonly keyed: boolean;
  /** Like a short word of fast letters that is sent alone, or like anything that is as short. */
  readonly word: boolean;
  /** Steady in frequency with at least one mark: enough to hear a station again that is known. */
  readonly heard: boolean;
  /** How clean the keying is, 0…1. */
  readonly quality: number;
  /** Rows of the first and the newest mark. */
  readonly first: number;
  readonly last: number;
}

/** Rows whose lowest level counts as the mark's: 0.3 s. */
const MARK_ROWS = 20;
/** Nats by which a mark must exceed what could hide it, to be sure that it is not there. */
const CLEAR = 0.7;
/** Rows to each side into which the window carries a click: half of 96 ms. */
const CLICK_ROWS = 6;
/** Weakest mark, nats above the floor in a bin: −12.5 dB SNR in 2500 Hz. */
const WEAKEST = 2.2;
/** Longest pause within one span of sending, rows: 1.3 s, a word space at 6 WPM. */
const PAUSE_ROWS = 1.3 * ROW_RATE;
/** Part of a span that the key is down: less is a click, more a carrier. */
const DUTY = { least: 0.12, most: 0.88, carrier: 0.95 } as const;
/** Marks a second that the 96 ms window tells apart, 5…60 WPM. */
const RATE = { least: 0.6, most: 14 } as const;
/** Seconds that keying must have lasted. */
const SHORTEST = 0.8;
/** Strong marks of a learner, which stand alone, or of a fast call, between which the window shows few spaces: nats, the longest one, and first to last, rows. */
const SPACED = { mark: 5, runs: 3, longest: 0.6 * ROW_RATE, span: 1.2 * ROW_RATE } as const;
/** Largest part of rows in which a signal stands beside its own frequency: FT8 and voices exceed it. */
const MOST_ASTRAY = 0.2;
/** Largest part of marks that do not stand out of their surroundings. */
const MOST_BROAD = 0.25;
/** Strong marks of a fast word that is sent alone, each of them a letter to the window: nats, how many, the longest one and first to last, rows. */
const WORD = { mark: 6, runs: 2, longest: 0.6 * ROW_RATE, span: [0.4 * ROW_RATE, 1.3 * ROW_RATE] } as const;
/** Part of the rows in which the key is surely up. */
const PAUSES = 0.2;
/** Nats below the marks down to which levels are told apart. */
const RANGE = 4;
/** Levels for counting, and their step, nats. */
const LEVELS = 512;
const LEVEL_STEP = 0.1;
const LOWEST = -10;
interface Buffers {
  readonly levels: Float32Array;
  readonly reach: Float32Array;
  readonly pattern: Uint8Array;
  readonly apart: Uint16Array;
}

/** Looks at one peak's history and judges whether it is keyed. Its buffers are reused from one round to the next. */
export class KeyedTest {
  readonly #pool: Buffers[] = [];
  readonly #level = new Float32Array(ROWS);
  readonly #hiding = new Float32Array(ROWS);
  readonly #counts = new Uint16Array(LEVELS);
  readonly #sorted = new Float32Array(ROWS);
  readonly #slidingMaximum = new SlidingMaximum(CLICK_ROWS, ROWS);
  #used = 0;

  /** Begins a round: the sightings of the round before are no longer valid. */
  begin(): void {
    this.#used = 0;
  }

  /**
   * @param stronger sightings of this round with higher marks, which may hide or imitate this one
   * @param beside the neighbouring bin, −1 or 1, that may show it too; by itself the more active one
   * @param line Hz of a steady line beside which it is looked for, and which is no part of what it stands out of
   */
  examine(
    memory: LevelMemory,
    bin: number,
    stronger: readonly Sighting[],
    beside = memory.activity(bin + 1) > memory.activity(bin - 1) ? 1 : -1,
    line: number | null = null,
  ): Sighting {
    const from = memory.oldest;
    const rows = memory.rows - from;
    const { levels, reach, pattern, apart } = this.#claim();
    for (let i = 0; i < rows; i++) {
      const level = Math.max(memory.level(from + i, bin), memory.level(from + i, bin + beside));
      this.#level[i] = level;
      levels[i] = level - memory.floor(from + i, bin);
    }
    const lift = line !== null ? this.#pauseLevel(levels, rows) : 0;
    if (lift > 0) for (let i = 0; i < rows; i++) levels[i] = (levels[i] as number) - lift;
    this.#hide(this.#hiding, stronger, bin, rows, 0);
    for (let i = 0; i < rows; i++) pattern[i] = (this.#level[i] as number) < (this.#hiding[i] as number) ? 2 : 0;
    const mark = this.#markLevel(levels, pattern, rows);
    // A mark would have stood out of what hides these rows: the key was up.
    for (let i = 0; i < rows; i++) {
      const above = mark + (this.#level[i] as number) - (levels[i] as number);
      if (pattern[i] === 2 && (this.#hiding[i] as number) < above - CLEAR) pattern[i] = 0;
    }
    const on = mark - Math.min(2.8, Math.max(1.2, 0.45 * mark));
    const off = mark - Math.min(3.4, Math.max(2, 0.7 * mark));
    const keying = this.#segment(levels, pattern, rows, on, off);
    this.#hide(this.#hiding, stronger, bin, rows, ASTRAY);
    const shape: Peak = { memory, bin, rows, pattern, level: this.#level, hiding: this.#hiding };
    // What is no mark by itself needs no closer look.
    const isThere = mark >= WEAKEST && keying.runs > 0;
    const beyond = isThere && line !== null ? frequencyBeside(shape, line) : null;
    const astray = !isThere ? 1 : line === null ? astrayPart(shape, on) : Number(beyond === null);
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows; i++) if (pattern[i] === 1) peak = Math.max(peak, this.#level[i] as number);
    this.#slidingMaximum.of(this.#level, rows, reach);
    for (let i = 0; i < rows; i++) levels[i] = Math.min(0, Math.max(-RANGE, (levels[i] as number) - mark));
    measureApart(pattern, rows, apart, ROWS);
    let heard = astray < MOST_ASTRAY;
    if (heard) {
      const neighbours = stronger.filter((other) => other.heard);
      this.#hide(this.#hiding, neighbours, bin, rows, ASTRAY);
      heard = broadPart(shape, neighbours) < MOST_BROAD;
    }
    const seconds = keying.span / ROW_RATE;
    const rate = keying.runs / seconds;
    const fewest = mark > 5 ? 3 : mark > 3.5 ? 4 : 6;
    const spaced =
      mark >= SPACED.mark &&
      keying.runs >= SPACED.runs &&
      keying.longest <= SPACED.longest &&
      keying.last - keying.first >= SPACED.span;
    const sending =
      keying.runs >= fewest &&
      seconds >= SHORTEST &&
      keying.duty >= DUTY.least &&
      keying.duty <= DUTY.most &&
      rate >= RATE.least &&
      rate <= RATE.most;
    const extent = keying.last - keying.first;
    const word =
      mark >= WORD.mark &&
      keying.runs >= WORD.runs &&
      keying.longest <= WORD.longest &&
      extent >= WORD.span[0] &&
      extent <= WORD.span[1];
    const keyed = heard && (sending || spaced);
    return {
      bin,
      frequency: beyond ?? peakFrequencyOf(shape),
      mark,
      peak,
      levels,
      reach,
      pattern,
      apart,
      rows,
      steady: keying.duty > DUTY.carrier && seconds > 1,
      keyed,
      word: heard && word,
      heard,
      quality: Math.min(1, keying.runs / 8) * (1 - astray),
      first: from + keying.first,
      last: from + keying.last,
    };
  }

  #claim(): Buffers {
    let buffers = this.#pool[this.#used];
    if (!buffers) {
      buffers = {
        levels: new Float32Array(ROWS),
        reach: new Float32Array(ROWS),
        pattern: new Uint8Array(ROWS),
        apart: new Uint16Array(ROWS),
      };
      this.#pool.push(buffers);
    }
    this.#used++;
    return buffers;
  }

  /** Into `hiding`: the level of each row below which stronger signals could make what is seen up to `reach` bins away. */
  #hide(hiding: Float32Array, stronger: readonly Sighting[], bin: number, rows: number, reach: number): void {
    hiding.fill(Number.NEGATIVE_INFINITY, 0, rows);
    for (const other of stronger) {
      const away = Math.abs(other.bin - bin);
      if (away <= 1) continue;
      const below = Math.min(
        splatterBelow(other, bin),
        splatterBelow(other, bin + (other.bin > bin ? 1 : -1) * Math.min(reach, away - 1)),
      );
      for (let i = 0; i < rows; i++) hiding[i] = Math.max(hiding[i] as number, (other.reach[i] as number) - below);
    }
  }

  /** The level that `MARK_ROWS` of the rows that are not hidden reach, from counts of levels. */
  #markLevel(levels: Float32Array, pattern: Uint8Array, rows: number): number {
    this.#counts.fill(0);
    for (let i = 0; i < rows; i++) {
      if (pattern[i] === 2) continue;
      const level = Math.floor(((levels[i] as number) - LOWEST) / LEVEL_STEP);
      const place = Math.min(LEVELS - 1, Math.max(0, level));
      this.#counts[place] = (this.#counts[place] as number) + 1;
    }
    let count = 0;
    let place = LEVELS;
    while (place > 0 && count < MARK_ROWS) count += this.#counts[--place] as number;
    return LOWEST + (place + 0.5) * LEVEL_STEP;
  }

  /** Nats above the floor that most pauses have. */
  #pauseLevel(levels: Float32Array, rows: number): number {
    const sorted = this.#sorted.subarray(0, rows);
    sorted.set(levels.subarray(0, rows));
    sorted.sort();
    return Math.max(0, sorted[Math.floor(PAUSES * rows)] as number);
  }

  /** Marks and spaces by hysteresis, into `pattern`; rows that are hidden keep the state and count for nothing. */
  #segment(
    levels: Float32Array,
    pattern: Uint8Array,
    rows: number,
    on: number,
    off: number,
  ): { runs: number; duty: number; span: number; longest: number; first: number; last: number } {
    let down = false;
    let longest = 0;
    let run = 0;
    let runs = 0;
    let downRows = 0;
    let span = 0;
    let pause = 0;
    let first = -1;
    let last = 0;
    for (let i = 0; i < rows; i++) {
      if (pattern[i] === 2) continue;
      const x = levels[i] as number;
      if (!down && x > on) {
        down = true;
        runs++;
        if (first < 0) first = i;
        else if (pause <= PAUSE_ROWS) span += pause;
        pause = 0;
      } else if (down && x < off) {
        down = false;
      }
      run = down ? run + 1 : 0;
      longest = Math.max(longest, run);
      if (down) {
        pattern[i] = 1;
        downRows++;
        span++;
        last = i;
      } else {
        pause++;
      }
    }
    return { runs, duty: span > 0 ? downRows / span : 0, span, longest, first: Math.max(0, first), last };
  }
}
