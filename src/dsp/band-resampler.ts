import { type Grid, rateOf } from './grid.js';
import { Resampler } from './resampler.js';

/** Converts mono sound, or pairs of I and Q, to the rate of a grid, and gives whole indices of its history. */
export class BandResampler {
  readonly #grid: Grid;
  /** One of each arm. */
  readonly #arms: readonly Resampler[];
  /** What is no whole index yet. */
  #rest = new Float32Array(0);

  /** @throws RangeError as Resampler does. */
  constructor(inputRate: number, grid: Grid) {
    this.#grid = grid;
    this.#arms = (grid.iq ? ['i', 'q'] : ['mono']).map(() => new Resampler(inputRate, rateOf(grid)));
  }

  process(samples: Float32Array): Float32Array {
    return this.#whole(this.#each((arm, i) => arm.process(this.#arm(samples, i))));
  }

  /** The rest, as if silence followed. */
  flush(): Float32Array {
    const last = this.#whole(this.#each((arm) => arm.flush()));
    const { width } = this.#grid;
    if (this.#rest.length === 0) return last;
    const all = new Float32Array(last.length + width);
    all.set(last);
    all.set(this.#rest, last.length);
    this.#rest = new Float32Array(0);
    return all;
  }

  /** What each arm gives, interleaved. */
  #each(give: (arm: Resampler, i: number) => Float32Array): Float32Array {
    const [first, second] = this.#arms.map(give);
    if (!first || !second) return first ?? new Float32Array(0);
    const pairs = new Float32Array(2 * first.length);
    for (let n = 0; n < first.length; n++) {
      pairs[2 * n] = first[n] as number;
      pairs[2 * n + 1] = second[n] as number;
    }
    return pairs;
  }

  #arm(samples: Float32Array, i: number): Float32Array {
    if (!this.#grid.iq) return samples;
    return Float32Array.from({ length: samples.length >> 1 }, (_, n) => samples[2 * n + i] as number);
  }

  #whole(fresh: Float32Array): Float32Array {
    const { width } = this.#grid;
    if (width === 1) return fresh;
    const all = new Float32Array(this.#rest.length + fresh.length);
    all.set(this.#rest);
    all.set(fresh, this.#rest.length);
    const whole = all.length - (all.length % width);
    this.#rest = all.slice(whole);
    return all.subarray(0, whole);
  }
}
