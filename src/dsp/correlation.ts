/** Correlation of two values that come in pairs. */
export class Correlation {
  #sumA = 0;
  #sumB = 0;
  #squareA = 0;
  #squareB = 0;
  #product = 0;
  /** Pairs so far. */
  count = 0;

  push(a: number, b: number): void {
    this.count++;
    this.#sumA += a;
    this.#sumB += b;
    this.#squareA += a * a;
    this.#squareB += b * b;
    this.#product += a * b;
  }

  /** Pearson's, −1…1; 0 where one of the two never changes. */
  get value(): number {
    const n = this.count;
    const variance = (n * this.#squareA - this.#sumA ** 2) * (n * this.#squareB - this.#sumB ** 2);
    return variance <= 0 ? 0 : (n * this.#product - this.#sumA * this.#sumB) / Math.sqrt(variance);
  }
}
