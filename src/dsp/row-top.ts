import { BIN_HZ } from './frame.js';
import type { LevelMemory } from './level-memory.js';

/** Bins to each side over which the top of a row is looked for. */
export const TOP_REACH = 2;
/** Nats that it stands above the noise at least. */
const FAINTEST = 3;

/** Hz of the top of a row around a bin; null where nothing stands out. */
export function topOf(memory: LevelMemory, row: number, bin: number): number | null {
  let top = bin;
  for (let b = bin - TOP_REACH; b <= bin + TOP_REACH; b++) if (memory.level(row, b) > memory.level(row, top)) top = b;
  const middle = memory.level(row, top);
  if (middle < memory.floor(row, top) + FAINTEST) return null;
  const [left, right] = [memory.level(row, top - 1), memory.level(row, top + 1)];
  const curvature = left - 2 * middle + right;
  const shift = curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
  return (top + Math.min(0.5, Math.max(-0.5, shift))) * BIN_HZ;
}
