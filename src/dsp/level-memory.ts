import { type AudioMap, movedBack } from './audio-map.js';
import { BIN_HZ, FRAME_RATE, frameTime, LOG_FLOOR } from './frame.js';
import { type Grid, NARROW } from './grid.js';
import { NoiseFloor } from './noise-floor.js';

/** Frames from one row to the next: 16 ms, half a dit at 40 WPM. */
export const ROW_STEP = 2;
/** Rows that are held: 8.2 s. */
export const ROWS = 512;
/** Rows a second. */
export const ROW_RATE = FRAME_RATE / ROW_STEP;
/** Rows at the start in which the noise floor is not yet known. */
const START_ROWS = 24;
/** Time constant of the activity of a bin, rows: 3 s. */
const ACTIVITY_ROWS = 3 * ROW_RATE;
/** Every such bin counts towards the level of a crash; in a wide band every so many times it. */
const CRASH_BINS = 4;
const SILENCE = Math.log(LOG_FLOOR);
/** The median of ln(power / mean power) of noise is ln(ln 2). */
const MEDIAN = Math.log(Math.log(2));

/**
 * The last 8 s of the band: log powers, the noise floor under them, how much every row stands above that floor as a whole
 * (static crashes, key clicks on digital silence), and how active every bin was of late.
 */
export class LevelMemory {
  readonly grid: Grid;
  readonly noise: NoiseFloor;
  readonly #first: number;
  readonly #bins: number;
  readonly #levels: Float32Array;
  readonly #lift = new Float32Array(ROWS);
  readonly #floor: Float32Array;
  readonly #activity: Float32Array;
  #weight = 0;
  #rows = 0;
  #newest = 0;
  #sample = new Float32Array(0);

  constructor(grid: Grid = NARROW) {
    this.grid = grid;
    this.noise = new NoiseFloor(grid);
    this.#first = grid.first;
    this.#bins = grid.bins;
    this.#levels = new Float32Array(ROWS * grid.bins);
    this.#floor = new Float32Array(grid.bins);
    this.#activity = new Float32Array(grid.bins);
  }

  /** Rows so far, in all; those from `oldest` on are held. */
  get rows(): number {
    return this.#rows;
  }

  get oldest(): number {
    return Math.max(0, this.#rows - ROWS);
  }

  /** Stream time of the centre of a row, s. */
  time(row: number): number {
    return frameTime(this.#newest - (this.#rows - 1 - row) * ROW_STEP);
  }

  /** Takes the log powers of frame `k`, which `noise` has had; `low … high` are the bins of the band. True when it made a row. */
  push(k: number, long: Float32Array, low: number, high: number): boolean {
    if (k % ROW_STEP !== 0) return false;
    this.#newest = k;
    const slot = this.#rows++ % ROWS;
    this.#levels.set(long, slot * this.#bins);
    this.#floor.set(this.noise.logs);
    this.#lift[slot] = this.#rows > START_ROWS ? this.#broadband(long, low, high) : 0;
    if (this.#rows > START_ROWS) this.#track(long, this.#lift[slot] as number);
    return true;
  }

  /** The sound has moved at frame `k`: what was heard before is put where it would be heard now. */
  move(k: number, map: AudioMap): void {
    const [first, bins] = [this.#first, this.#bins];
    const source = Int32Array.from(
      { length: bins },
      (_, b) => Math.round(movedBack(map, (first + b) * BIN_HZ) / BIN_HZ) - first,
    );
    const before = new Float32Array(bins);
    this.#activity.fill(0);
    this.#weight = 0;
    for (let row = this.oldest; row < this.#rows; row++) {
      const levels = this.#levels.subarray((row % ROWS) * bins, (row % ROWS) * bins + bins);
      if (this.#newest - (this.#rows - 1 - row) * ROW_STEP < k) {
        before.set(levels);
        for (let b = 0; b < bins; b++) levels[b] = before[source[b] as number] ?? (this.#floor[b] as number);
      }
      if (row >= START_ROWS) this.#track(levels, this.#lift[row % ROWS] as number);
    }
  }

  /** ln power of a bin in a row; of silence beyond the ends of the spectrum. */
  level(row: number, bin: number): number {
    const b = bin - this.#first;
    return b >= 0 && b < this.#bins ? (this.#levels[(row % ROWS) * this.#bins + b] as number) : SILENCE;
  }

  /** ln of noise power of a bin in a row, crashes included. */
  floor(row: number, bin: number): number {
    return (this.#floor[bin - this.#first] as number) + (this.#lift[row % ROWS] as number);
  }

  /** Nats by which a whole row stands above the noise floor. */
  lift(row: number): number {
    return this.#lift[row % ROWS] as number;
  }

  /** Mean of what a bin stood above the floor in the last seconds, nats; noise alone gives 0.22. */
  activity(bin: number): number {
    return this.#weight > 0 ? (this.#activity[bin - this.#first] as number) / this.#weight : 0;
  }

  /** Independent values in a mean that `activity` gives. */
  get evidence(): number {
    const rows = Math.min(2 * ACTIVITY_ROWS, Math.max(0, this.#rows - START_ROWS));
    return rows / 4;
  }

  /** Nats by which a whole row stands above the floor: its median bin less that of noise. */
  #broadband(long: Float32Array, low: number, high: number): number {
    const step = CRASH_BINS * this.grid.factor;
    const count = Math.floor((high - low) / step) + 1;
    if (this.#sample.length !== count) this.#sample = new Float32Array(count);
    const sample = this.#sample;
    for (let i = 0; i < count; i++) {
      const bin = low - this.#first + i * step;
      sample[i] = (long[bin] as number) - (this.#floor[bin] as number);
    }
    sample.sort();
    // Three standard errors of the median of noise are let pass.
    return Math.max(0, (sample[count >> 1] as number) - MEDIAN - 4 / Math.sqrt(count));
  }

  #track(long: Float32Array, lift: number): void {
    const rate = 1 / ACTIVITY_ROWS;
    this.#weight += (1 - this.#weight) * rate;
    for (let b = 0; b < this.#bins; b++) {
      const excess = Math.max(0, (long[b] as number) - (this.#floor[b] as number) - lift);
      this.#activity[b] = (this.#activity[b] as number) + (excess - (this.#activity[b] as number)) * rate;
    }
  }
}
