import { BASEBAND_RATE, type Baseband } from '../../dsp/baseband.js';
import type { Crash } from '../../dsp/crash-log.js';
import type { Alternative } from '../character.js';
import type { DecodedToken } from '../ctc.js';
import { units } from '../locate-code.js';
import { codeTree } from './code-tree.js';
import { type Conditions, energyAt, MOST_ENERGY, measure } from './conditions.js';
import { Evidence, type NetworkOutputs } from './evidence.js';
import { type FoundCode, Lattice } from './lattice.js';
import { Slots } from './slots.js';
import { median, type Sample, weighedMedian } from './smooth.js';
import { endOf, firstFist, lengthsOf, refine, startOf, type TimedCode, timed } from './timing.js';

/** Rounds of finding the codes and measuring the signal by them: of a signal that is new, and of one that goes on. */
const FIRST_ROUNDS = 3;
const ROUNDS = 2;
/**
 * Codes of which the network is so sure are seldom wrong. Where more than a quarter of them, and three, are not found again, or
 * two where the signal is clear, it is not what this decoder takes it for: it chirps, it is not alone, or it is no Morse. Static
 * the network takes for marks more often.
 */
const SURE = 0.97;
const MOST_MISSED = { clear: 0, noisy: 0.25, crashed: 0.4 } as const;
const MISSED_AT_LEAST = 3;
/** Energy of a dit over the density of noise from which on a signal is clear. */
const CLEAR = 60;
/** Of the codes that the network thinks likely, half at least must be found again, or all is a misunderstanding. */
const LIKELY = 0.5;
const LEAST_AGREEMENT = 0.5;
const ENOUGH = 3;

/** A stretch of one channel; all times in seconds from the first sample of `signal`. */
export interface Passage {
  readonly signal: Baseband;
  /** Where the whole band was louder than usual. */
  readonly crashes: readonly Crash[];
  /** Where codes may be sent. */
  readonly from: number;
  readonly to: number;
  /** End of the code that was found last; null: nothing is known of what was before `from`. */
  readonly boundary: number | null;
  /** What was found before `from`, which the signal is measured by too. */
  readonly before: readonly TimedCode[];
  /** What the network has read after it, codes and spaces. */
  readonly reading: readonly DecodedToken[];
  readonly outputs: NetworkOutputs;
}

/** A code as it was found, seconds. */
export interface ReadCode extends TimedCode {
  readonly start: number;
  readonly end: number;
  /** 0…1. */
  readonly confidence: number;
  /** What else it may be. */
  readonly others: readonly Alternative[];
  /** Of the word space before it, 0…1. */
  readonly spaceConfidence: number;
}

/**
 * Reads a signal again that a network has read: the network says where there is Morse, how fast and how strong it is; then the
 * whole sequence of codes is sought that suits the sound best, as a receiver would that had known all that from the start.
 */
export class SequenceDecoder {
  readonly #lattice: Lattice;

  /** @param tokens of the model: blank, word space, codes */
  constructor(tokens: readonly string[]) {
    this.#lattice = new Lattice(codeTree(tokens.slice(2)));
  }

  /** The codes of a passage, in order; null where the network's reading should stand. */
  decode(passage: Passage): readonly ReadCode[] | null {
    const { signal, crashes, reading, outputs, before } = passage;
    let codes = timedReading(reading);
    if (codes.length === 0) return null;
    const evidence = new Evidence(outputs, reading);
    const start = Math.min(passage.from, ...before.slice(0, 1).map(startOf));
    const dit = Math.exp(weighedMedian(speeds([...before, ...codes])));
    const first = firstFist([...before, ...codes], dit);
    const sentBefore = lengthsOf(before, () => dit);
    let fist = before.length > 0 ? refine(sentBefore, first) : first;
    let found: readonly ReadCode[] = [];
    let most: number = MOST_MISSED.noisy;
    const rounds = before.length > 0 ? ROUNDS : FIRST_ROUNDS;
    for (let round = 0; round < rounds; round++) {
      const known = [...before, ...codes];
      const marks = known.flatMap((code) => code.marks);
      const slots = new Slots({ signal, crashes, from: start, to: passage.to, marks, dit });
      const conditions = measure(slots, marks, speeds(known));
      if (round === rounds - 1 && !conditions.steady && !slots.crashed) return null;
      const energy = energyOf(conditions);
      if (conditions.steady) slots.assume(Math.max(1, energy / MOST_ENERGY));
      const limit = (slot: number) => Math.max(0, Math.min(slots.count, slot));
      const boundary = passage.boundary === null ? null : limit(slots.at(passage.boundary));
      const range = { first: boundary ?? limit(slots.at(passage.from)), last: limit(slots.at(passage.to)) };
      found = inSeconds(this.#lattice.search({ slots, conditions, fist, evidence, boundary, ...range }), slots);
      if (found.length === 0) return null;
      codes = found;
      if (slots.crashed) most = conditions.steady ? MOST_MISSED.crashed : MOST_MISSED.noisy;
      else most = energy > CLEAR ? MOST_MISSED.clear : MOST_MISSED.noisy;
      const ditAt = (time: number) => conditions.dit[limit(slots.at(time))] as number;
      fist = refine(lengthsOf([...before, ...found], ditAt), first);
    }
    return plausible(found, passage, most) ? found : null;
  }
}

/** The codes of a reading, with the spaces before them. */
function timedReading(reading: readonly DecodedToken[]): readonly TimedCode[] {
  return reading.flatMap((token, i) => (token.space ? [] : [timed(token, reading[i - 1]?.space ?? false)]));
}

/** What each code says about speed: logarithm of the dit, by its length. */
function speeds(codes: readonly TimedCode[]): Sample[] {
  return codes.map((one) => {
    const [start, end, weight] = [startOf(one), endOf(one), units(one.code)];
    const length = Math.max(end - start, 1 / BASEBAND_RATE);
    return { time: (start + end) / 2, value: Math.log(length / weight), weight };
  });
}

function inSeconds(codes: readonly FoundCode[], slots: Slots): ReadCode[] {
  return codes.map(({ from, to, marks, ...code }) => ({
    ...code,
    start: slots.time(from),
    end: slots.time(to),
    marks: marks.map((mark) => ({ start: slots.time(mark.from), end: slots.time(mark.to) })),
  }));
}

/** Median of the energy of a dit over the density of the noise. */
const energyOf = (conditions: Conditions): number =>
  median(conditions.dit.map((_, slot) => energyAt(conditions, slot)));

/** False when more than a part `most` is missing of what the network was sure of, and more than one code of a clear signal. */
function plausible(found: readonly ReadCode[], { reading, from, to }: Passage, most: number): boolean {
  const within = reading.filter(({ space, start, end }) => !space && start >= from && end <= to);
  const again = ({ code, start, end }: DecodedToken) =>
    found.some((one) => one.code === code && one.start < end && one.end > start);
  const likely = within.filter(({ confidence }) => confidence >= LIKELY);
  const agreed = likely.filter(again).length;
  if (likely.length >= ENOUGH && agreed < LEAST_AGREEMENT * likely.length) return false;
  const sure = within.filter(({ confidence }) => confidence >= SURE);
  const missed = sure.filter((token) => !again(token));
  if (most === MOST_MISSED.clear) return missed.length <= 1;
  return missed.length < MISSED_AT_LEAST || missed.length <= most * sure.length;
}
