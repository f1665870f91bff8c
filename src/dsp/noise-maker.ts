import { Fft } from './fft.js';
import { BINS, FFT_SIZE, LOG_FLOOR } from './frame.js';
import type { Gaussian } from './gaussian.js';
import type { NoiseFloor } from './noise-floor.js';

const HALF = FFT_SIZE / 2;

/**
 * Noise with the spectrum of a noise floor as it is now: blocks of random phase, each faded into the next so that their powers
 * add up to 1.
 */
export class NoiseMaker {
  readonly #chance: Gaussian;
  readonly #deviations: Float64Array;
  readonly #fft = new Fft(FFT_SIZE);
  #block = new Float32Array(FFT_SIZE);
  /** Samples of the block that have been given. */
  #given = HALF;

  constructor(noise: Pick<NoiseFloor, 'logAt'>, chance: Gaussian) {
    this.#chance = chance;
    // White noise of variance σ² has σ² in every bin; half of a complex normal number's power is in each of its parts.
    this.#deviations = Float64Array.from({ length: BINS }, (_, bin) =>
      Math.sqrt((2 * Math.max(0, Math.exp(noise.logAt(bin)) - LOG_FLOOR)) / FFT_SIZE),
    );
    // The first block that is given has another to fade out of.
    this.#renew();
    this.#given = HALF;
  }

  take(length: number): Float32Array {
    const out = new Float32Array(length);
    for (let at = 0; at < length; ) {
      if (this.#given === HALF) this.#renew();
      const part = Math.min(length - at, HALF - this.#given);
      out.set(this.#block.subarray(this.#given, this.#given + part), at);
      this.#given += part;
      at += part;
    }
    return out;
  }

  #renew(): void {
    const re = new Float64Array(FFT_SIZE);
    const im = new Float64Array(FFT_SIZE);
    for (let bin = 1; bin < BINS; bin++) {
      re[bin] = (this.#deviations[bin] as number) * this.#chance.next();
      im[bin] = (this.#deviations[bin] as number) * this.#chance.next();
    }
    this.#fft.transform(re, im);
    const block = new Float32Array(FFT_SIZE);
    for (let n = 0; n < FFT_SIZE; n++) {
      const fading = n < HALF ? (this.#block[HALF + n] as number) : 0;
      block[n] = (re[n] as number) * Math.sin((Math.PI * (n + 0.5)) / FFT_SIZE) + fading;
    }
    this.#block = block;
    this.#given = 0;
  }
}
