/** Seconds of sound that are judged at once, and how often in a row they must say the same. */
const SECONDS = 1;
const SURE = 2;
/** What |Σz²| may be of Σ|z|²: of I and Q it is near 0, of one sound in both channels, or in one alone, 1. */
const IMPROPER = 0.98;
const PROPER = 0.7;

/**
 * Tells mono sound that is given as I and Q: both channels are alike, or one is silent (the circularity quotient; Ollila, "On the
 * circularity of a complex random variable", 2008). A constant offset, as receivers have at 0 Hz, does not count.
 */
export class PairCheck {
  #count = 0;
  #i = 0;
  #q = 0;
  #ii = 0;
  #qq = 0;
  #iq = 0;
  #doubts = 0;
  #known = false;

  /** True once it is sure that the pairs, at `rate` Hz, are mono. */
  isMono(samples: Float32Array, rate: number): boolean {
    if (this.#known) return false;
    for (let n = 0; n + 1 < samples.length; n += 2) {
      const i = samples[n] as number;
      const q = samples[n + 1] as number;
      this.#i += i;
      this.#q += q;
      this.#ii += i * i;
      this.#qq += q * q;
      this.#iq += i * q;
    }
    this.#count += samples.length >> 1;
    if (this.#count >= SECONDS * rate) this.#judge();
    return this.#doubts >= SURE;
  }

  #judge(): void {
    const n = this.#count;
    const ii = this.#ii / n - (this.#i / n) ** 2;
    const qq = this.#qq / n - (this.#q / n) ** 2;
    const iq = this.#iq / n - (this.#i / n) * (this.#q / n);
    const quotient = Math.hypot(ii - qq, 2 * iq) / (ii + qq);
    if (quotient > IMPROPER) this.#doubts++;
    else if (quotient < PROPER) this.#known = true;
    else this.#doubts = 0;
    this.#count = this.#i = this.#q = this.#ii = this.#qq = this.#iq = 0;
  }
}
