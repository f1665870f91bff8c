import type { Random } from './random.js';

/** What adds itself to blocks of samples. `noise` is the noise's RMS in 2500 Hz. */
export interface Emitter {
  addTo(out: Float32Array, noise: number): void;
}

/** A steady carrier: a tuner-upper or a switching supply. A decoder must print nothing for it. */
export class Carrier implements Emitter {
  readonly #turn: number;
  readonly #ratio: number;
  #phase = 0;

  constructor(frequency: number, snr: number, sampleRate: number) {
    this.#turn = (2 * Math.PI * frequency) / sampleRate;
    this.#ratio = Math.SQRT2 * 10 ** (snr / 20);
  }

  addTo(out: Float32Array, noise: number): void {
    for (let i = 0; i < out.length; i++) {
      out[i] = (out[i] ?? 0) + noise * this.#ratio * Math.sin(this.#phase);
      this.#phase += this.#turn;
    }
    this.#phase %= 2 * Math.PI;
  }
}

/** Radioteletype, 45.45 baud, 170 Hz shift, random letters: marks that are no Morse. */
export class Teletype implements Emitter {
  readonly #frequency: number;
  readonly #ratio: number;
  readonly #sampleRate: number;
  readonly #random: Random;
  #phase = 0;
  #left = 0;
  #bit = 0;
  #word = 0;

  constructor(frequency: number, snr: number, sampleRate: number, random: Random) {
    this.#frequency = frequency;
    this.#ratio = Math.SQRT2 * 10 ** (snr / 20);
    this.#sampleRate = sampleRate;
    this.#random = random;
  }

  addTo(out: Float32Array, noise: number): void {
    for (let i = 0; i < out.length; i++) {
      if (this.#left-- <= 0) this.#nextBit();
      // A start bit (space), five data bits, one and a half stop bits (mark).
      const mark = this.#bit === 0 ? false : this.#bit > 5 ? true : ((this.#word >> (this.#bit - 1)) & 1) === 1;
      this.#phase += (2 * Math.PI * (this.#frequency + (mark ? 85 : -85))) / this.#sampleRate;
      out[i] = (out[i] ?? 0) + noise * this.#ratio * Math.sin(this.#phase);
    }
    this.#phase %= 2 * Math.PI;
  }

  #nextBit(): void {
    this.#bit = (this.#bit + 1) % 7;
    if (this.#bit === 0) this.#word = this.#random.whole(0, 31);
    this.#left = Math.round((this.#sampleRate / 45.45) * (this.#bit === 6 ? 1.5 : 1));
  }
}

/** Static crashes: bursts of noise, some tens of milliseconds long. */
export class Crashes implements Emitter {
  readonly #random: Random;
  readonly #sampleRate: number;
  readonly #every: number;
  #level = 0;

  /** @param every mean seconds from one crash to the next. */
  constructor(every: number, sampleRate: number, random: Random) {
    this.#every = every;
    this.#sampleRate = sampleRate;
    this.#random = random;
  }

  addTo(out: Float32Array, noise: number): void {
    const decay = Math.exp(-1 / (0.03 * this.#sampleRate));
    if (this.#random.chance(out.length / (this.#every * this.#sampleRate))) this.#level = this.#random.between(4, 18);
    if (this.#level < 0.05) return;
    for (let i = 0; i < out.length; i++) {
      out[i] = (out[i] ?? 0) + noise * this.#level * this.#random.normal();
      this.#level *= decay;
    }
  }
}
