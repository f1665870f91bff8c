import type { Sighting } from './keyed-test.js';

/** Nats by which one of two tones must be nearer to its marks than the other is, to be the one that is sent. */
const SWAP = 0.3;
/** Fewest marks that tell. */
const FEWEST = 10;
/** Rows of the shortest dit that rows tell apart, 32 ms: 38 WPM. Bits of RTTY last 22 ms and less. */
const SHORTEST_DIT = 1.9;
/** Dits in a dah. */
const DAH = { least: 2.5, most: 4 } as const;
/** Part of the variance of the logarithm of lengths that two lengths explain at least: nearly always 0.9 and more of F1A without fading, 0.7 to 0.88 of RTTY. */
const EXPLAINED = 0.885;
/** By what the shorter dahs are longer than the longer dits, and the part of marks that may be neither. */
const APART = 1.6;
const NEITHER = 0.1;

/**
 * True for the tone that is sent while the key is down, where another one is sent while it is up (F1A, as VHF beacons send): of all
 * pairs of tones that take turns it alone has marks of two lengths, 1 : 3, and pauses longer than either. The bits of RTTY come in
 * rows of every length.
 *
 * @param other the tone that takes turns with it
 */
export function isShiftKeyed(sighting: Sighting, other: Sighting): boolean {
  const likeness = likenessToMorse(sighting, other);
  return likeness > 0 && likeness > likenessToMorse(other, sighting);
}

/**
 * Part of the variance of the marks' lengths that dits and dahs explain; 0 for what is no Morse. They are told apart by the threshold
 * of N. Otsu, A threshold selection method from gray-level histograms, IEEE Trans. SMC 9, 1979, over the logarithms.
 */
function likenessToMorse(sighting: Sighting, other: Sighting): number {
  const { marks, longestPause } = turnsOf(sighting, other);
  if (marks.length < FEWEST) return 0;
  const lengths = marks.sort((a, b) => a - b);
  if (longestPause <= (lengths.at(-1) as number)) return 0;
  const logs = lengths.map(Math.log);
  const { dits, explained } = splitOf(logs);
  const dit = Math.exp(meanOf(logs.slice(0, dits)));
  const ratio = Math.exp(meanOf(logs.slice(dits))) / dit;
  const shortDah = lengths[dits + Math.floor(NEITHER * (lengths.length - dits))] as number;
  const longDit = lengths[dits - 1 - Math.floor(NEITHER * dits)] as number;
  const isMorse =
    explained >= EXPLAINED &&
    dit >= SHORTEST_DIT &&
    ratio >= DAH.least &&
    ratio <= DAH.most &&
    shortDah >= APART * longDit;
  return isMorse ? explained : 0;
}

/** Lengths of the times in which it is this tone that is sent, and the longest one of the other's between them, rows. */
function turnsOf(sighting: Sighting, other: Sighting): { marks: number[]; longestPause: number } {
  const marks: number[] = [];
  let longestPause = 0;
  let down: boolean | undefined;
  let length = 0;
  let turns = 0;
  for (let i = 0; i < sighting.rows; i++) {
    const difference = (sighting.levels[i] as number) - (other.levels[i] as number);
    const next: boolean | undefined = difference > SWAP ? true : difference < -SWAP ? false : down;
    if (next === down) {
      length++;
      continue;
    }
    // What the first turn began with was not seen.
    if (turns > 1 && down) marks.push(length);
    else if (turns > 1) longestPause = Math.max(longestPause, length);
    down = next;
    length = 1;
    turns++;
  }
  return { marks, longestPause };
}

/** How many of the sorted values belong to the lower of two groups, and the part of the variance that the groups explain. */
function splitOf(values: readonly number[]): { dits: number; explained: number } {
  const mean = meanOf(values);
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  let below = 0;
  let best = 0;
  let dits = 1;
  for (let n = 1; n < values.length; n++) {
    below += values[n - 1] as number;
    const above = values.length - n;
    const between = n * (below / n - mean) ** 2 + above * ((mean * values.length - below) / above - mean) ** 2;
    if (between > best) [best, dits] = [between, n];
  }
  return { dits, explained: total > 0 ? best / total : 0 };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
