import { BIN_HZ } from '../../dsp/frame.js';
import type { WaterfallRows } from '../../engine/types.js';

/** Seconds from one row to the next: two frames. */
export const ROW_SECONDS = 0.016;
/** Bytes of rows that are held at most; of bands of up to 120 kHz these are as many as the ring has columns. */
const MOST_BYTES = 32e6;

/** One row of the spectrogram, as it came: a view of what the decoder's store holds too. */
interface Column {
  readonly levels: Uint8Array;
  /** Number of its lowest bin. */
  readonly first: number;
}

/** Which bins are seen, as so many equal groups. Each shows its loudest bin, so that no trace is lost, however narrow. */
export interface Groups {
  /** Number of the lowest bin. */
  readonly low: number;
  /** Bins of a group. */
  readonly size: number;
  readonly count: number;
}

/** The groups that cover a band, at most `most` and one more. Their edges stay where they are while the band is moved. */
export function groupsOf(min: number, max: number, most: number): Groups {
  const size = Math.max(1, Math.ceil((max - min) / BIN_HZ / most));
  const groupAt = (hertz: number): number => Math.floor(Math.round(hertz / BIN_HZ) / size);
  const low = groupAt(min);
  return { low: low * size, size, count: groupAt(max) - low + 1 };
}

/**
 * The picture's memory: a ring of columns, one a row of the spectrogram, a byte a bin. Columns are numbered from the first one
 * on. Its size does not grow; a longer pause than the ring is a cleared ring.
 */
export class SpectrumRing {
  readonly #columns: (Column | null)[];
  /** Columns that are held. */
  #held: number;
  #count = 0;
  #newest = Number.NEGATIVE_INFINITY;

  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => null);
    this.#held = columns;
  }

  /** Number after the newest column. */
  get end(): number {
    return this.#count;
  }

  /** Number of the oldest column that is kept. */
  get start(): number {
    return Math.max(0, this.#count - this.#held);
  }

  /** Stream time of the newest column, seconds; −∞ when empty. */
  get newest(): number {
    return this.#newest;
  }

  clear(): void {
    this.#columns.fill(null);
    this.#count = 0;
    this.#newest = Number.NEGATIVE_INFINITY;
  }

  /** Appends rows; a gap in time stays empty, rows that begin before the newest one wipe the picture. */
  append({ time, rows, bins, firstBin: first, levels }: WaterfallRows): void {
    if (rows === 0) return;
    if (time <= this.#newest) this.clear();
    const most = this.#columns.length;
    this.#held = Math.min(most, Math.ceil(MOST_BYTES / bins));
    const missing = this.#count === 0 ? 0 : Math.round((time - this.#newest) / ROW_SECONDS) - 1;
    for (let i = 0; i < Math.min(missing, most); i++) this.#put(null);
    for (let row = Math.max(0, rows - most); row < rows; row++) {
      this.#put({ levels: levels.subarray(row * bins, (row + 1) * bins), first });
    }
    this.#newest = time + (rows - 1) * ROW_SECONDS;
  }

  /** The loudest bin of each group in the columns `from … to − 1`, the lowest group first: `[to − from, count]`. */
  read(from: number, to: number, { low, size, count }: Groups, out: Uint8Array): Uint8Array {
    out.fill(0, 0, (to - from) * count);
    for (let column = from, at = 0; column < to; column++, at += count) {
      const held = this.#columns[column % this.#columns.length];
      if (!held) continue;
      const { levels, first } = held;
      for (let i = 0, bin = low - first; i < count; i++, bin += size) {
        let loudest = 0;
        for (let b = Math.max(0, bin), end = Math.min(levels.length, bin + size); b < end; b++) {
          const level = levels[b] as number;
          if (level > loudest) loudest = level;
        }
        out[at + i] = loudest;
      }
    }
    return out;
  }

  #put(column: Column | null): void {
    const size = this.#columns.length;
    // What is not held any more is let go.
    if (this.#count >= this.#held) this.#columns[(this.#count - this.#held) % size] = null;
    this.#columns[this.#count++ % size] = column;
  }
}
