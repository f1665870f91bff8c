import { bessel } from './bessel.js';
import { SAMPLE_RATE } from './frame.js';

/** Lowest and highest input rate, Hz. */
const RATES = { lowest: 3000, highest: 768_000 } as const;
/** Stop-band attenuation, dB. */
const ATTENUATION = 90;
/** End of the pass band as a fraction of the lower of the two Nyquist frequencies, where the stop band begins. */
const PASS = 0.9;
/** Largest table of exact phases, values; ratios that need more interpolate between phases. */
const TABLE_LIMIT = 1 << 18;
/**
 * Phases of an interpolated table per sample of the slower rate. Linear interpolation then errs by (π/512)²/8, −106 dB.
 */
const PHASES = 512;

/**
 * Streaming conversion of any input rate to 8 kHz, or another rate: a windowed sinc (Kaiser) with delay compensation, so that
 * output sample n is the band-limited input at time n/8000 s. Pass band to 3600 Hz and stop band from 4000 Hz (both scaled with
 * the lower one of the two rates). The result is the same, to the bit, however the input is cut into blocks.
 */
export class Resampler {
  /** Hz. */
  readonly inputRate: number;
  readonly #kernel: Kernel | null;
  /** Input from absolute index `#heldFrom` on, `#held` values of it. */
  #buffer = new Float32Array(0);
  #heldFrom = 0;
  #held = 0;
  #given = 0;

  /** @throws RangeError when `inputRate` is not within 3000…768 000 Hz. */
  constructor(inputRate: number, outputRate = SAMPLE_RATE) {
    if (!(inputRate >= RATES.lowest && inputRate <= RATES.highest)) {
      throw new RangeError(`A sample rate of ${inputRate} Hz is not within ${RATES.lowest}…${RATES.highest} Hz`);
    }
    this.inputRate = inputRate;
    this.#kernel = inputRate === outputRate ? null : makeKernel(inputRate, outputRate);
    this.#restart();
  }

  /** Takes the next samples and gives those of the output that have become due. */
  process(block: Float32Array): Float32Array {
    const kernel = this.#kernel;
    if (!kernel) return block.slice();
    this.#append(block);
    // Output n needs the input up to floor(n·step) + half; one sample more makes rounding harmless.
    const received = this.#heldFrom + this.#held;
    return this.#convert(kernel, Math.max(this.#given, Math.ceil((received - kernel.half - 1) / kernel.step)));
  }

  /**
   * The rest, as if silence followed: the whole output is then round(input seconds · output rate) samples long. The next `process`
   * begins another stream at time 0.
   */
  flush(): Float32Array {
    const kernel = this.#kernel;
    if (!kernel) return new Float32Array(0);
    const total = Math.round((this.#heldFrom + this.#held) / kernel.step);
    this.#append(new Float32Array(2 * kernel.half + Math.ceil(kernel.step)));
    const rest = this.#convert(kernel, total);
    this.#restart();
    return rest;
  }

  /** Silence before the first sample, as far as the filter looks back. */
  #restart(): void {
    this.#given = 0;
    this.#held = this.#kernel ? this.#kernel.half : 0;
    this.#heldFrom = -this.#held;
    if (this.#buffer.length < this.#held) this.#buffer = new Float32Array(2 * this.#held);
    this.#buffer.fill(0, 0, this.#held);
  }

  #append(block: Float32Array): void {
    const needed = this.#held + block.length;
    if (this.#buffer.length < needed) {
      const larger = new Float32Array(2 * needed);
      larger.set(this.#buffer.subarray(0, this.#held));
      this.#buffer = larger;
    }
    this.#buffer.set(block, this.#held);
    this.#held = needed;
  }

  /** Output samples up to index `until`; drops the input that no later one needs. */
  #convert(kernel: Kernel, until: number): Float32Array {
    const { table, phases, half, step, numerator } = kernel;
    const out = new Float32Array(until - this.#given);
    const taps = 2 * half;
    const input = this.#buffer;
    for (let i = 0; i < out.length; i++) {
      const n = this.#given + i;
      const whole = numerator ? Math.floor((n * numerator) / phases) : Math.floor(n * step);
      const phase = numerator ? n * numerator - whole * phases : (n * step - whole) * phases;
      const row = Math.floor(phase);
      const mix = phase - row;
      const at = whole - half + 1 - this.#heldFrom;
      const base = row * taps;
      let sum = 0;
      if (mix === 0) {
        for (let t = 0; t < taps; t++) sum += (input[at + t] as number) * (table[base + t] as number);
      } else {
        for (let t = 0; t < taps; t++) {
          const h = table[base + t] as number;
          sum += (input[at + t] as number) * (h + mix * ((table[base + taps + t] as number) - h));
        }
      }
      out[i] = sum;
    }
    this.#given = until;
    const needed = Math.floor(until * step) - half;
    const spent = Math.min(this.#held, Math.max(0, needed - this.#heldFrom));
    if (spent > 0) {
      this.#buffer.copyWithin(0, spent, this.#held);
      this.#held -= spent;
      this.#heldFrom += spent;
    }
    return out;
  }
}

interface Kernel {
  /** `[phases + 1, 2·half]`: row p holds the filter for outputs that lie p/phases of an input sample after one. */
  readonly table: Float64Array;
  readonly phases: number;
  /** Input samples needed to each side. */
  readonly half: number;
  /** Input samples from one output to the next. */
  readonly step: number;
  /** With exact phases `step` is `numerator / phases`; 0 when phases are interpolated. */
  readonly numerator: number;
}

const makeKernel = (inputRate: number, outputRate: number): Kernel => {
  const step = inputRate / outputRate;
  const nyquist = Math.min(inputRate, outputRate) / 2;
  const cutoff = (nyquist * (1 + PASS)) / 2 / inputRate;
  const transition = (nyquist * (1 - PASS)) / inputRate;
  // Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974.
  const beta = 0.1102 * (ATTENUATION - 8.7);
  const half = Math.ceil((ATTENUATION - 7.95) / (14.36 * transition) / 2);
  const divisor = Number.isInteger(inputRate) ? greatestCommonDivisor(inputRate, outputRate) : 0;
  const exact = divisor > 0 && (outputRate / divisor) * 2 * half <= TABLE_LIMIT;
  const phases = exact ? outputRate / divisor : Math.ceil(PHASES / Math.max(1, step));
  const table = new Float64Array((phases + 1) * 2 * half);
  for (let p = 0; p <= phases; p++) {
    const row = table.subarray(p * 2 * half, (p + 1) * 2 * half);
    let sum = 0;
    for (let t = 0; t < row.length; t++) {
      const x = t - half + 1 - p / phases;
      const u = x / half;
      const window = Math.abs(u) < 1 ? bessel(beta * Math.sqrt(1 - u * u)) : 0;
      row[t] = window * (x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x));
      sum += row[t] as number;
    }
    for (let t = 0; t < row.length; t++) row[t] = (row[t] as number) / sum;
  }
  return { table, phases, half, step, numerator: exact ? inputRate / divisor : 0 };
};

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
