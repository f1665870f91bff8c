import { Fft } from './fft.js';
import { BINS, FFT_SIZE, LOG_FLOOR, SHORT_WINDOW, WINDOW } from './frame.js';

/**
 * Hann window of `length` points without its zero end points, `np.hanning(length + 2)[1:-1]`, scaled to unit energy: white
 * noise of variance σ² then has a mean power of σ² in every bin, whatever the length.
 */
export const hannWindow = (length: number): Float64Array => {
  const window = Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 1)) / (length + 1)));
  const norm = 1 / Math.sqrt(window.reduce((energy, w) => energy + w * w, 0));
  return window.map((w) => w * norm);
};

const LONG = hannWindow(WINDOW);
const SHORT = hannWindow(SHORT_WINDOW);
const SHORT_OFFSET = (WINDOW - SHORT_WINDOW) / 2;

/**
 * Both planes of the project's spectrogram. One complex transform gives the two: the long-windowed frame is its real part,
 * the short-windowed one its imaginary part, and the symmetry of real signals' spectra takes them apart again. In double
 * precision the planes leak into each other at about −300 dB.
 */
export class Spectrogram {
  readonly #fft = new Fft(FFT_SIZE);
  readonly #re = new Float64Array(FFT_SIZE);
  readonly #im = new Float64Array(FFT_SIZE);

  /**
   * Log powers ln(|X|² + LOG_FLOOR) of the frame at `samples[offset … offset + WINDOW)`, 8 kHz, into `long` and `short`
   * (`BINS` values each). Digital silence gives exactly ln(LOG_FLOOR).
   * @throws RangeError when the frame is not wholly inside `samples`.
   */
  frame(samples: Float32Array, offset: number, long: Float32Array, short: Float32Array): void {
    if (offset < 0 || offset + WINDOW > samples.length) {
      throw new RangeError(`A frame at ${offset} does not fit into ${samples.length} samples`);
    }
    const re = this.#re;
    const im = this.#im;
    for (let n = 0; n < WINDOW; n++) re[n] = (samples[offset + n] as number) * (LONG[n] as number);
    re.fill(0, WINDOW);
    im.fill(0);
    for (let n = 0; n < SHORT_WINDOW; n++) {
      im[SHORT_OFFSET + n] = (samples[offset + SHORT_OFFSET + n] as number) * (SHORT[n] as number);
    }
    this.#fft.transform(re, im);
    for (let k = 0; k < BINS; k++) {
      const mirror = (FFT_SIZE - k) % FFT_SIZE;
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
}
