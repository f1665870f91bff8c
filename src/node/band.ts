import { SAMPLE_RATE } from '../dsp/frame.js';
import { Resampler } from '../dsp/resampler.js';
import type { AudioBlock } from '../engine/audio-block.js';

/** Hz that one receiver searches, and where they lie in its sound when that is a slice of a wider band. */
const AUDIO = { from: 200, to: 3600 } as const;
const SLICE = { width: 3000, from: 400, to: 3400 } as const;
/** Hz at the seams that both neighbours search: a signal belongs to the one in whose slice it was found. */
const OVERLAP = 25;
/** Hz at the ends of a wide band that filters before it have spoilt anyway. */
const EDGE = 0.01;
/** Taps of the filter around a slice: 74 dB beyond 700 Hz (Blackman, 5.5/N). */
const TAPS = 63;

/** A part of the band, as one receiver hears it. */
export interface Slice {
  /** Hz that have to be added to a frequency of its sound. */
  readonly offset: number;
  /** Hz of its sound: where to listen; null: everywhere. */
  readonly frequency: number | null;
  /** Hz of its sound that it searches; null: as always. */
  readonly band: { readonly from: number; readonly to: number } | null;
  /** Whether a signal at so many Hz of its sound is its own, and not its neighbour's. */
  owns(hertz: number): boolean;
  /** Its sound, of interleaved frames. */
  cut(frames: Float32Array): AudioBlock;
}

export interface BandSettings {
  readonly sampleRate: number;
  readonly iq: boolean;
  readonly wide: boolean;
  readonly frequency: number | null;
}

/**
 * The receivers that a band takes: one for sound as it is, one around a frequency that lies beyond that, or as many as cover all
 * that the samples hold: up to half the sample rate, of I and Q as far below zero.
 *
 * @throws RangeError for a sample rate or a frequency that cannot be
 */
export function planSlices({ sampleRate, iq, wide, frequency }: BandSettings): readonly Slice[] {
  const half = sampleRate / 2;
  if (frequency !== null && !(Math.abs(frequency) < half && (iq || frequency > 0)))
    throw new RangeError(`There are no ${frequency} Hz in sound of ${sampleRate} samples a second.`);
  const asItIs = !iq && (frequency === null ? !wide || half <= SAMPLE_RATE / 2 : frequency <= AUDIO.to);
  if (asItIs)
    return [{ offset: 0, frequency, band: null, owns: () => true, cut: (samples) => ({ samples, sampleRate }) }];
  if (frequency !== null) {
    const offset = frequency - (SLICE.from + SLICE.width / 2);
    return [slice(offset, frequency - offset, sampleRate, iq)];
  }
  const from = iq ? -half * (1 - EDGE) : AUDIO.from;
  const count = Math.ceil((half * (1 - EDGE) - from) / SLICE.width);
  return Array.from({ length: count }, (_, i) => slice(from + i * SLICE.width - SLICE.from, null, sampleRate, iq));
}

function slice(offset: number, frequency: number | null, sampleRate: number, iq: boolean): Slice {
  const shifter = new Shifter(offset + SLICE.from + SLICE.width / 2, sampleRate, iq);
  return {
    offset,
    frequency,
    band: { from: SLICE.from - OVERLAP, to: SLICE.to + OVERLAP },
    owns: (hertz) => frequency !== null || (hertz >= SLICE.from && hertz < SLICE.to),
    cut: (frames) => ({ samples: shifter.process(frames), sampleRate: SAMPLE_RATE }),
  };
}

/** Brings what is around a frequency to the middle of a receiver's sound, as a single-sideband receiver does (D. K. Weaver, 1956). */
class Shifter {
  readonly #iq: boolean;
  /** Radians of a sample. */
  readonly #down: number;
  readonly #up = (2 * Math.PI * (SLICE.from + SLICE.width / 2)) / SAMPLE_RATE;
  readonly #real: Arm;
  readonly #imaginary: Arm;
  #taken = 0;
  #given = 0;

  constructor(centre: number, sampleRate: number, iq: boolean) {
    this.#iq = iq;
    this.#down = (2 * Math.PI * centre) / sampleRate;
    this.#real = new Arm(sampleRate);
    this.#imaginary = new Arm(sampleRate);
  }

  process(frames: Float32Array): Float32Array {
    const count = this.#iq ? frames.length >> 1 : frames.length;
    const real = new Float32Array(count);
    const imaginary = new Float32Array(count);
    for (let n = 0; n < count; n++) {
      const angle = (this.#down * (this.#taken + n)) % (2 * Math.PI);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const i = frames[this.#iq ? 2 * n : n] as number;
      const q = this.#iq ? (frames[2 * n + 1] as number) : 0;
      real[n] = i * cos + q * sin;
      imaginary[n] = q * cos - i * sin;
    }
    this.#taken += count;
    const a = this.#real.process(real);
    const b = this.#imaginary.process(imaginary);
    // A real signal has half of its level on each side of zero.
    const gain = this.#iq ? 1 : 2;
    const out = a.map((value, n) => {
      const angle = (this.#up * (this.#given + n)) % (2 * Math.PI);
      return gain * (value * Math.cos(angle) - (b[n] as number) * Math.sin(angle));
    });
    this.#given += out.length;
    return out;
  }
}

/** Half of the cut-off's way: what is 1500 Hz from the middle passes, what is 2250 Hz from it would fold over. */
const LOW_PASS = (() => {
  const cutoff = 1875 / SAMPLE_RATE;
  const taps = Float64Array.from({ length: TAPS }, (_, n) => {
    const t = n - (TAPS - 1) / 2;
    const phase = (2 * Math.PI * (n + 0.5)) / TAPS;
    const window = 0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase);
    return window * (t === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
})();

/** To 8 kHz and through the low-pass. */
class Arm {
  readonly #resampler: Resampler;
  #before = new Float32Array(TAPS - 1);

  constructor(sampleRate: number) {
    this.#resampler = new Resampler(sampleRate);
  }

  process(samples: Float32Array): Float32Array {
    const fresh = this.#resampler.process(samples);
    const input = new Float32Array(this.#before.length + fresh.length);
    input.set(this.#before);
    input.set(fresh, this.#before.length);
    const out = new Float32Array(fresh.length);
    for (let n = 0; n < out.length; n++) {
      let sum = 0;
      for (let t = 0; t < TAPS; t++) sum += (LOW_PASS[t] as number) * (input[n + t] as number);
      out[n] = sum;
    }
    this.#before = input.slice(fresh.length);
    return out;
  }
}
