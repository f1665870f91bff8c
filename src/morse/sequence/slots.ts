import { BASEBAND_RATE, type Baseband } from '../../dsp/baseband.js';
import type { Crash } from '../../dsp/crash-log.js';
import { median } from './smooth.js';
import type { MarkSpan } from './timing.js';

/** Slots for a dit: fine enough for the timing of a machine, coarse enough to be quick. */
const SLOTS_PER_DIT = 8;
/** Hz to each side of the channel's centre in which the signal is looked for, and the steps of the search. */
const REACH = 15;
const STEP = 0.75;
/** Seconds over which the frequency is taken to be one, and from one estimate to the next. */
const STEADINESS = 3;
const FREQUENCY_PERIOD = 0.1;
/** Hz off the centre at which static is listened for, on both sides, and the samples of a window there: 24 ms. */
const ASIDE = [100, 140, 180];
const ASIDE_WINDOW = 12;
/** Where the whole band is louder than usual, and both sides are so many times as strong, there is static. */
const CRASH = 6;
const MANY_CRASHES = 0.02;

interface Kernel {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** Of the three below, and of the three above. */
const KERNELS = [-1, 1].map((side) => ASIDE.map((offset) => kernelAt(side * offset)));

/** What slots are cut from; times in seconds from the first sample of `signal`. */
export interface SlotSource {
  readonly signal: Baseband;
  /** Where the whole band was louder than usual. */
  readonly crashes: readonly Crash[];
  /** The stretch that is needed. */
  readonly from: number;
  readonly to: number;
  /** Where marks are thought to be; they tell the frequency. */
  readonly marks: readonly MarkSpan[];
  /** Seconds. */
  readonly dit: number;
}

/**
 * A channel's signal in slots of an eighth of a dit, on the signal's own frequency. Sums over any stretch of slots are had at
 * once; where static crashes, slots count as little as there is to hear in them.
 */
export class Slots {
  /** Stream of slots begins here, seconds from the first sample of the baseband. */
  readonly origin: number;
  /** Seconds. */
  readonly duration: number;
  /** Baseband samples in a slot. */
  readonly samples: number;
  readonly count: number;
  /** There is static in more than one of fifty slots. */
  crashed = false;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  readonly #weight: Float64Array;
  /** Sums of each slot's samples, and how many times stronger static makes the noise in it; 1 where there is none. */
  readonly #slotRe: Float64Array;
  readonly #slotIm: Float64Array;
  readonly #excess: Float64Array;

  constructor({ signal, crashes, from, to, marks, dit }: SlotSource) {
    const first = Math.max(0, Math.floor(from * BASEBAND_RATE));
    const last = Math.min(signal.re.length, Math.ceil(to * BASEBAND_RATE));
    const tuned = tune(signal, first, Math.max(first, last), marks);
    this.samples = Math.max(1, Math.round((dit * BASEBAND_RATE) / SLOTS_PER_DIT));
    this.origin = first / BASEBAND_RATE;
    this.duration = this.samples / BASEBAND_RATE;
    this.count = Math.floor(tuned.re.length / this.samples);
    this.#re = new Float64Array(this.count + 1);
    this.#im = new Float64Array(this.count + 1);
    this.#weight = new Float64Array(this.count + 1);
    this.#slotRe = new Float64Array(this.count);
    this.#slotIm = new Float64Array(this.count);
    this.#excess = new Float64Array(this.count).fill(1);
    this.#measure(tuned, crashes);
    this.assume(1);
  }

  /** Slot that begins at a time, seconds; not limited to those that there are. */
  at(time: number): number {
    return Math.round((time - this.origin) / this.duration);
  }

  /** Time at which a slot begins, seconds. */
  time(slot: number): number {
    return this.origin + slot * this.duration;
  }

  /** Magnitude of the sum of the samples of slots `from … to − 1`. */
  magnitude(from: number, to: number): number {
    const re = (this.#re[to] as number) - (this.#re[from] as number);
    const im = (this.#im[to] as number) - (this.#im[from] as number);
    return Math.sqrt(re * re + im * im);
  }

  /** Samples in slots `from … to − 1`, as far as they count. */
  length(from: number, to: number): number {
    return (this.#weight[to] as number) - (this.#weight[from] as number);
  }

  /**
   * From now on slots count as if the noise between the crashes were so many times stronger than it is: where a signal is taken to
   * be less clear than the noise would have it, static too is less beside what else may be wrong.
   */
  assume(noise: number): void {
    for (let slot = 0; slot < this.count; slot++) {
      const weight = Math.min(1, noise / (this.#excess[slot] as number));
      this.#re[slot + 1] = (this.#re[slot] as number) + weight * (this.#slotRe[slot] as number);
      this.#im[slot + 1] = (this.#im[slot] as number) + weight * (this.#slotIm[slot] as number);
      this.#weight[slot + 1] = (this.#weight[slot] as number) + weight * this.samples;
    }
  }

  #measure({ re, im }: Baseband, spans: readonly Crash[]): void {
    const { samples, count } = this;
    const loud = this.#within(spans);
    const aside = staticPower({ re, im }, samples, count);
    const usual = median(aside) || 1;
    let crashes = 0;
    for (let slot = 0; slot < count; slot++) {
      const excess = (aside[slot] as number) / usual;
      if (loud[slot] && excess > CRASH) {
        this.#excess[slot] = excess;
        crashes++;
      }
      let real = 0;
      let imaginary = 0;
      for (let k = slot * samples; k < (slot + 1) * samples; k++) {
        real += re[k] as number;
        imaginary += im[k] as number;
      }
      this.#slotRe[slot] = real;
      this.#slotIm[slot] = imaginary;
    }
    this.crashed = crashes > MANY_CRASHES * count;
  }

  /** 1 for the slots that lie, in part at least, in one of the stretches. */
  #within(spans: readonly Crash[]): Uint8Array {
    const within = new Uint8Array(this.count);
    for (const { start, end } of spans) {
      const [first, last] = [(start - this.origin) / this.duration, (end - this.origin) / this.duration];
      if (last > 0) within.fill(1, Math.max(0, Math.floor(first)), Math.ceil(last));
    }
    return within;
  }
}

/** The samples `first … last − 1`, turned so that the signal lies at 0 Hz. */
function tune(signal: Baseband, first: number, last: number, marks: readonly MarkSpan[]): Baseband {
  const frequency = frequencyOver(signal, marks);
  const re = new Float64Array(last - first);
  const im = new Float64Array(last - first);
  const period = Math.round(FREQUENCY_PERIOD * BASEBAND_RATE);
  let phase = 0;
  let step = 0;
  for (let k = first; k < last; k++) {
    if ((k - first) % period === 0) step = (2 * Math.PI * frequency(k / BASEBAND_RATE)) / BASEBAND_RATE;
    phase += step;
    const c = Math.cos(phase);
    const s = Math.sin(phase);
    re[k - first] = (signal.re[k] as number) * c + (signal.im[k] as number) * s;
    im[k - first] = (signal.im[k] as number) * c - (signal.re[k] as number) * s;
  }
  return { re, im };
}

/** Hz off the centre over time: where the periodograms of the marks nearby have their common peak. */
function frequencyOver(signal: Baseband, marks: readonly MarkSpan[]): (time: number) => number {
  const places = Math.round((2 * REACH) / STEP) + 1;
  const spectra = marks.map((mark) => ({
    time: (mark.start + mark.end) / 2,
    power: periodogram(signal, mark, places),
  }));
  const sum = new Float64Array(places);
  return (time) => {
    sum.fill(0);
    for (const { time: at, power } of spectra) {
      const near = Math.exp(-(((at - time) / STEADINESS) ** 2));
      if (near < 1e-4) continue;
      for (let place = 0; place < places; place++)
        sum[place] = (sum[place] as number) + near * (power[place] as number);
    }
    let peak = 0;
    for (let place = 1; place < places; place++) if ((sum[place] as number) > (sum[peak] as number)) peak = place;
    return (peak + vertex(sum, peak)) * STEP - REACH;
  };
}

/** By how much the top of the parabola through a peak and its neighbours is off it, −0.5 … 0.5. */
function vertex(values: Float64Array, peak: number): number {
  if (peak === 0 || peak === values.length - 1) return 0;
  const [a, b, c] = [values[peak - 1] as number, values[peak] as number, values[peak + 1] as number];
  const off = (a - c) / (2 * (a - 2 * b + c));
  return Number.isFinite(off) ? off : 0;
}

function periodogram({ re, im }: Baseband, { start, end }: MarkSpan, places: number): Float64Array {
  const first = Math.max(0, Math.round(start * BASEBAND_RATE));
  const last = Math.min(re.length, Math.round(end * BASEBAND_RATE));
  const power = new Float64Array(places);
  for (let place = 0; place < places; place++) {
    const step = (2 * Math.PI * (place * STEP - REACH)) / BASEBAND_RATE;
    const [stepCos, stepSin] = [Math.cos(step), Math.sin(step)];
    let c = 1;
    let s = 0;
    let real = 0;
    let imaginary = 0;
    for (let k = first; k < last; k++) {
      real += (re[k] as number) * c + (im[k] as number) * s;
      imaginary += (im[k] as number) * c - (re[k] as number) * s;
      const turned = c * stepCos - s * stepSin;
      s = c * stepSin + s * stepCos;
      c = turned;
    }
    power[place] = (real * real + imaginary * imaginary) / Math.max(1, last - first);
  }
  return power;
}

/** For each slot the power beside the channel, of the quieter side: static is heard on both, a neighbour on one. */
function staticPower(signal: Baseband, samples: number, count: number): Float64Array {
  const { re } = signal;
  const quieter = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let slot = 0; slot < count; slot++) {
    const middle = Math.round((slot + 0.5) * samples - ASIDE_WINDOW / 2);
    const first = Math.max(0, Math.min(re.length - ASIDE_WINDOW, middle));
    for (const side of KERNELS) {
      let power = 0;
      for (const kernel of side) power += powerOf(signal, first, kernel);
      quieter[slot] = Math.min(quieter[slot] as number, power);
    }
  }
  return quieter;
}

function powerOf({ re, im }: Baseband, first: number, { cos, sin }: Kernel): number {
  let real = 0;
  let imaginary = 0;
  for (let k = 0; k < ASIDE_WINDOW && first + k < re.length; k++) {
    const x = re[first + k] as number;
    const y = im[first + k] as number;
    real += x * (cos[k] as number) + y * (sin[k] as number);
    imaginary += y * (cos[k] as number) - x * (sin[k] as number);
  }
  return real * real + imaginary * imaginary;
}

function kernelAt(offset: number): Kernel {
  const step = (2 * Math.PI * offset) / BASEBAND_RATE;
  const hann = (k: number) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (k + 1)) / (ASIDE_WINDOW + 1));
  const of = (wave: (x: number) => number) =>
    Float64Array.from({ length: ASIDE_WINDOW }, (_, k) => hann(k) * wave(step * k));
  return { cos: of(Math.cos), sin: of(Math.sin) };
}
