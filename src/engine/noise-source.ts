/** Mean noise power of a bin, linear. */
export interface NoiseSource {
  at(bin: number): number;
}
