import { Correlation } from './correlation.js';
import { BIN_HZ } from './frame.js';
import type { Sighting } from './keyed-test.js';
import type { LevelMemory } from './level-memory.js';

/** Hz around a carrier in which the sidebands of its keying are looked for: five times the dit rate of 80 WPM. */
const SIDEBANDS = 200;
/** Hz at which a sideband is apart from its carrier's main lobe. */
const LOBE = 25;
/** Correlation of two sidebands from which on they are one signal's: five standard errors of independent stations. */
const MIRRORED = 0.5;
/** Multiples of a tone of sound that a receiver's or a sender's distortion makes. */
const HARMONICS = [2, 3, 4] as const;
/** Nats by which a tone stands above its harmonic, and the part of its marks in which it does. */
const ABOVE = 1.4;
const ALWAYS = 0.9;
/** Rows of marks that are needed to tell. */
const FEWEST_MARKS = 12;
/** Bins to each side that a carrier fills. */
const CARRIER = 2;
/** Nats above the floor from which a level counts as that: more is no better. */
const HIGHEST = 6;
/** Rows around a mark in which its station sends: 0.3 s. */
export const SENDING = 20;

/** True for the second to fourth harmonic of a stronger tone: whenever it is there, that is too. One of a carrier would never pause. */
export function isHarmonic(memory: LevelMemory, sighting: Sighting, all: readonly Sighting[]): boolean {
  return HARMONICS.some((multiple) => {
    const base = Math.round(sighting.frequency / multiple / BIN_HZ);
    const isCarrier = all.some((other) => other.steady && Math.abs(other.bin - base) <= CARRIER);
    return !isCarrier && isBelow(memory, sighting, base);
  });
}

/** True for what arms of unequal gain, or not quite 90° apart, make of a stronger signal on the other side of 0 Hz: keyed alike. */
export function isImage(memory: LevelMemory, sighting: Sighting): boolean {
  const mirror = Math.round(-sighting.frequency / BIN_HZ);
  return isBelow(memory, sighting, mirror) && likeness(memory, sighting, mirror) > MIRRORED;
}

/** Whenever it is there, something stronger is at a bin. */
function isBelow(memory: LevelMemory, { pattern, rows, bin }: Sighting, stronger: number): boolean {
  const from = memory.oldest;
  let marks = 0;
  for (let i = 0; i < rows; i++) if (pattern[i] === 1) marks++;
  if (marks < FEWEST_MARKS) return false;
  let below = 0;
  for (let i = 0; i < rows; i++) {
    if (pattern[i] !== 1) continue;
    const level = memory.level(from + i, bin) + ABOVE;
    const highest = Math.max(
      memory.level(from + i, stronger - 1),
      memory.level(from + i, stronger),
      memory.level(from + i, stronger + 1),
    );
    if (highest <= level && ++below >= (1 - ALWAYS) * marks) return false;
  }
  return true;
}

/**
 * True for a sideband of a stronger signal's keying, which is amplitude modulation: a fast string of dits, or hard keying, has
 * lines at multiples of half the dit rate, and the same on the other side of the carrier at the same time.
 */
export function isSideband(memory: LevelMemory, sighting: Sighting, carriers: readonly Sighting[]): boolean {
  return carriers.some((carrier) => {
    const apart = Math.abs(carrier.frequency - sighting.frequency);
    if (carrier.peak < sighting.peak + ABOVE || apart < LOBE || apart > SIDEBANDS) return false;
    const mirror = Math.round((2 * carrier.frequency - sighting.frequency) / BIN_HZ);
    return likeness(memory, sighting, mirror) > MIRRORED;
  });
}

/** Correlation of the levels above the floor at a sighting and in bin `b`, while it sends: pauses that all share tell nothing. */
function likeness(memory: LevelMemory, sighting: Sighting, b: number): number {
  const correlation = new Correlation();
  for (let row = memory.oldest; row < memory.rows; row++) {
    if ((sighting.apart[row - memory.oldest] as number) > SENDING) continue;
    correlation.push(heightOf(memory, row, sighting.bin), heightOf(memory, row, b));
  }
  return correlation.value;
}

const heightOf = (memory: LevelMemory, row: number, bin: number): number =>
  Math.min(HIGHEST, Math.max(0, memory.level(row, bin) - memory.floor(row, bin)));
