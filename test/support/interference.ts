import type { Emitter } from '../../demo/simulator/interference.js';
import type { Random } from '../../demo/simulator/random.js';

const RATE = 8000;

/** FT8: eight tones 6.25 Hz apart, 0.16 s each, smoothly keyed, 12.64 s in every 15. */
export class Ft8 implements Emitter {
  readonly #ratio: number;
  #phase = 0;
  #n = 0;
  #tone = 0;
  #hertz: number;

  /** @param snr power over noise in 2500 Hz, dB */
  constructor(
    readonly frequency: number,
    snr: number,
    readonly random: Random,
  ) {
    this.#ratio = Math.SQRT2 * 10 ** (snr / 20);
    this.#hertz = frequency;
  }

  addTo(out: Float32Array, noise: number): void {
    for (let i = 0; i < out.length; i++, this.#n++) {
      if (this.#n % (0.16 * RATE) === 0) this.#tone = this.random.whole(0, 7);
      this.#hertz += (this.frequency + 6.25 * this.#tone - this.#hertz) / (0.03 * RATE);
      this.#phase += (2 * Math.PI * this.#hertz) / RATE;
      const time = (this.#n / RATE) % 15;
      if (time < 12.64) out[i] = (out[i] ?? 0) + noise * this.#ratio * Math.sin(this.#phase);
    }
    this.#phase %= 2 * Math.PI;
  }
}

/** A talking voice: up to 21 harmonics of a wandering pitch around a wandering formant, in syllables with pauses. */
export class Voice implements Emitter {
  readonly #amplitude: number;
  #pitch = 120;
  #formant = 600;
  #loud = 0;
  #target = 0;
  #phase = 0;
  #n = 0;

  /** @param snr power of a loud syllable over noise in 2500 Hz, dB */
  constructor(
    snr: number,
    readonly random: Random,
  ) {
    this.#amplitude = 10 ** (snr / 20);
  }

  addTo(out: Float32Array, noise: number): void {
    const { random } = this;
    const weights = new Float64Array(22);
    for (let i = 0; i < out.length; i++, this.#n++) {
      if (this.#n % 1200 === 0) {
        this.#target = random.chance(0.65) ? random.between(0.3, 1.2) : 0;
        this.#formant = random.between(300, 1800);
      }
      if (this.#n % 400 === 0) this.#pitch = Math.min(180, Math.max(90, this.#pitch + 6 * random.normal()));
      if (this.#n % 400 === 0 || i === 0)
        for (let h = 1; h < 22; h++) weights[h] = 1 / (1 + Math.abs(h * this.#pitch - this.#formant) / 150);
      this.#loud += (this.#target - this.#loud) * 0.004;
      this.#phase += (2 * Math.PI * this.#pitch) / RATE;
      let sum = 0;
      for (let h = 1; h < 22; h++) sum += (weights[h] as number) * Math.sin(h * this.#phase);
      out[i] = (out[i] ?? 0) + noise * this.#amplitude * this.#loud * sum;
    }
  }
}

/** Mains buzz: a hundred short pulses a second, whose level follows the load. */
export class Buzz implements Emitter {
  readonly #amplitude: number;
  #n = 0;
  #level = 1;

  /** @param snr power over noise in 2500 Hz, dB */
  constructor(
    snr: number,
    readonly random: Random,
  ) {
    this.#amplitude = Math.sqrt(RATE / 100 / 4) * 10 ** (snr / 20);
  }

  addTo(out: Float32Array, noise: number): void {
    for (let i = 0; i < out.length; i++, this.#n++) {
      const at = this.#n % 80;
      if (at === 0) this.#level += 0.02 * (this.random.between(0.4, 1.6) - this.#level);
      const pulse = [1, 0.6, -0.5, -0.3][at] ?? 0;
      out[i] = (out[i] ?? 0) + noise * this.#amplitude * this.#level * 1.5 * pulse;
    }
  }
}

/** Clicks of an electric fence: 1.2 a second, a few samples each, far above everything. */
export class Fence implements Emitter {
  #n = 0;

  /** @param peak over the noise's RMS in 2500 Hz */
  constructor(readonly peak: number) {}

  addTo(out: Float32Array, noise: number): void {
    for (let i = 0; i < out.length; i++, this.#n++) {
      const at = this.#n % 6667;
      if (at < 6) out[i] = (out[i] ?? 0) + noise * this.peak * (at % 2 ? -1 : 1) * (1 - at / 6);
    }
  }
}
