import type { Sighting } from './keyed-test.js';

/** Nats by which a product of distortion is below the weakest tone of its making: 20 dB. */
const BELOW = 4.6;
/** Hz by which a product may miss the sum of its tones: a bin, in which two products may be seen as one. */
const OFF = 8;
/** Rows by which a tone's marks may miss a product's. */
const EDGE = 2;
/** Rows of marks that are needed to tell, and the part of them that must be explained. */
const FEWEST_MARKS = 20;
const ALWAYS = 0.9;

/**
 * True for what distortion of the second and third order makes of stronger tones: f + g, f − g, 2f ± g. It is there only while
 * both are. Several products may share a bin, so that each mark may be another one's.
 */
export function isProduct(sighting: Sighting, all: readonly Sighting[]): boolean {
  const tones = all.filter(({ peak }) => peak > sighting.peak + BELOW);
  const { pattern, rows } = sighting;
  const pairs: (readonly [Sighting, Sighting])[] = [];
  tones.forEach((a, i) => {
    for (let j = i + 1; j < tones.length; j++) {
      const b = tones[j] as Sighting;
      if (isOfBoth(sighting.frequency, a.frequency, b.frequency)) pairs.push([a, b]);
    }
  });
  if (pairs.length === 0) return false;
  let marks = 0;
  let explained = 0;
  for (let i = 0; i < rows; i++) {
    if (pattern[i] !== 1) continue;
    marks++;
    if (pairs.some(([a, b]) => mayBeDown(a, i) && mayBeDown(b, i))) explained++;
  }
  return marks >= FEWEST_MARKS && explained >= ALWAYS * marks;
}

const isOfBoth = (frequency: number, f: number, g: number): boolean =>
  [f + g, Math.abs(f - g), 2 * f - g, 2 * g - f, 2 * f + g, 2 * g + f].some(
    (product) => Math.abs(product - frequency) < OFF,
  );

const mayBeDown = ({ apart, pattern }: Sighting, row: number): boolean =>
  (apart[row] as number) <= EDGE || pattern[row] === 2;
