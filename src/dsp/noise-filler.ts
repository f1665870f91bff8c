import { Gaussian } from './gaussian.js';
import type { Grid } from './grid.js';
import type { Filler } from './hole-filler.js';
import type { NoiseFloor } from './noise-floor.js';
import { NoiseMaker } from './noise-maker.js';

/** Indices of noise that are made at once: 1 s. */
const PORTION = 8000;

/**
 * Fills holes of a wide band with noise like that around them. To bridge a mark, as in the sound of one receiver, a hundred
 * stations would have to be foretold.
 */
export class NoiseFiller implements Filler {
  readonly #grid: Grid;
  readonly #noise: Pick<NoiseFloor, 'logAt'>;
  readonly #append: (samples: Float32Array) => void;
  readonly #random = new Gaussian(1);
  #maker: NoiseMaker | null = null;

  constructor(grid: Grid, noise: Pick<NoiseFloor, 'logAt'>, append: (samples: Float32Array) => void) {
    this.#grid = grid;
    this.#noise = noise;
    this.#append = append;
  }

  push(samples: Float32Array): void {
    this.#maker = null;
    if (samples.length > 0) this.#append(samples);
  }

  miss(count: number): void {
    this.#maker ??= new NoiseMaker(this.#noise, this.#random, this.#grid);
    for (let left = count; left > 0; left -= PORTION)
      this.#append(this.#maker.take(Math.min(PORTION, left) * this.#grid.width));
  }

  flush(): void {
    this.#maker = null;
  }
}
