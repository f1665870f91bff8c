import { BIN_HZ } from './frame.js';
import type { Sighting } from './keyed-test.js';
import type { LevelMemory } from './level-memory.js';

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

/**
 * The bin beside a steady carrier whose level changes most: what is keyed there does not stand out by its mean, which is the
 * carrier's. One only, for its key clicks are on the carrier's other side too. `beside` points away from the carrier.
 */
export function besideCarrier(memory: LevelMemory, carrier: Sighting): { bin: number; beside: 1 | -1 } | null {
  const centre = Math.round(carrier.frequency / BIN_HZ);
  let best = KEYED;
  let found: { bin: number; beside: 1 | -1 } | null = null;
  for (const beside of [-1, 1] as const) {
    for (let away = NEAREST; away <= FARTHEST; away++) {
      const bin = centre + beside * away;
      const change = changeOf(memory, bin);
      if (change > best) [best, found] = [change, { bin, beside }];
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
