/** A band drawn upright: `max` Hz at the top, y 0; `min` Hz at the bottom, y `height`. */
export interface FrequencyScale {
  readonly min: number;
  readonly max: number;
  /** CSS pixels. */
  readonly height: number;
}

export const toY = ({ min, max, height }: FrequencyScale, hertz: number): number =>
  ((max - hertz) / (max - min)) * height;

/** Clamped to the band. */
export const toHertz = ({ min, max, height }: FrequencyScale, y: number): number =>
  Math.min(max, Math.max(min, max - (y / height) * (max - min)));

const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000];

/** Round frequencies, Hz, at least `apart` pixels from one another, inside the band. */
export function ticks({ min, max, height }: FrequencyScale, apart = 34): readonly number[] {
  const smallest = ((max - min) / Math.max(1, height)) * apart;
  const step = STEPS.find((candidate) => candidate >= smallest) ?? 5000;
  const first = Math.ceil(min / step) * step;
  const count = Math.max(0, Math.floor((max - first) / step) + 1);
  return Array.from({ length: count }, (_, i) => first + i * step);
}

/** The frequency nearest to `hertz`, no farther than `within` Hz; null when there is none. */
export function nearest(frequencies: readonly number[], hertz: number, within: number): number | null {
  let best: number | null = null;
  for (const frequency of frequencies) {
    const distance = Math.abs(frequency - hertz);
    if (distance <= within && (best === null || distance < Math.abs(best - hertz))) best = frequency;
  }
  return best;
}
