import { BIN_HZ, SAMPLE_RATE, WINDOW } from './frame.js';
import type { Sighting } from './keyed-test.js';
import type { LevelMemory } from './level-memory.js';
import { TOP_REACH, topOf } from './row-top.js';

/** A bin in which something keyed may be seen beside a steady line; `beside` points away from that. */
export interface Place {
  readonly bin: number;
  readonly beside: 1 | -1;
  /** Hz of the line. */
  readonly line: number;
}

/** Bins to each side of a steady carrier in which a keyed signal is no peak of its own: 16 to 47 Hz. */
const NEAREST = 2;
export const FARTHEST = 6;
/** Every such row is looked at. */
const STEP = 3;
/** Parts of the rows below which a level lies while the key is up, and while it is down. */
const UP = 0.3;
const DOWN = 0.93;
/** Nats between them at least; noise alone has 2. */
const KEYED = 3;

/** Hz to each side of a tone at which the window has its first null. */
const NULL_HZ = (2 * SAMPLE_RATE) / WINDOW;
/** The nearest bin to a line in which it is 30 dB weaker is at least so far from it, as a part of that. */
const INSIDE = 0.925;
/** Hz of a cell of the histogram of the rows' tops. */
const CELL = 1;
/** Part of the rows that have their top within a cell of the line's. */
const LINE = 0.15;

/**
 * Where something keyed may be seen beside or beneath a steady line that no peak tells from it. Within 20 Hz the two beat, so the
 * level of their common peak tells nothing of the keying. But in the bins where the window has its null for the line, that is
 * not seen at all, and a signal that is 8 Hz away or more is (F. J. Harris, On the use of windows, 1978). Farther away the one
 * bin whose level changes most is enough: key clicks are on the line's other side too.
 */
export function placesBeside(memory: LevelMemory, peak: Sighting): Place[] {
  const places: Place[] = [];
  for (const line of linesAt(memory, peak.bin)) {
    for (const beside of [-1, 1] as const) {
      const least = line / BIN_HZ + (beside * INSIDE * NULL_HZ) / BIN_HZ;
      places.push({ bin: beside > 0 ? Math.ceil(least) : Math.floor(least), beside, line });
    }
  }
  const changing = peak.steady ? besideCarrier(memory, peak) : null;
  return changing ? [...places, changing] : places;
}

/** Frequencies (Hz) at which a peak's rows have their tops again and again: while a key is up, that is a line's. At most two. */
function linesAt(memory: LevelMemory, bin: number): number[] {
  const cells = new Uint16Array(Math.ceil(((2 * TOP_REACH + 2) * BIN_HZ) / CELL));
  const lowest = (bin - TOP_REACH - 1) * BIN_HZ;
  const tops: number[] = [];
  let rows = 0;
  for (let row = memory.oldest; row < memory.rows; row += STEP) {
    rows++;
    const top = topOf(memory, row, bin);
    if (top === null) continue;
    tops.push(top);
    const cell = Math.floor((top - lowest) / CELL);
    cells[cell] = (cells[cell] as number) + 1;
  }
  const lines: number[] = [];
  while (lines.length < 2) {
    let best = 1;
    for (let i = 1; i < cells.length - 1; i++) if (around(cells, i) > around(cells, best)) best = i;
    if (around(cells, best) < LINE * rows) break;
    const centre = lowest + (best + 0.5) * CELL;
    const near = tops.filter((top) => Math.abs(top - centre) <= 1.5 * CELL);
    lines.push(near.reduce((sum, top) => sum + top, 0) / near.length);
    cells.fill(0, Math.max(0, best - 2), best + 3);
  }
  return lines;
}

const around = (cells: Uint16Array, i: number): number =>
  (cells[i - 1] as number) + (cells[i] as number) + (cells[i + 1] as number);

function besideCarrier(memory: LevelMemory, carrier: Sighting): Place | null {
  const centre = Math.round(carrier.frequency / BIN_HZ);
  let best = KEYED;
  let found: Place | null = null;
  for (const beside of [-1, 1] as const) {
    for (let away = NEAREST; away <= FARTHEST; away++) {
      const bin = centre + beside * away;
      const change = changeOf(memory, bin);
      if (change > best) [best, found] = [change, { bin, beside, line: carrier.frequency }];
    }
  }
  return found;
}

function changeOf(memory: LevelMemory, bin: number): number {
  const count = Math.floor((memory.rows - memory.oldest) / STEP);
  const levels = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const row = memory.oldest + i * STEP;
    levels[i] = memory.level(row, bin) - memory.lift(row);
  }
  levels.sort();
  return (levels[Math.floor(DOWN * count)] as number) - (levels[Math.floor(UP * count)] as number);
}
