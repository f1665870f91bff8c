import { SAMPLE_RATE } from './frame.js';

/** Audio samples for each sample of the baseband. */
const DECIMATION = 16;
/** Samples a second of the baseband: 500, as in training. */
export const BASEBAND_RATE = SAMPLE_RATE / DECIMATION;
/** Taps of the low-pass: 1 dB down at ±60 Hz, where a signal's keying ends, and 40 dB at ±400 Hz. */
const TAPS = 96;
const CUTOFF = 0.55;

/** A complex signal, sample `k` at `k / BASEBAND_RATE` seconds. */
export interface Baseband {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** From sample `start` on the signal is at `hertz`; null: it is not there. */
export interface Stretch {
  readonly start: number;
  readonly hertz: number | null;
}

const LOW_PASS = lowPass();

/**
 * What lies around a frequency (Hz) in real audio at 8 kHz, as a complex signal in which a tone of amplitude A is a phasor of
 * length A. Of a signal that was moved: around its stretches, the first of which begins at sample 0.
 */
export function toBaseband(samples: Float32Array, frequency: number | readonly Stretch[]): Baseband {
  const { length } = samples;
  const cos = new Float64Array(length);
  const sin = new Float64Array(length);
  const stretches = typeof frequency === 'number' ? [{ start: 0, hertz: frequency }] : frequency;
  stretches.forEach(({ start, hertz }, i) => {
    const end = Math.min(length, stretches[i + 1]?.start ?? length);
    if (hertz !== null && end > start) turn(samples, hertz, start, end, cos, sin);
  });
  return filtered(cos, sin);
}

function turn(
  samples: Float32Array,
  frequency: number,
  from: number,
  to: number,
  cos: Float64Array,
  sin: Float64Array,
): void {
  // A phasor that is turned step by step, set right from time to time.
  const step = (2 * Math.PI * frequency) / SAMPLE_RATE;
  const [stepCos, stepSin] = [Math.cos(step), Math.sin(step)];
  let c = 1;
  let s = 0;
  for (let i = from; i < to; i++) {
    if (i === from || i % 1024 === 0) [c, s] = [Math.cos(step * i), Math.sin(step * i)];
    const sample = samples[i] as number;
    cos[i] = sample * c;
    sin[i] = -sample * s;
    const turned = c * stepCos - s * stepSin;
    s = c * stepSin + s * stepCos;
    c = turned;
  }
}

/** The low-passed signal, decimated. */
function filtered(cos: Float64Array, sin: Float64Array): Baseband {
  const { length } = cos;
  const count = Math.floor(length / DECIMATION);
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const first = k * DECIMATION - TAPS / 2;
    let real = 0;
    let imaginary = 0;
    for (let tap = Math.max(0, -first); tap < TAPS && first + tap < length; tap++) {
      const weight = LOW_PASS[tap] as number;
      real += weight * (cos[first + tap] as number);
      imaginary += weight * (sin[first + tap] as number);
    }
    re[k] = real;
    im[k] = imaginary;
  }
  return { re, im };
}

/** A windowed sinc, of gain 2: half of a real tone lies at the negative frequency. */
function lowPass(): Float64Array {
  const taps = Float64Array.from({ length: TAPS }, (_, tap) => {
    const x = (Math.PI * CUTOFF * (tap - (TAPS - 1) / 2)) / DECIMATION;
    return (Math.sin(x) / x) * (0.5 - 0.5 * Math.cos((2 * Math.PI * (tap + 1)) / (TAPS + 1)));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => (2 * tap) / sum);
}
