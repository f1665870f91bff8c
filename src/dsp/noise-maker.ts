import { fftOf } from './fft.js';
import { FFT_SIZE, LOG_FLOOR } from './frame.js';
import type { Gaussian } from './gaussian.js';
import { type Grid, NARROW } from './grid.js';
import type { NoiseFloor } from './noise-floor.js';

/**
 * Noise with the spectrum of a noise floor as it is now: blocks of random phase, each faded into the next so that their powers
 * add up to 1.
 */
export class NoiseMaker {
  readonly #chance: Gaussian;
  readonly #grid: Grid;
  /** Points of a block, and values of half of it. */
  readonly #size: number;
  readonly #half: number;
  readonly #deviations: Float64Array;
  readonly #fft: ReturnType<typeof fftOf>;
  #block: Float32Array;
  /** Values of the block that have been given. */
  #given: number;

  constructor(noise: Pick<NoiseFloor, 'logAt'>, chance: Gaussian, grid: Grid = NARROW) {
    this.#chance = chance;
    this.#grid = grid;
    this.#size = FFT_SIZE * grid.factor;
    this.#half = (FFT_SIZE * grid.width) / 2;
    this.#fft = fftOf(this.#size);
    this.#block = new Float32Array(2 * this.#half);
    // White noise of variance σ² has σ² in every bin; half of a complex normal number's power is in each of its parts. A wider band
    // has more of it, in as many more bins, and pairs four times as much (`Spectrogram`) in two parts and on two sides.
    this.#deviations = Float64Array.from({ length: grid.bins }, (_, b) =>
      Math.sqrt((2 * Math.max(0, Math.exp(noise.logAt(grid.first + b)) - LOG_FLOOR)) / FFT_SIZE),
    );
    // The first block that is given has another to fade out of.
    this.#renew();
    this.#given = this.#half;
  }

  /** @param length values */
  take(length: number): Float32Array {
    const half = this.#half;
    const out = new Float32Array(length);
    for (let at = 0; at < length; ) {
      if (this.#given === half) this.#renew();
      const part = Math.min(length - at, half - this.#given);
      out.set(this.#block.subarray(this.#given, this.#given + part), at);
      this.#given += part;
      at += part;
    }
    return out;
  }

  #renew(): void {
    const { first, bins, iq } = this.#grid;
    const [size, half] = [this.#size, this.#half];
    const re = new Float64Array(size);
    const im = new Float64Array(size);
    // A forward transform turns pointers the other way round.
    for (let b = iq ? 0 : 1; b < bins; b++) {
      const at = (size - first - b) % size;
      re[iq ? at : b] = (this.#deviations[b] as number) * this.#chance.next();
      im[iq ? at : b] = (this.#deviations[b] as number) * this.#chance.next();
    }
    this.#fft.transform(re, im);
    const block = new Float32Array(2 * half);
    const step = iq ? 2 : 1;
    for (let n = 0; n < size; n++) {
      const fade = Math.sin((Math.PI * (n + 0.5)) / size);
      block[step * n] = (re[n] as number) * fade;
      if (iq) block[step * n + 1] = (im[n] as number) * fade;
    }
    for (let i = 0; i < half; i++) block[i] = (block[i] as number) + (this.#block[half + i] as number);
    this.#block = block;
    this.#given = 0;
  }
}
