/** By what a mark's amplitude may differ from what its neighbours say: factors and the logarithms of their shares. */
export interface Fading {
  readonly factors: readonly number[];
  readonly logShares: readonly number[];
}

const fading = (factors: readonly number[], shares: readonly number[]): Fading => ({
  factors,
  logShares: shares.map(Math.log),
});

/** A signal whose level is what its neighbourhood says. */
export const STEADY = fading([1], [1]);
/** From a steady signal to one whose level cannot be foreseen. */
export const FADINGS: readonly Fading[] = [
  STEADY,
  fading([0.7, 1, 1.4], [0.2, 0.6, 0.2]),
  fading([0.2, 0.35, 0.5, 0.7, 1, 1.4, 2], [0.07, 0.1, 0.13, 0.2, 0.25, 0.17, 0.08]),
];

/**
 * Logarithm of how much likelier a mark is than noise alone, of a stretch of signal whose phase is unknown (A. D. Whalen,
 * Detection of Signals in Noise, 1971, ch. 7): log I0(2 A z / N) − A² L / N.
 *
 * @param z magnitude of the sum of its samples
 * @param amplitude of a mark, A
 * @param noise mean power of a sample of noise, N
 * @param length samples, L
 */
export function markLikelihood(
  z: number,
  amplitude: number,
  noise: number,
  length: number,
  { factors, logShares }: Fading,
): number {
  if (factors.length === 1) return logI0((2 * amplitude * z) / noise) - (amplitude * amplitude * length) / noise;
  let sum = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < factors.length; i++) {
    const level = amplitude * (factors[i] as number);
    const value = (logShares[i] as number) + logI0((2 * level * z) / noise) - (level * level * length) / noise;
    if (value > most) {
      sum = sum * Math.exp(most - value) + 1;
      most = value;
    } else {
      sum += Math.exp(value - most);
    }
  }
  return most + Math.log(sum);
}

/** Logarithm of the modified Bessel function I0 for x ≥ 0 (M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 9.8.1 and 9.8.2). */
export function logI0(x: number): number {
  if (x < 3.75) {
    const y = (x / 3.75) ** 2;
    return Math.log(
      1 + y * (3.5156229 + y * (3.0899424 + y * (1.2067492 + y * (0.2659732 + y * (0.0360768 + y * 0.0045813))))),
    );
  }
  const y = 3.75 / x;
  const tail =
    0.39894228 +
    y *
      (0.01328592 +
        y *
          (0.00225319 +
            y *
              (-0.00157565 +
                y * (0.00916281 + y * (-0.02057706 + y * (0.02635537 + y * (-0.01647633 + y * 0.00392377)))))));
  return x - 0.5 * Math.log(x) + Math.log(tail);
}
