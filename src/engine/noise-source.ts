import type { Grid } from '../dsp/grid.js';

/** Mean noise power of a bin, linear, and the bins that there are. */
export interface NoiseSource {
  readonly grid: Grid;
  at(bin: number): number;
}
