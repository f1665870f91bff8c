import { BIN_HZ } from './frame.js';
import { type LevelMemory, ROW_RATE, ROWS } from './level-memory.js';
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
  /** Level of each row above the noise floor. */
  readonly levels: Float32Array;
  /** Absolute level of each row, or the highest of the rows that its key clicks reach. */
  readonly reach: Float32Array;
  /** 1 where the key is down, 0 where it is up, 2 where something stronger hides it; by row, oldest first. */
  readonly pattern: Uint8Array;
  readonly rows: number;
  /** Never pauses: has no key clicks. */
  readonly steady: boolean;
  /** Keyed like Morse. */
  readonly keyed: boolean;
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
/** Bins to each side among which a signal that changes its frequency is looked for. */
const ASTRAY = 3;
/** Longest pause within one span of sending, rows: 1.3 s, a word space at 6 WPM. */
const PAUSE_ROWS = 1.3 * ROW_RATE;
/** Part of a span that the key is down: less is a click, more a carrier. */
const DUTY = { least: 0.12, most: 0.88, carrier: 0.95 } as const;
/** Marks a second that the 96 ms window tells apart, 5…60 WPM. */
const RATE = { least: 0.6, most: 14 } as const;
/** Seconds that keying must have lasted. */
const SHORTEST = 0.8;
/** Largest part of rows in which a signal stands beside its own frequency: FT8 and voices exceed it. */
const MOST_ASTRAY = 0.2;
/** Bins to each side that show whether a mark stands alone, 55…150 Hz away. */
const SIDES = [7, 9, 11, 13, 16, 19] as const;
/** Nats by which a mark must exceed them, what part of either side may be higher nevertheless, and what part of marks may be so. */
const SHOULDER = 1.4;
const MOST_BESIDE = 0.6;
const MOST_BROAD = 0.25;
/** Bins to each side of a stronger signal that belong to it, and the bins that must be left beside a mark to tell. */
const LOBE = 5;
const FEWEST_SIDES = 4;
/** Levels for counting, and their step, nats. */
const LEVELS = 512;
const LEVEL_STEP = 0.1;
const LOWEST = -10;
/** Half-life of a row's weight in the frequency, rows: 1.5 s, so that drift is followed. */
const FREQUENCY_ROWS = 1.5 * ROW_RATE;

interface Buffers {
  readonly levels: Float32Array;
  readonly reach: Float32Array;
  readonly pattern: Uint8Array;
}

/** Looks at one peak's history and judges whether it is keyed. Its buffers are reused from one round to the next. */
export class KeyedTest {
  readonly #pool: Buffers[] = [];
  readonly #level = new Float32Array(ROWS);
  readonly #hiding = new Float32Array(ROWS);
  readonly #counts = new Uint16Array(LEVELS);
  readonly #lobe = new Float64Array(5);
  #used = 0;

  /** Begins a round: the sightings of the round before are no longer valid. */
  begin(): void {
    this.#used = 0;
  }

  /** @param stronger sightings of this round with higher marks, which may hide or imitate this one. */
  examine(memory: LevelMemory, bin: number, stronger: readonly Sighting[]): Sighting {
    const from = memory.oldest;
    const rows = memory.rows - from;
    const { levels, reach, pattern } = this.#claim();
    const side = memory.activity(bin + 1) > memory.activity(bin - 1) ? 1 : -1;
    for (let i = 0; i < rows; i++) {
      const level = Math.max(memory.level(from + i, bin), memory.level(from + i, bin + side));
      this.#level[i] = level;
      levels[i] = level - memory.floor(from + i, bin);
    }
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
    const astray = this.#astray(memory, bin, pattern, rows, on);
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows; i++) {
      if (pattern[i] === 1) peak = Math.max(peak, this.#level[i] as number);
      let highest = this.#level[i] as number;
      for (let d = Math.max(0, i - CLICK_ROWS); d <= Math.min(rows - 1, i + CLICK_ROWS); d++) {
        highest = Math.max(highest, this.#level[d] as number);
      }
      reach[i] = highest;
    }
    const neighbours = stronger.filter((other) => other.heard);
    this.#hide(this.#hiding, neighbours, bin, rows, ASTRAY);
    const broad = this.#broad(memory, bin, neighbours, pattern, rows);
    const heard = mark >= WEAKEST && keying.runs > 0 && astray < MOST_ASTRAY && broad < MOST_BROAD;
    const seconds = keying.span / ROW_RATE;
    const rate = keying.runs / seconds;
    const fewest = mark > 5 ? 3 : mark > 3.5 ? 4 : 6;
    const keyed =
      heard &&
      keying.runs >= fewest &&
      seconds >= SHORTEST &&
      keying.duty >= DUTY.least &&
      keying.duty <= DUTY.most &&
      rate >= RATE.least &&
      rate <= RATE.most;
    return {
      bin,
      frequency: this.#frequency(memory, bin, pattern, rows),
      mark,
      peak,
      levels,
      reach,
      pattern,
      rows,
      steady: keying.duty > DUTY.carrier && seconds > 1,
      keyed,
      heard,
      quality: Math.min(1, keying.runs / 8) * (1 - astray),
      first: from + keying.first,
      last: from + keying.last,
    };
  }

  #claim(): Buffers {
    let buffers = this.#pool[this.#used];
    if (!buffers) {
      buffers = { levels: new Float32Array(ROWS), reach: new Float32Array(ROWS), pattern: new Uint8Array(ROWS) };
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

  /** Marks and spaces by hysteresis, into `pattern`; rows that are hidden keep the state and count for nothing. */
  #segment(
    levels: Float32Array,
    pattern: Uint8Array,
    rows: number,
    on: number,
    off: number,
  ): { runs: number; duty: number; span: number; first: number; last: number } {
    let down = false;
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
      if (down) {
        pattern[i] = 1;
        downRows++;
        span++;
        last = i;
      } else {
        pause++;
      }
    }
    return { runs, duty: span > 0 ? downRows / span : 0, span, first: Math.max(0, first), last };
  }

  /** Part of the rows with a signal about here in which it stands two or three bins away and not here. */
  #astray(memory: LevelMemory, bin: number, pattern: Uint8Array, rows: number, on: number): number {
    const from = memory.oldest;
    let here = 0;
    let away = 0;
    for (let i = 0; i < rows; i++) {
      if (pattern[i] === 2) continue;
      if (pattern[i] === 1) here++;
      const floor = memory.floor(from + i, bin);
      let far = Number.NEGATIVE_INFINITY;
      for (let d = 2; d <= ASTRAY; d++) {
        far = Math.max(far, memory.level(from + i, bin - d), memory.level(from + i, bin + d));
      }
      if (far - floor < on) continue;
      const central = Math.max(
        memory.level(from + i, bin - 1),
        memory.level(from + i, bin),
        memory.level(from + i, bin + 1),
      );
      if (far > central + 0.7 && far >= (this.#hiding[i] as number)) {
        away++;
        if (pattern[i] === 1) here--;
      }
    }
    return here + away > 0 ? away / (here + away) : 1;
  }

  /** Part of the marks that do not stand out of what surrounds them: bursts of noise, codecs' bands, consonants. */
  #broad(memory: LevelMemory, bin: number, stronger: readonly Sighting[], pattern: Uint8Array, rows: number): number {
    const from = memory.oldest;
    const sides = [-1, 1]
      .map((sign) =>
        SIDES.map((offset) => bin + sign * offset).filter(
          (side) => !stronger.some((other) => Math.abs(other.bin - side) <= LOBE),
        ),
      )
      .filter((side) => side.length >= FEWEST_SIDES);
    let marks = 0;
    let broad = 0;
    for (let i = 0; i < rows; i++) {
      const least = (this.#level[i] as number) - SHOULDER;
      if (pattern[i] !== 1 || least < (this.#hiding[i] as number)) continue;
      marks++;
      for (const side of sides) {
        let beside = 0;
        for (const b of side) if (memory.level(from + i, b) > least) beside++;
        if (beside > MOST_BESIDE * side.length) {
          broad++;
          break;
        }
      }
    }
    return marks >= MARK_ROWS / 2 ? broad / marks : 0;
  }

  /** Top of the main lobe, from the mean power of the newest marks around the peak. */
  #frequency(memory: LevelMemory, bin: number, pattern: Uint8Array, rows: number): number {
    const from = memory.oldest;
    const lobe = this.#lobe.fill(0);
    let reference = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows; i++) {
      if (pattern[i] === 1) reference = Math.max(reference, this.#level[i] as number);
    }
    for (let i = 0; i < rows; i++) {
      if (pattern[i] !== 1) continue;
      const weight = 0.5 ** ((rows - i) / FREQUENCY_ROWS);
      for (let d = 0; d < 5; d++) {
        lobe[d] = (lobe[d] as number) + weight * Math.exp(memory.level(from + i, bin - 2 + d) - reference);
      }
    }
    let top = 2;
    for (const d of [1, 3]) if ((lobe[d] as number) > (lobe[top] as number)) top = d;
    const left = Math.log((lobe[top - 1] as number) + 1e-12);
    const middle = Math.log((lobe[top] as number) + 1e-12);
    const right = Math.log((lobe[top + 1] as number) + 1e-12);
    const curvature = left - 2 * middle + right;
    const shift = curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
    return (bin - 2 + top + Math.min(1, Math.max(-1, shift))) * BIN_HZ;
  }
}
