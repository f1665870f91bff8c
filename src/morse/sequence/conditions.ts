import { BASEBAND_RATE } from '../../dsp/baseband.js';
import { FADINGS, type Fading, markLikelihood, STEADY } from './likelihood.js';
import type { Slots } from './slots.js';
import { type Course, derived, type Sample, smoothed, weighedMedian } from './smooth.js';
import type { MarkSpan } from './timing.js';

/** What is known of a stretch of signal, slot by slot; index `count` is the end of the last slot. */
export interface Conditions {
  /** Of a mark. */
  readonly amplitude: Float64Array;
  /** Mean power of a sample. */
  readonly noise: Float64Array;
  /** Seconds. */
  readonly dit: Float64Array;
  readonly fading: Fading;
  /** The level changes slowly, if at all. */
  readonly steady: boolean;
}

/** Slots at each side of a mark that are no gap, and slots of the stretches in gaps in which noise is measured. */
const EDGE = 2;
const STRETCH = 3;
/** Stretches from which on gaps say what the noise is; one this many times as strong as the mean is static. */
const ENOUGH = 8;
const STATIC = 6;
/** Seconds over which noise, speed and level are taken to be one: of the level from the slowest to the quickest fading. */
const NOISE_WIDTH = 4;
const SPEED_WIDTH = 6;
const LEVEL_WIDTHS = [2.5, 1.2, 0.6, 0.3];
/** Log-likelihood by which a livelier idea of the level must be better. */
const LIVELIER = 4;
/** Weight of the mean level beside that of the marks nearby, in slots, and the least level, of the mean power. */
const MEAN_WEIGHT = 0.3;
const LEAST_LEVEL = 0.02;
/** Marks before and after one that tell its level. */
const NEIGHBOURS = 40;
/** Slots from one value of a slow quantity to the next. */
const COARSE = 8;
/** Differences of log dit beyond which a letter's length says nothing about speed. */
const STRAY = 0.25;
/**
 * Energy of a dit over the density of noise above which a better one proves nothing more: what is left then are errors of this
 * picture of the signal, not noise.
 */
export const MOST_ENERGY = 40;

/** The same where it is judged how steady a level is: marks are measured no better than to a slot. */
const JUDGED_ENERGY = 15;

const LEAST_POWER = 1e-12;

/** Measures noise, level and its fading by where marks are thought to be. */
export function measure(slots: Slots, marks: readonly MarkSpan[], speeds: readonly Sample[]): Conditions {
  const dit = overSlots(slots, 2 * COARSE, speedOver(speeds));
  const noise = overSlots(slots, 2 * COARSE, noiseOver(slots, marks));
  const measured = marks.map((mark) => measureMark(slots, noise, mark));
  const weights = measured.reduce((sum, { weight }) => sum + weight, 1e-9);
  const mean = Math.max(LEAST_POWER, measured.reduce((sum, { value, weight }) => sum + value * weight, 0) / weights);
  const middle = dit[slots.count >> 1] as number;
  const { width, fading } = liveliness(measured, mean, slots.samples, middle);
  const steady = fading === STEADY && width === LEVEL_WIDTHS[0];
  const level = levelOver(measured, mean, slots.samples, width);
  return { amplitude: overSlots(slots, COARSE / 2, level), noise, dit, fading, steady };
}

/** Seconds of a dit over time, from logarithms of what each letter says. */
function speedOver(speeds: readonly Sample[]): Course {
  const usual = weighedMedian(speeds);
  const sound = speeds.filter(({ value }) => Math.abs(value - usual) < STRAY);
  return derived(smoothed(sound.length > 2 ? sound : speeds, SPEED_WIDTH, usual), Math.exp);
}

function noiseOver(slots: Slots, marks: readonly MarkSpan[]): Course {
  const taken = new Uint8Array(slots.count);
  for (const { start, end } of marks) {
    taken.fill(1, Math.max(0, slots.at(start) - EDGE), Math.max(0, slots.at(end) + EDGE));
  }
  const found: Sample[] = [];
  for (let slot = 0; slot + STRETCH <= slots.count; slot += 2) {
    if (taken.subarray(slot, slot + STRETCH).some((mark) => mark === 1)) continue;
    const length = Math.max(0.05, slots.length(slot, slot + STRETCH));
    const value = slots.magnitude(slot, slot + STRETCH) ** 2 / length;
    found.push({ time: slots.time(slot + STRETCH / 2), value, weight: 1 });
  }
  if (found.length <= ENOUGH) return (times) => times.fill(1e-6);
  const mean = found.reduce((sum, { value }) => sum + value, 0) / found.length;
  const limited = found.map((sample) => ({ ...sample, value: Math.min(sample.value, STATIC * mean) }));
  return derived(smoothed(limited, NOISE_WIDTH, mean), (power) => Math.max(LEAST_POWER, power));
}

interface MeasuredMark extends Sample {
  readonly magnitude: number;
  readonly noise: number;
  readonly length: number;
}

/** Power of a mark without that of the noise in it. */
function measureMark(slots: Slots, noise: Float64Array, { start, end }: MarkSpan): MeasuredMark {
  const first = Math.min(slots.count, Math.max(0, slots.at(start)));
  const last = Math.min(slots.count, Math.max(first + 1, slots.at(end)));
  const length = Math.max(0.05 * slots.samples, slots.length(first, last));
  const magnitude = slots.magnitude(first, last);
  const power = noise[first] as number;
  const value = (magnitude ** 2 - power * length) / (length * length);
  return { time: (start + end) / 2, value, weight: length, magnitude, noise: power, length };
}

/** How quickly the level changes and how far it strays: what foretells each mark best from the others. */
function liveliness(
  marks: readonly MeasuredMark[],
  mean: number,
  samples: number,
  dit: number,
): { width: number; fading: Fading } {
  let best = { width: LEVEL_WIDTHS[0] as number, fading: STEADY };
  let most = Number.NEGATIVE_INFINITY;
  LEVEL_WIDTHS.forEach((width, i) => {
    const levels = marks.map((mark, j) => {
      const others = marks.filter((_, k) => k !== j && Math.abs(k - j) < NEIGHBOURS);
      const level = Float64Array.of(mark.time);
      levelOver(others, mean, samples, width)(level);
      return level[0] as number;
    });
    FADINGS.forEach((fading, j) => {
      const likelihood = marks.reduce(
        (sum, { magnitude, noise, length }, k) => {
          const level = levels[k] as number;
          const assumed = Math.max(noise, (mean * dit * BASEBAND_RATE) / JUDGED_ENERGY);
          return sum + markLikelihood(magnitude, level, assumed, length, fading);
        },
        -LIVELIER * (Math.min(1, i) + Math.min(1, j)),
      );
      if (likelihood <= most) return;
      most = likelihood;
      best = { width, fading };
    });
  });
  return best;
}

/** Amplitude over time. */
function levelOver(marks: readonly Sample[], mean: number, samples: number, width: number): Course {
  const power = smoothed(marks, width, mean, MEAN_WEIGHT * samples);
  return derived(power, (value) => Math.sqrt(Math.max(LEAST_LEVEL * mean, value)));
}

/** Energy of a dit over the density of the noise. */
export function energyAt({ amplitude, noise, dit }: Conditions, slot: number): number {
  const level = amplitude[slot] as number;
  return (level * level * (dit[slot] as number) * BASEBAND_RATE) / (noise[slot] as number);
}

/** A slow function of time for each slot. */
function overSlots(slots: Slots, period: number, course: Course): Float64Array {
  const values = new Float64Array(Math.floor(slots.count / period) + 2);
  for (let i = 0; i < values.length; i++) values[i] = slots.time(i * period);
  course(values);
  const each = new Float64Array(slots.count + 1);
  for (let slot = 0; slot < each.length; slot++) each[slot] = values[Math.round(slot / period)] as number;
  return each;
}
