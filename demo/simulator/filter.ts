/** Second-order sections of a receiver's audio filter (R. Bristow-Johnson, Audio EQ Cookbook). */
export class Biquad {
  readonly #b: readonly [number, number, number];
  readonly #a: readonly [number, number];
  #x1 = 0;
  #x2 = 0;
  #y1 = 0;
  #y2 = 0;

  constructor(kind: 'lowpass' | 'highpass', frequency: number, q: number, sampleRate: number) {
    const w = (2 * Math.PI * frequency) / sampleRate;
    const cos = Math.cos(w);
    const alpha = Math.sin(w) / (2 * q);
    const a0 = 1 + alpha;
    const b1 = kind === 'lowpass' ? 1 - cos : -(1 + cos);
    const b0 = Math.abs(b1) / 2;
    this.#b = [b0 / a0, b1 / a0, b0 / a0];
    this.#a = [(-2 * cos) / a0, (1 - alpha) / a0];
  }

  /** Filters in place. */
  process(samples: Float32Array): void {
    const [b0, b1, b2] = this.#b;
    const [a1, a2] = this.#a;
    let [x1, x2, y1, y2] = [this.#x1, this.#x2, this.#y1, this.#y2];
    for (let i = 0; i < samples.length; i++) {
      const x = samples[i] ?? 0;
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      samples[i] = y;
    }
    [this.#x1, this.#x2, this.#y1, this.#y2] = [x1, x2, y1, y2];
  }
}

/** Flat from `low` to `high` Hz, 12 dB and 24 dB per octave outside: an SSB filter as it sounds. */
export function receiverFilter(low: number, high: number, sampleRate: number): readonly Biquad[] {
  return [
    new Biquad('highpass', low, Math.SQRT1_2, sampleRate),
    new Biquad('lowpass', high, 0.541, sampleRate),
    new Biquad('lowpass', high, 1.307, sampleRate),
  ];
}
