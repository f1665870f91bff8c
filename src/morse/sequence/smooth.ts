/** A measured value at a time (s) and what it weighs. */
export interface Sample {
  readonly time: number;
  readonly value: number;
  readonly weight: number;
}

/** Widths beyond which a sample has no say. */
const REACH = 3;

/**
 * A function of time: the mean of the samples nearby, in a Gaussian of `width` seconds (exp −(t / width)²), and of `usual`, which
 * counts like a sample of `weight` at that time.
 */
export function smoothed(
  samples: readonly Sample[],
  width: number,
  usual: number,
  weight = 1e-9,
): (time: number) => number {
  return (time) => {
    let sum = weight * usual;
    let weights = weight;
    for (const sample of samples) {
      const distance = Math.abs(sample.time - time) / width;
      if (distance > REACH) continue;
      const near = sample.weight * Math.exp(-distance * distance);
      sum += near * sample.value;
      weights += near;
    }
    return sum / weights;
  };
}

/** The middle value of samples, each as often as it weighs (a whole number). */
export const weighedMedian = (samples: readonly Sample[]): number =>
  median(samples.flatMap(({ value, weight }) => Array.from({ length: weight }, () => value)));

/** The middle value, NaN of none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length > 0 ? (sorted[sorted.length >> 1] as number) : Number.NaN;
}
