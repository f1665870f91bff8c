import { BASEBAND_RATE } from '../../dsp/baseband.js';
import type { Alternative } from '../character.js';
import type { CodeTree } from './code-tree.js';
import { type Conditions, energyAt, MOST_ENERGY } from './conditions.js';
import type { Evidence } from './evidence.js';
import { type LengthTable, type LengthTables, lengthTables } from './length-tables.js';
import { markLikelihood, STEADY } from './likelihood.js';
import type { Slots } from './slots.js';
import type { Fist } from './timing.js';

/** Share of the gaps between letters that are gaps between words; of those, that are pauses without measure. */
const LOG_WORD = Math.log(0.18);
const LOG_LETTER = Math.log(1 - 0.18);
const LOG_PAUSE = Math.log(0.15);
/** Dits of a pause over which its end is spread, and cost of beginning anywhere. */
const PAUSE_DITS = 40;
const BEGINNING = -2;
/** What the network's word counts for where noise is strong and where it is weak; for codes and for gaps. */
const CODE_TRUST = [0.1, 0.6] as const;
const FADING_TRUST = [0.3, 1.2] as const;
const GAP_TRUST = [0.3, 1] as const;
/** Part of it where static crashes into a steady signal: the network takes it for marks. */
const TRUST_IN_STATIC = 0.5;
/** Energy of a dit over the density of noise where noise is strong, and how much more there is where it is weak. */
const NOISY = 20;
const CLEAR = 40;
/** Alternatives that are less likely by so much (log) do not count. */
const NEGLIGIBLE = 12;

/** Least odds of another code that is told, how many are, and dits by which it may begin elsewhere. */
const LIKELY = 0.01;
const MOST_OTHERS = 4;
const SAME_PLACE = 1.5;

const NEVER = -1e15;
/** Length tables for speeds this far apart (log). */
const SPEED_STEP = 0.03;

/** Why a code begins where it does: nothing before it is known, or it is that after which gap. */
const ANYWHERE = 0;
const AFTER_LETTER = 1;
const AFTER_WORD = 2;
const AFTER_PAUSE = 3;

/** A mark that was found, in slots. */
export interface FoundMark {
  readonly from: number;
  readonly to: number;
}

export interface FoundCode {
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly marks: readonly FoundMark[];
  /** A word space stands before it; how sure that is, 0…1. */
  readonly spaced: boolean;
  readonly spaceConfidence: number;
  /** 0…1. */
  readonly confidence: number;
  /** Other codes that begin and end where it does, likeliest first. */
  readonly others: readonly Alternative[];
}

export interface Stretch {
  readonly slots: Slots;
  readonly conditions: Conditions;
  readonly fist: Fist;
  readonly evidence: Evidence;
  /** First and last slot in which something may be sent. */
  readonly first: number;
  readonly last: number;
  /** Slot at which the code before ended; null: nothing is known of what was before. */
  readonly boundary: number | null;
}

/**
 * Finds the likeliest sequence of codes in a stretch of signal: every mark and gap has a length that suits the fist, every
 * mark is as strong as the level there makes likely, every code is one of the tree (Viterbi search of a hidden semi-Markov
 * model: S.-Z. Yu, Hidden semi-Markov models, Artificial Intelligence 174, 2010; for Morse E. L. Bell, Processing of the
 * manual Morse signal using optimal linear filtering, smoothing and decoding, Naval Postgraduate School, 1975).
 */
export class Lattice {
  readonly #tree: CodeTree;
  #stride = 0;
  /** Best score of each beginning of a code whose last mark ends at a slot, and slots of that mark. */
  #ended = new Float64Array(0);
  #marks = new Uint8Array(0);
  /** Best score of each beginning after which the next mark begins at a slot, and slots of the gap. */
  #ready = new Float64Array(0);
  #gaps = new Uint8Array(0);
  /** Cost of leaving out, in a gap, what the network has read up to a slot. */
  #skipped = new Float64Array(0);
  /** Best score of all whole codes that end at a slot, without the cost of what the network has read before it. */
  #whole = new Float64Array(0);
  #wholeNode = new Int16Array(0);
  #begin = new Uint8Array(0);
  #beginGap = new Int32Array(0);
  /** By how much a word space is likelier than none before a code that begins at a slot (log). */
  #wordOdds = new Float64Array(0);
  #stretch!: Stretch;
  readonly #tables = new Map<number, LengthTables>();

  constructor(tree: CodeTree) {
    this.#tree = tree;
  }

  search(stretch: Stretch): readonly FoundCode[] {
    this.#stretch = stretch;
    this.#tables.clear();
    this.#reserve(stretch.slots.count + 1);
    this.#countSkipped();
    this.#forward();
    return this.#trace();
  }

  #reserve(slots: number): void {
    const nodes = this.#tree.codes.length;
    if (slots > this.#stride) {
      this.#stride = slots;
      this.#ended = new Float64Array(nodes * slots);
      this.#ready = new Float64Array(nodes * slots);
      this.#marks = new Uint8Array(nodes * slots);
      this.#gaps = new Uint8Array(nodes * slots);
      this.#whole = new Float64Array(slots);
      this.#skipped = new Float64Array(slots);
      this.#wholeNode = new Int16Array(slots);
      this.#begin = new Uint8Array(slots);
      this.#beginGap = new Int32Array(slots);
      this.#wordOdds = new Float64Array(slots);
    }
    this.#ended.fill(NEVER);
    this.#ready.fill(NEVER);
    this.#whole.fill(NEVER);
  }

  #countSkipped(): void {
    const { slots, evidence, first, last } = this.#stretch;
    this.#skipped.fill(0);
    for (const { time, log } of evidence.doubts) {
      const slot = slots.at(time);
      if (slot > first && slot <= last)
        this.#skipped[slot] = (this.#skipped[slot] as number) + this.#trust(slot, this.#codeTrust) * log;
    }
    for (let slot = first + 1; slot <= last; slot++) {
      this.#skipped[slot] = (this.#skipped[slot] as number) + (this.#skipped[slot - 1] as number);
    }
  }

  #forward(): void {
    const { first, last, boundary } = this.#stretch;
    const dits = new Float64Array(256);
    const dahs = new Float64Array(512);
    let pause = NEVER;
    let pauseFrom = first;
    if (boundary !== null) this.#whole[first] = 0;
    for (let slot = first; slot <= last; slot++) {
      const tables = this.#tablesAt(slot);
      this.#score(slot, tables.dit, dits);
      this.#score(slot, tables.dah, dahs);
      if (slot > first) this.#end(slot, tables, dits, dahs);
      this.#goOn(slot, tables);
      const before = slot - tables.pause;
      if (before >= first) {
        const value = (this.#whole[before] as number) + LOG_WORD + LOG_PAUSE;
        if (value > pause) {
          pause = value;
          pauseFrom = before;
        }
      }
      this.#start(slot, tables, pause, pauseFrom, boundary === null);
    }
  }

  /** Scores of marks of every length in a table that end at `slot`. */
  #score(slot: number, { least, most, logs }: LengthTable, scores: Float64Array): void {
    const { slots, conditions, first } = this.#stretch;
    const amplitude = conditions.amplitude[slot] as number;
    const dit = (conditions.dit[slot] as number) * BASEBAND_RATE;
    const noise = Math.max(conditions.noise[slot] as number, (amplitude * amplitude * dit) / MOST_ENERGY);
    for (let length = least; length <= most && slot - length >= first; length++) {
      const z = slots.magnitude(slot - length, slot);
      const count = slots.length(slot - length, slot);
      scores[length - least] =
        markLikelihood(z, amplitude, noise, count, conditions.fading) + (logs[length - least] as number);
    }
  }

  /** Beginnings of codes whose last mark ends at `slot`. */
  #end(slot: number, { dit, dah }: LengthTables, dits: Float64Array, dahs: Float64Array): void {
    const { codes, parent, dah: isDah, logShare } = this.#tree;
    const { first, evidence, slots } = this.#stretch;
    const trust = this.#trust(slot, this.#codeTrust);
    const index = evidence.index(slots.time(slot));
    let best = NEVER;
    let bestNode = 0;
    for (let node = 1; node < codes.length; node++) {
      const table = isDah[node] ? dah : dit;
      const scores = isDah[node] ? dahs : dits;
      const ready = (parent[node] as number) * this.#stride + slot;
      const most = Math.min(table.most, slot - first);
      let high = NEVER;
      let mark = 0;
      for (let length = table.least; length <= most; length++) {
        const value = (this.#ready[ready - length] as number) + (scores[length - table.least] as number);
        if (value > high) {
          high = value;
          mark = length;
        }
      }
      this.#ended[node * this.#stride + slot] = high;
      this.#marks[node * this.#stride + slot] = mark;
      const share = logShare[node] as number;
      if (share < NEVER || high + share <= best) continue;
      const value = high + share + trust * (evidence.code(codes[node] as string)[index] as number);
      if (value > best) {
        best = value;
        bestNode = node;
      }
    }
    this.#whole[slot] = best - (this.#skipped[slot] as number);
    this.#wholeNode[slot] = bestNode;
  }

  /** Beginnings of codes after which the next mark begins at `slot`. */
  #goOn(slot: number, { gap }: LengthTables): void {
    const { codes, inner } = this.#tree;
    const most = Math.min(gap.most, slot - this.#stretch.first);
    for (let node = 1; node < codes.length; node++) {
      if (!inner[node]) continue;
      const at = node * this.#stride + slot;
      let high = NEVER;
      let length = 0;
      for (let g = gap.least; g <= most; g++) {
        const value = (this.#ended[at - g] as number) + (gap.logs[g - gap.least] as number);
        if (value > high) {
          high = value;
          length = g;
        }
      }
      this.#ready[at] = high;
      this.#gaps[at] = length;
    }
  }

  /** Codes that begin at `slot`. */
  #start(slot: number, tables: LengthTables, pause: number, pauseFrom: number, anywhere: boolean): void {
    const { evidence, slots, conditions } = this.#stretch;
    const dit = conditions.dit[slot] as number;
    const odds = 0.5 * this.#trust(slot, GAP_TRUST) * evidence.wordGap(slots.time(slot), dit);
    const letter = this.#afterGap(slot, tables.letterGap, LOG_LETTER - odds);
    const word = this.#afterGap(slot, tables.wordGap, LOG_WORD + odds);
    const skipped = this.#skipped[slot] as number;
    const paused = pause - Math.log(PAUSE_DITS * tables.dits);
    let [score, begin, gap] = anywhere ? [BEGINNING, ANYWHERE, 0] : [NEVER, ANYWHERE, 0];
    if (letter.score > score) [score, begin, gap] = [letter.score, AFTER_LETTER, letter.gap];
    if (word.score > score) [score, begin, gap] = [word.score, AFTER_WORD, word.gap];
    if (paused > score) [score, begin, gap] = [paused, AFTER_PAUSE, slot - pauseFrom];
    this.#ready[slot] = score + skipped;
    this.#begin[slot] = begin;
    this.#beginGap[slot] = gap;
    this.#wordOdds[slot] = Math.max(word.score, paused) - letter.score;
  }

  #afterGap(slot: number, { least, most, logs }: LengthTable, bonus: number): { score: number; gap: number } {
    let score = NEVER;
    let gap = 0;
    for (let length = least; length <= most && slot - length >= this.#stretch.first; length++) {
      const value = (this.#whole[slot - length] as number) + (logs[length - least] as number) + bonus;
      if (value > score) {
        score = value;
        gap = length;
      }
    }
    return { score, gap };
  }

  /** A signal whose level cannot be foreseen is not quite what this search takes it for. */
  get #codeTrust(): readonly [number, number] {
    return this.#stretch.conditions.fading === STEADY ? CODE_TRUST : FADING_TRUST;
  }

  /** What the network counts for at `slot`. */
  #trust(slot: number, [least, most]: readonly [number, number]): number {
    const energy = energyAt(this.#stretch.conditions, slot);
    const trust = least + (most - least) * Math.min(1, Math.max(0, (energy - NOISY) / CLEAR));
    const { slots, conditions } = this.#stretch;
    return slots.crashed && conditions.steady ? TRUST_IN_STATIC * trust : trust;
  }

  #tablesAt(slot: number): LengthTables {
    const { slots, conditions, fist } = this.#stretch;
    const key = Math.round(Math.log(conditions.dit[slot] as number) / SPEED_STEP);
    const known = this.#tables.get(key);
    if (known) return known;
    const tables = lengthTables(fist, Math.exp(key * SPEED_STEP) / slots.duration);
    this.#tables.set(key, tables);
    return tables;
  }

  #trace(): readonly FoundCode[] {
    const { first, last, boundary } = this.#stretch;
    const codes: FoundCode[] = [];
    let slot = first;
    for (let t = first; t <= last; t++) if ((this.#whole[t] as number) > (this.#whole[slot] as number)) slot = t;
    if (!((this.#whole[slot] as number) > 0)) return codes;
    let next: Rival[] = [];
    while (slot > first || boundary === null) {
      const node = this.#wholeNode[slot] as number;
      if (node === 0) break;
      const marks = this.#marksOf(node, slot);
      const from = (marks[0] as FoundMark).from;
      const alternatives = this.#alternatives(node, slot);
      const against = [...alternatives, ...next.filter((other) => other.from < slot)];
      const confidence = 1 / (1 + against.reduce((sum, { odds }) => sum + odds, 0));
      next = alternatives;
      const begin = this.#begin[from] as number;
      const gap = this.#beginGap[from] as number;
      const spaced = begin === AFTER_WORD || begin === AFTER_PAUSE;
      const spaceConfidence = 1 / (1 + Math.exp(-(this.#wordOdds[from] as number)));
      codes.push({
        code: this.#tree.codes[node] as string,
        from,
        to: slot,
        marks,
        spaced,
        spaceConfidence,
        confidence,
        others: this.#instead(alternatives, from),
      });
      if (begin === ANYWHERE) break;
      slot = from - gap;
    }
    return codes.reverse();
  }

  /** Those of the alternatives that stand in the place of a code, which begins at slot `from`, and leave its neighbours alone. */
  #instead(alternatives: readonly Rival[], from: number): Alternative[] {
    const { conditions, slots } = this.#stretch;
    const near = ((conditions.dit[from] as number) / slots.duration) * SAME_PLACE;
    return alternatives
      .filter((other) => other.odds >= LIKELY && Math.abs(other.from - from) <= near)
      .sort((a, b) => b.odds - a.odds)
      .slice(0, MOST_OTHERS)
      .map(({ code, odds }) => ({ code, odds }));
  }

  #marksOf(node: number, end: number): FoundMark[] {
    const marks: FoundMark[] = [];
    let slot = end;
    for (let at = node; at > 0; ) {
      const from = slot - (this.#marks[at * this.#stride + slot] as number);
      marks.push({ from, to: slot });
      at = this.#tree.parent[at] as number;
      slot = at > 0 ? from - (this.#gaps[at * this.#stride + from] as number) : from;
    }
    return marks.reverse();
  }

  /** Other codes that might end where one was found to end. */
  #alternatives(found: number, slot: number): Rival[] {
    const { evidence, slots, first, last } = this.#stretch;
    const { leaves, codes, logShare } = this.#tree;
    const best = (this.#whole[slot] as number) + (this.#skipped[slot] as number);
    const others: Rival[] = [];
    for (const node of leaves) {
      if (node === found) continue;
      let high = NEVER;
      let at = slot;
      for (let t = Math.max(first, slot - 1); t <= Math.min(last, slot + 1); t++) {
        const ended = this.#ended[node * this.#stride + t] as number;
        if (ended + (logShare[node] as number) < best - NEGLIGIBLE) continue;
        const word = evidence.code(codes[node] as string)[evidence.index(slots.time(t))] as number;
        const value = ended + (logShare[node] as number) + this.#trust(t, this.#codeTrust) * word;
        if (value > high) {
          high = value;
          at = t;
        }
      }
      if (high < best - NEGLIGIBLE) continue;
      others.push({
        code: codes[node] as string,
        odds: Math.exp(high - best),
        from: (this.#marksOf(node, at)[0] as FoundMark).from,
      });
    }
    return others;
  }
}

/** Another reading of a place: how likely it is beside the one that was found, and the slot in which its code begins. */
interface Rival extends Alternative {
  readonly from: number;
}
