/** A measured value at a time (s) and what it weighs. */
export interface Sample {
  readonly time: number;
  readonly value: number;
  readonly weight: number;
}

/** Widths beyond which a sample has no say. */
const REACH = 3;

/** A quantity over time: puts its value in the place of each time (s); times ascend. */
export type Course = (times: Float64Array) => void;

/**
 * The mean of the samples nearby, in a Gaussian of `width` seconds (exp −(t / width)²), and of `usual`, which counts like a sample
 * of `weight` at that time.
 *
 * @param samples in the order of their times
 */
export function smoothed(samples: readonly Sample[], width: number, usual: number, weight = 1e-9): Course {
  return (times) => {
    let first = 0;
    for (let i = 0; i < times.length; i++) {
      const time = times[i] as number;
      let sum = weight * usual;
      let weights = weight;
      while (first < samples.length && (samples[first] as Sample).time < time - REACH * width) first++;
      for (let k = first; k < samples.length; k++) {
        const sample = samples[k] as Sample;
        const away = (sample.time - time) / width;
        if (away > REACH) break;
        const near = sample.weight * Math.exp(-away * away);
        sum += near * sample.value;
        weights += near;
      }
      times[i] = sum / weights;
    }
  };
}

/** Another quantity that follows from one. */
export const derived =
  (course: Course, of: (value: number) => number): Course =>
  (times) => {
    course(times);
    for (let i = 0; i < times.length; i++) times[i] = of(times[i] as number);
  };

/** The middle value of samples, each as often as it weighs (a whole number). */
export const weighedMedian = (samples: readonly Sample[]): number =>
  median(samples.flatMap(({ value, weight }) => Array.from({ length: weight }, () => value)));

/** The middle value, NaN of none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length > 0 ? (sorted[sorted.length >> 1] as number) : Number.NaN;
}
