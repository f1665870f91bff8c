/** Ticks whose arrival is remembered: 33 s. */
const ARRIVALS = 512;
const FRAMES = 8;
/** Batches of the median. */
const BATCHES = 50;

/** Delay from the arrival of the samples to the text that was read from them. */
export class LatencyMeter {
  readonly #now: () => number;
  readonly #arrivals = new Float64Array(ARRIVALS);
  readonly #delays: number[] = [];
  #latest = 0;

  /** @param now milliseconds of a steady clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Frames up to `end` (excluded) are there. */
  arrived(end: number): void {
    const tick = Math.floor(end / FRAMES);
    for (let t = Math.max(this.#latest + 1, tick - ARRIVALS + 1); t <= tick; t++)
      this.#arrivals[t % ARRIVALS] = this.#now();
    this.#latest = Math.max(this.#latest, tick);
  }

  /** A live batch that ends at frame `end` (excluded) has been read. */
  read(end: number): void {
    const tick = Math.floor(end / FRAMES);
    if (tick > this.#latest || tick <= this.#latest - ARRIVALS) return;
    this.#delays.push(this.#now() - (this.#arrivals[tick % ARRIVALS] as number));
    if (this.#delays.length > BATCHES) this.#delays.shift();
  }

  /** Median, milliseconds; 0 before the first batch. */
  get latency(): number {
    const sorted = [...this.#delays].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
}
