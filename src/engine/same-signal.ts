import type { Character } from '../morse/character.js';

/** Dits and dahs, of the newest codes, that two channels must have read alike. */
const ELEMENTS = 4;
/** Seconds by which the times of one code differ when two channels read it. */
const APART = 0.06;

/**
 * Whether two texts are of one signal as it was up to `time` (s): their newest codes are the same ones, sent at the same time. No
 * two stations do that.
 */
export function isSameSignal(one: readonly Character[], other: readonly Character[], time: number): boolean {
  const [a, b] = [codesBefore(one, time), codesBefore(other, time)];
  let elements = 0;
  for (let i = a.length - 1, j = b.length - 1; i >= 0 && j >= 0 && elements < ELEMENTS; i--, j--) {
    if (!isSameCode(a[i] as Character, b[j] as Character)) return false;
    elements += a[i]?.code.length ?? 0;
  }
  return elements >= ELEMENTS;
}

const codesBefore = (characters: readonly Character[], time: number): Character[] =>
  characters.slice(-4 * ELEMENTS).filter(({ code, start }) => code !== '' && start < time);

/** One code, read twice. */
const isSameCode = (one: Character, other: Character): boolean =>
  other.code === one.code && Math.abs(other.start - one.start) < APART && Math.abs(other.end - one.end) < APART;

/** The codes of one text that the other has too, sent at the same time, as they follow one another. */
export function sharedRuns(one: readonly Character[], other: readonly Character[]): Character[][] {
  const runs: Character[][] = [];
  let run: Character[] = [];
  for (const character of one) {
    if (character.code === '') continue;
    if (!other.some((their) => isSameCode(character, their))) run = [];
    else if (run.push(character) === 1) runs.push(run);
  }
  return runs;
}
