import type { AudioHistory } from './audio-history.js';
import { bessel } from './bessel.js';
import { SAMPLE_RATE } from './frame.js';
import { type Grid, rateOf } from './grid.js';

/** Hz at which what is in the middle of a slice is heard: a quarter of its rate, so that turning needs no multiplication. */
export const SLICE_CENTRE = SAMPLE_RATE / 4;
/** Hz to each side that are heard at their full level, and where what would be folded onto them begins. */
const PASS = 700;
const STOP = 2 * SLICE_CENTRE - PASS;
/** dB; Kaiser's formulas for its window (1974). */
const ATTENUATION = 90;
const BETA = 0.1102 * (ATTENUATION - 8.7);

/**
 * Cuts real sound at 8 kHz out of a wide history, as a receiver tuned there would give it: a tone has the amplitude, and noise
 * the density, that the band's own grid shows (D. K. Weaver, "A third method of generation and detection of single-sideband
 * signals", 1956).
 */
export class BandSlicer {
  readonly #history: AudioHistory;
  readonly #grid: Grid;
  readonly #taps: Float64Array;
  readonly #half: number;
  #raw = new Float32Array(0);
  #re = new Float64Array(0);
  #im = new Float64Array(0);

  constructor(history: AudioHistory, grid: Grid) {
    this.#history = history;
    this.#grid = grid;
    const rate = rateOf(grid);
    this.#half = Math.ceil((ATTENUATION - 7.95) / (14.36 * ((STOP - PASS) / rate)) / 2);
    // A real band has half of a tone's amplitude on each side of zero.
    this.#taps = lowPass(this.#half, (PASS + STOP) / 2 / rate, grid.iq ? 1 : 2);
  }

  /** Indices of the history to each side of a sample that it is made of. */
  get reach(): number {
    return Math.ceil(this.#half / this.#grid.factor) + 1;
  }

  /** Samples `from … to − 1` of what lies around `hertz`, into `out[at …]`. What the history does not hold is silence. */
  cut(from: number, to: number, hertz: number, out: Float32Array, at = 0): void {
    const { factor } = this.#grid;
    const first = Math.max(this.#history.start, from - this.reach);
    const last = Math.min(this.#history.end, to + this.reach);
    const count = Math.max(0, last - first) * factor;
    this.#mix(first, last, hertz);
    const [re, im, taps, half] = [this.#re, this.#im, this.#taps, this.#half];
    for (let n = from; n < to; n++) {
      const middle = (n - first) * factor - half;
      const begin = Math.max(0, -middle);
      const end = Math.min(taps.length, count - middle);
      let real = 0;
      let imaginary = 0;
      for (let t = begin; t < end; t++) {
        const weight = taps[t] as number;
        real += weight * (re[middle + t] as number);
        imaginary += weight * (im[middle + t] as number);
      }
      const turn = n & 3;
      out[at + n - from] = turn === 0 ? real : turn === 1 ? -imaginary : turn === 2 ? -real : imaginary;
    }
  }

  /** Turns what is at `hertz` down to 0 Hz. */
  #mix(first: number, last: number, hertz: number): void {
    const { factor, width, iq } = this.#grid;
    const count = Math.max(0, last - first) * factor;
    if (this.#raw.length < count * 2) {
      this.#raw = new Float32Array(count * 2);
      this.#re = new Float64Array(count);
      this.#im = new Float64Array(count);
    }
    if (count === 0) return;
    const raw = this.#history.read(first, last, this.#raw);
    const step = hertz / rateOf(this.#grid);
    const [stepCos, stepSin] = [Math.cos(2 * Math.PI * step), Math.sin(2 * Math.PI * step)];
    const stride = width / factor;
    let c = 1;
    let s = 0;
    for (let i = 0; i < count; i++) {
      if (i % 1024 === 0) {
        const turns = (step * (first * factor + i)) % 1;
        [c, s] = [Math.cos(2 * Math.PI * turns), Math.sin(2 * Math.PI * turns)];
      }
      const x = raw[i * stride] as number;
      const y = iq ? (raw[i * stride + 1] as number) : 0;
      this.#re[i] = x * c + y * s;
      this.#im[i] = y * c - x * s;
      const turned = c * stepCos - s * stepSin;
      s = c * stepSin + s * stepCos;
      c = turned;
    }
  }
}

/** A windowed sinc (Kaiser) of `2·half + 1` points. @param cutoff cycles a sample */
function lowPass(half: number, cutoff: number, gain: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, n) => {
    const x = n - half;
    const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
    return sinc * bessel(BETA * Math.sqrt(1 - (x / (half + 1)) ** 2));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => (gain * tap) / sum);
}
