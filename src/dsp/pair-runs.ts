import { SilentRuns, type Stretch } from './silent-runs.js';

/** Finds runs of one exact pair in interleaved samples, as {@link SilentRuns} does of one value in mono. */
export class PairRuns {
  readonly #runs = new SilentRuns();
  /** Pairs that are kept back. */
  #held = new Float32Array(0);

  /** @param rate Hz, of pairs */
  divide(samples: Float32Array, rate: number): Stretch[] {
    // Two pairs are one value where both of their parts are, all but surely.
    const mixed = Float32Array.from(
      { length: samples.length >> 1 },
      (_, n) => (samples[2 * n] as number) + MIX * (samples[2 * n + 1] as number),
    );
    const all = new Float32Array(this.#held.length + samples.length);
    all.set(this.#held);
    all.set(samples, this.#held.length);
    return this.#take(all, this.#runs.divide(mixed, rate));
  }

  /** What is kept back: no more comes, or not at this rate. */
  flush(): Stretch[] {
    return this.#take(this.#held, this.#runs.flush());
  }

  #take(pairs: Float32Array, stretches: readonly Stretch[]): Stretch[] {
    let at = 0;
    const taken = stretches.map(({ samples, silent }) => {
      const part = pairs.subarray(at, at + 2 * samples.length);
      at += part.length;
      return { samples: part, silent };
    });
    this.#held = pairs.slice(at);
    return taken;
  }
}

const MIX = Math.SQRT1_2;
