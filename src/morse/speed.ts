import { FRAME_RATE } from '../dsp/frame.js';
import { KeyMarks } from './key-marks.js';

/** Seconds from one value of a keying trace to the next: two frames. */
const TRACE_STEP = 2 / FRAME_RATE;
/** Seconds of keying that count. */
const SPAN = 10;
/** Marks that are looked at, at most. */
const MOST_MARKS = 60;
/** Marks that are needed. */
const FEWEST_MARKS = 5;
/** Dits that are enough to leave the dahs out. */
const FEWEST_DITS = 5;
/** Dit of 40 WPM, seconds: two steps of the trace. */
const FAST = 0.03;
/** Slowest and fastest speed, WPM, a little wider than what is sent. */
const SLOWEST = 4;
const FASTEST = 66;
const GRID_STEP = 1.07;
/** How much longer marks may look than they are, in dits; gaps look as much shorter. */
const WEIGHTS = [-0.3, 0, 0.3] as const;
/** Largest cost of one mark or gap: a factor of √3, where dit and dah are equally far. */
const WORST = (Math.log(3) / 2) ** 2;
/** Cost of a gap that ends a character: Farnsworth and hand sending make them of any length. */
const LONG_GAP = 0.2 * WORST;
/** Part of the median within which a period counts: others are misread. */
const NEAR = 0.35;
/** Mean cost above which the marks are no Morse. */
const TOLERANCE = 0.55 * WORST;

/**
 * Speed in PARIS words a minute from a keying trace. The dit length is the one that explains the marks of the last 10 s best
 * as dits and dahs (1:3) and the short gaps as one dit; then refined from the periods of mark and gap within characters,
 * which stay exact when the receiver smears all marks alike.
 */
export class SpeedMeter {
  readonly #marks = new KeyMarks();
  #wpm: number | null = null;
  #counted = 0;
  #checked = Number.NEGATIVE_INFINITY;

  /** Takes the next values of the trace, one each 16 ms; `time` is the stream time of the first, s. */
  push(key: Float32Array, time: number): void {
    for (let i = 0; i < key.length; i++) this.#marks.push(key[i] as number, time + i * TRACE_STEP);
  }

  /** Words a minute, null until enough marks were heard. In pauses the last speed stays. */
  get wpm(): number | null {
    const marks = this.#marks;
    if (marks.count !== this.#counted && (marks.time - this.#checked >= 1 || this.#wpm === null)) {
      this.#counted = marks.count;
      this.#checked = marks.time;
      this.#wpm = estimate(marks) ?? this.#wpm;
    }
    return this.#wpm;
  }

  /** Forgets everything: another signal begins. */
  reset(): void {
    this.#marks.reset();
    this.#wpm = null;
    this.#counted = 0;
    this.#checked = Number.NEGATIVE_INFINITY;
  }
}

const estimate = (marks: KeyMarks): number | null => {
  const until = marks.count - (marks.down ? 1 : 0);
  let from = Math.max(marks.oldest, until - MOST_MARKS);
  while (from < until && marks.start(from) < marks.time - SPAN) from++;
  if (until - from < FEWEST_MARKS) return null;
  const lengths: number[] = [];
  const gaps: number[] = [];
  for (let i = from; i < until; i++) {
    lengths.push(marks.end(i) - marks.start(i));
    gaps.push(i + 1 < until ? marks.start(i + 1) - marks.end(i) : Number.POSITIVE_INFINITY);
  }
  let best = { cost: Number.POSITIVE_INFINITY, dit: 0, weight: 0 };
  for (let dit = 1.2 / FASTEST; dit <= 1.2 / SLOWEST; dit *= GRID_STEP) {
    for (const part of WEIGHTS) {
      const cost = explain(lengths, gaps, dit, part * dit);
      if (cost < best.cost) best = { cost, dit, weight: part * dit };
    }
  }
  return best.cost / lengths.length > TOLERANCE ? null : 1.2 / refine(lengths, gaps, best.dit, best.weight);
};

/** Sum of squared logarithmic errors of marks and gaps under one dit length. */
const explain = (lengths: readonly number[], gaps: readonly number[], dit: number, weight: number): number => {
  let cost = 0;
  for (let i = 0; i < lengths.length; i++) {
    const mark = Math.log(Math.max(0.1, ((lengths[i] as number) - weight) / dit));
    cost += Math.min(WORST, mark * mark, (mark - Math.log(3)) ** 2);
    const gap = ((gaps[i] as number) + weight) / dit;
    cost += gap > 2 ? LONG_GAP : Math.min(WORST, Math.log(Math.max(0.1, gap)) ** 2);
  }
  return cost;
};

/** Dit length from the periods within characters, or from the marks where a sender makes no such gaps (all E and T). */
const refine = (lengths: readonly number[], gaps: readonly number[], dit: number, weight: number): number => {
  const periods: number[] = [];
  const ditPeriods: number[] = [];
  const single: number[] = [];
  for (let i = 0; i < lengths.length; i++) {
    const mark = ((lengths[i] as number) - weight) / dit;
    const units = mark < Math.sqrt(3) ? 1 : 3;
    if (mark < 0.5 || mark > 5) continue;
    single.push(((lengths[i] as number) - weight) / units);
    const gap = ((gaps[i] as number) + weight) / dit;
    if (gap >= 2) continue;
    const period = ((lengths[i] as number) + (gaps[i] as number)) / (units + 1);
    periods.push(period);
    if (units === 1) ditPeriods.push(period);
  }
  // Hands and bugs make dahs of 2.5 to 5 dits; their dits are what the speed means. Whoever is faster has a keyer.
  if (ditPeriods.length >= FEWEST_DITS && dit > FAST) return meanNear(ditPeriods);
  return periods.length >= 3 ? meanNear(periods) : single.length > 0 ? meanNear(single) : dit;
};

/**
 * Mean of what is near the median. The trace's steps of 16 ms show the 40 ms of a dit at 60 WPM as 32 or 48 ms: only the mean of
 * all of them is right.
 */
const meanNear = (values: number[]): number => {
  values.sort((a, b) => a - b);
  const median = values[values.length >> 1] as number;
  const near = values.filter((value) => Math.abs(value - median) <= NEAR * median);
  return near.reduce((sum, value) => sum + value, 0) / near.length;
};
