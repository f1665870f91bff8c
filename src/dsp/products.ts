import type { Sighting } from './keyed-test.js';
import type { LevelMemory } from './level-memory.js';

/** Nats by which a product of distortion is below the weakest tone of its making: 20 dB. */
const BELOW = 4.6;
/** Nats above the product that such a tone is at least while its key is down, fading included. */
const PRESENT = 3;
/** Hz by which a product may miss the sum of its tones: a bin, in which two products may be seen as one. */
const OFF = 8;
/** Loudest tones of which products of three are looked for. */
const LOUDEST = 8;
/** Rows by which a tone's marks may miss a product's. */
const EDGE = 2;
/** Rows of marks that are needed to tell, and the part of them that must be explained. */
const FEWEST_MARKS = 20;
const ALWAYS = 0.9;

/**
 * True for what distortion of the second and third order makes of stronger tones: 2f, 3f, f ± g, 2f ± g, f ± g ± h. It is there
 * only while all of them are. Several products may share a bin, so that each mark may be another one's.
 */
export function isProduct(memory: LevelMemory, sighting: Sighting, all: readonly Sighting[]): boolean {
  const tones = all.filter(({ peak }) => peak > sighting.peak + BELOW);
  const { frequency } = sighting;
  const makings = [...harmonics(frequency, tones), ...pairs(frequency, tones), ...triples(frequency, tones)];
  if (makings.length === 0) return false;
  const { pattern, rows } = sighting;
  const least = sighting.peak + PRESENT;
  let marks = 0;
  let explained = 0;
  for (let i = 0; i < rows; i++) {
    if (pattern[i] !== 1) continue;
    marks++;
    if (makings.some((tones) => tones.every((tone) => isThere(memory, tone, i, least)))) explained++;
  }
  return marks >= FEWEST_MARKS && explained >= ALWAYS * marks;
}

/** One tone each, whose second or third harmonic shares the bin. */
const harmonics = (frequency: number, tones: readonly Sighting[]): (readonly Sighting[])[] =>
  tones.filter((tone) => isOneOf(frequency, [2 * tone.frequency, 3 * tone.frequency])).map((tone) => [tone]);

/** Two tones each that make a product at `frequency`. */
function pairs(frequency: number, tones: readonly Sighting[]): (readonly Sighting[])[] {
  const found: (readonly Sighting[])[] = [];
  tones.forEach((a, i) => {
    for (const b of tones.slice(i + 1)) {
      const [f, g] = [a.frequency, b.frequency];
      if (isOneOf(frequency, [f + g, Math.abs(f - g), 2 * f - g, 2 * g - f, 2 * f + g, 2 * g + f])) found.push([a, b]);
    }
  });
  return found;
}

/** Three each: the strongest products, where three are down at once. */
function triples(frequency: number, tones: readonly Sighting[]): (readonly Sighting[])[] {
  const loudest = tones.toSorted((a, b) => b.peak - a.peak).slice(0, LOUDEST);
  const found: (readonly Sighting[])[] = [];
  loudest.forEach((a, i) => {
    loudest.slice(i + 1).forEach((b, j) => {
      for (const c of loudest.slice(i + j + 2)) {
        const [f, g, h] = [a.frequency, b.frequency, c.frequency];
        if (isOneOf(frequency, [f + g - h, f - g + h, g + h - f, f + g + h])) found.push([a, b, c]);
      }
    });
  });
  return found;
}

const isOneOf = (frequency: number, products: readonly number[]): boolean =>
  products.some((product) => Math.abs(product - frequency) < OFF);

/** The tone is about as loud as it is when its key is down, by level alone: other stations' clicks may have moved its noise floor. */
function isThere(memory: LevelMemory, { bin, pattern }: Sighting, row: number, least: number): boolean {
  if (pattern[row] === 2) return true;
  const from = memory.oldest;
  const last = Math.min(pattern.length, row + EDGE);
  for (let i = Math.max(0, row - EDGE); i <= last; i++) {
    if (from + i < memory.rows && memory.level(from + i, bin) > least) return true;
  }
  return false;
}
