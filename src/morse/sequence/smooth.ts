/** A measured value at a time (s) and what it weighs. */
export interface Sample {
  readonly time: number;
  readonly value: number;
  readonly weight: number;
}

/** Widths beyond which a sample has no say. */
const REACH = 3;

/** A function of time: the mean of the samples nearby, in a Gaussian of `width` seconds (exp −(t / width)²); `otherwise` where there are none. */
export function smoothed(samples: readonly Sample[], width: number, otherwise: number): (time: number) => number {
  return (time) => {
    let sum = 0;
    let weights = 0;
    for (const sample of samples) {
      const distance = Math.abs(sample.time - time) / width;
      if (distance > REACH) continue;
      const weight = sample.weight * Math.exp(-distance * distance);
      sum += weight * sample.value;
      weights += weight;
    }
    return weights > 1e-6 ? sum / weights : otherwise;
  };
}

/** The middle value, NaN of none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length > 0 ? (sorted[sorted.length >> 1] as number) : Number.NaN;
}
