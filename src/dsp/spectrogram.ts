import { fftOf } from './fft.js';
import { FFT_SIZE, LOG_FLOOR, SHORT_WINDOW, WINDOW } from './frame.js';
import { type Grid, NARROW } from './grid.js';

/**
 * Hann window of `length` points without its zero end points, `np.hanning(length + 2)[1:-1]`, scaled to unit energy: white
 * noise of variance σ² then has a mean power of σ² in every bin, whatever the length.
 */
export const hannWindow = (length: number): Float64Array => {
  const window = Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 1)) / (length + 1)));
  const norm = 1 / Math.sqrt(window.reduce((energy, w) => energy + w * w, 0));
  return window.map((w) => w * norm);
};

/**
 * Both planes of the project's spectrogram. Of real sound one complex transform gives the two: the long-windowed frame is its
 * real part, the short-windowed one its imaginary part, and the symmetry of real signals' spectra takes them apart again. In
 * double precision the planes leak into each other at about −300 dB. Of I and Q each plane has a transform of its own.
 *
 * A tone of amplitude A, or a pointer of length A, has the same level in any grid, and noise of the same density too.
 */
export class Spectrogram {
  readonly #grid: Grid;
  readonly #size: number;
  readonly #longLength: number;
  readonly #shortLength: number;
  readonly #long: Float64Array;
  readonly #short: Float64Array;
  readonly #fft: ReturnType<typeof fftOf>;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(grid: Grid = NARROW) {
    this.#grid = grid;
    this.#size = FFT_SIZE * grid.factor;
    this.#longLength = WINDOW * grid.factor;
    this.#shortLength = SHORT_WINDOW * grid.factor;
    // A window of more points gathers more of a tone and of the noise alike; a pointer has twice the amplitude of a tone's half.
    const gain = 1 / Math.sqrt(grid.factor) / (grid.iq ? 2 : 1);
    this.#long = hannWindow(this.#longLength).map((w) => gain * w);
    this.#short = hannWindow(this.#shortLength).map((w) => gain * w);
    this.#fft = fftOf(this.#size);
    this.#re = new Float64Array(this.#size);
    this.#im = new Float64Array(this.#size);
  }

  /**
   * Log powers ln(|X|² + LOG_FLOOR) of the frame of `WINDOW` · `width` values from `samples[offset]` on, into `long` and `short`
   * (`bins` values each). Digital silence gives exactly ln(LOG_FLOOR).
   * @throws RangeError when the frame is not wholly inside `samples`.
   */
  frame(samples: Float32Array, offset: number, long: Float32Array, short: Float32Array): void {
    if (offset < 0 || offset + WINDOW * this.#grid.width > samples.length) {
      throw new RangeError(`A frame at ${offset} does not fit into ${samples.length} samples`);
    }
    if (this.#grid.iq) {
      this.#pairs(samples, offset, 0, this.#long, long);
      this.#pairs(samples, offset, (this.#longLength - this.#shortLength) / 2, this.#short, short);
    } else this.#real(samples, offset, long, short);
  }

  #real(samples: Float32Array, offset: number, long: Float32Array, short: Float32Array): void {
    const re = this.#re;
    const im = this.#im;
    const windowed = this.#longLength;
    const shortOffset = (windowed - this.#shortLength) / 2;
    for (let n = 0; n < windowed; n++) re[n] = (samples[offset + n] as number) * (this.#long[n] as number);
    re.fill(0, windowed);
    im.fill(0);
    for (let n = 0; n < this.#shortLength; n++) {
      im[shortOffset + n] = (samples[offset + shortOffset + n] as number) * (this.#short[n] as number);
    }
    this.#fft.transform(re, im);
    for (let k = 0; k < this.#grid.bins; k++) {
      const mirror = (this.#size - k) % this.#size;
      const zr = re[k] as number;
      const zi = im[k] as number;
      const mr = re[mirror] as number;
      const mi = im[mirror] as number;
      const lr = zr + mr;
      const li = zi - mi;
      const sr = zi + mi;
      const si = mr - zr;
      long[k] = Math.log(0.25 * (lr * lr + li * li) + LOG_FLOOR);
      short[k] = Math.log(0.25 * (sr * sr + si * si) + LOG_FLOOR);
    }
  }

  /** One plane of pairs, windowed from the pair `from` of the frame on. */
  #pairs(samples: Float32Array, offset: number, from: number, window: Float64Array, out: Float32Array): void {
    const re = this.#re;
    const im = this.#im;
    const size = this.#size;
    re.fill(0);
    im.fill(0);
    for (let n = 0, at = offset + 2 * from; n < window.length; n++, at += 2) {
      const w = window[n] as number;
      re[from + n] = (samples[at] as number) * w;
      im[from + n] = (samples[at + 1] as number) * w;
    }
    this.#fft.transform(re, im);
    for (let i = 0, k = size / 2; i < size; i++, k = k + 1 === size ? 0 : k + 1) {
      const zr = re[k] as number;
      const zi = im[k] as number;
      out[i] = Math.log(zr * zr + zi * zi + LOG_FLOOR);
    }
  }
}
