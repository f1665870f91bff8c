/**
 * In-place complex Fourier transform of a power-of-two length: decimation in time, pairs of radix-2 stages merged into
 * radix-4 butterflies (three complex multiplications for four points), tables made once.
 */
export class Fft {
  readonly size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  /** Pairs of indices that bit reversal swaps. */
  readonly #swaps: Uint32Array;

  /** @throws RangeError when `size` is not a power of two of at least 2. */
  constructor(size: number) {
    if (!Number.isInteger(size) || size < 2 || (size & (size - 1)) !== 0) {
      throw new RangeError(`FFT size must be a power of two, not ${size}`);
    }
    this.size = size;
    this.#cos = Float64Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sin = Float64Array.from({ length: size }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
    const bits = Math.log2(size);
    const swaps: number[] = [];
    for (let i = 0; i < size; i++) {
      let reversed = 0;
      for (let b = 0; b < bits; b++) reversed |= ((i >> b) & 1) << (bits - 1 - b);
      if (i < reversed) swaps.push(i, reversed);
    }
    this.#swaps = Uint32Array.from(swaps);
  }

  /** Replaces `re + i·im` by Σ x[n]·exp(−2πi·nk/size). Both arrays hold at least `size` values; nothing is allocated. */
  transform(re: Float64Array, im: Float64Array): void {
    const n = this.size;
    const cos = this.#cos;
    const sin = this.#sin;
    this.#reorder(re, im);
    let quarter = 1;
    if (Math.log2(n) % 2 === 1) {
      for (let i = 0; i < n; i += 2) {
        const ar = re[i] as number;
        const ai = im[i] as number;
        const br = re[i + 1] as number;
        const bi = im[i + 1] as number;
        re[i] = ar + br;
        im[i] = ai + bi;
        re[i + 1] = ar - br;
        im[i + 1] = ai - bi;
      }
      quarter = 2;
    }
    for (; quarter < n; quarter *= 4) {
      const step = n / (4 * quarter);
      for (let j = 0; j < quarter; j++) {
        const c1 = cos[2 * j * step] as number;
        const s1 = sin[2 * j * step] as number;
        const c2 = cos[j * step] as number;
        const s2 = sin[j * step] as number;
        const c3 = cos[3 * j * step] as number;
        const s3 = sin[3 * j * step] as number;
        for (let a = j; a < n; a += 4 * quarter) {
          const b = a + quarter;
          const c = b + quarter;
          const d = c + quarter;
          const br = (re[b] as number) * c1 - (im[b] as number) * s1;
          const bi = (re[b] as number) * s1 + (im[b] as number) * c1;
          const cr = (re[c] as number) * c2 - (im[c] as number) * s2;
          const ci = (re[c] as number) * s2 + (im[c] as number) * c2;
          const dr = (re[d] as number) * c3 - (im[d] as number) * s3;
          const di = (re[d] as number) * s3 + (im[d] as number) * c3;
          const evenR = (re[a] as number) + br;
          const evenI = (im[a] as number) + bi;
          const oddR = (re[a] as number) - br;
          const oddI = (im[a] as number) - bi;
          const sumR = cr + dr;
          const sumI = ci + di;
          const differenceR = cr - dr;
          const differenceI = ci - di;
          re[a] = evenR + sumR;
          im[a] = evenI + sumI;
          re[b] = oddR + differenceI;
          im[b] = oddI - differenceR;
          re[c] = evenR - sumR;
          im[c] = evenI - sumI;
          re[d] = oddR - differenceI;
          im[d] = oddI + differenceR;
        }
      }
    }
  }

  #reorder(re: Float64Array, im: Float64Array): void {
    const swaps = this.#swaps;
    for (let s = 0; s < swaps.length; s += 2) {
      const i = swaps[s] as number;
      const j = swaps[s + 1] as number;
      const r = re[i] as number;
      re[i] = re[j] as number;
      re[j] = r;
      const m = im[i] as number;
      im[i] = im[j] as number;
      im[j] = m;
    }
  }
}

/**
 * The same for three times a power of two: three transforms of every third value each, put together by radix-3 butterflies
 * (Cooley and Tukey, 1965). For bands of 24, 48, 96 and 192 kHz.
 */
class ThirdsFft {
  readonly #fft: Fft;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #re: readonly Float64Array[];
  readonly #im: readonly Float64Array[];

  constructor(readonly size: number) {
    const third = size / 3;
    this.#fft = new Fft(third);
    this.#cos = Float64Array.from({ length: 2 * third }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: 2 * third }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
    this.#re = [0, 1, 2].map(() => new Float64Array(third));
    this.#im = [0, 1, 2].map(() => new Float64Array(third));
  }

  transform(re: Float64Array, im: Float64Array): void {
    const third = this.size / 3;
    const [re0, re1, re2] = this.#re as [Float64Array, Float64Array, Float64Array];
    const [im0, im1, im2] = this.#im as [Float64Array, Float64Array, Float64Array];
    for (let j = 0, n = 0; j < third; j++, n += 3) {
      re0[j] = re[n] as number;
      im0[j] = im[n] as number;
      re1[j] = re[n + 1] as number;
      im1[j] = im[n + 1] as number;
      re2[j] = re[n + 2] as number;
      im2[j] = im[n + 2] as number;
    }
    this.#fft.transform(re0, im0);
    this.#fft.transform(re1, im1);
    this.#fft.transform(re2, im2);
    for (let k = 0; k < third; k++) {
      const c1 = this.#cos[k] as number;
      const s1 = this.#sin[k] as number;
      const c2 = this.#cos[2 * k] as number;
      const s2 = this.#sin[2 * k] as number;
      const br = (re1[k] as number) * c1 - (im1[k] as number) * s1;
      const bi = (re1[k] as number) * s1 + (im1[k] as number) * c1;
      const cr = (re2[k] as number) * c2 - (im2[k] as number) * s2;
      const ci = (re2[k] as number) * s2 + (im2[k] as number) * c2;
      const sumR = br + cr;
      const sumI = bi + ci;
      const acrossR = HALF_ROOT * (bi - ci);
      const acrossI = HALF_ROOT * (cr - br);
      const ar = re0[k] as number;
      const ai = im0[k] as number;
      re[k] = ar + sumR;
      im[k] = ai + sumI;
      re[third + k] = ar - 0.5 * sumR + acrossR;
      im[third + k] = ai - 0.5 * sumI + acrossI;
      re[2 * third + k] = ar - 0.5 * sumR - acrossR;
      im[2 * third + k] = ai - 0.5 * sumI - acrossI;
    }
  }
}

/** sin 60°. */
const HALF_ROOT = Math.sqrt(3) / 2;

/** A transform of a power of two, or of three times that. @throws RangeError for another size */
export const fftOf = (size: number): Pick<Fft, 'size' | 'transform'> =>
  size % 3 === 0 ? new ThirdsFft(size) : new Fft(size);
