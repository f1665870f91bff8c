import type { Sideband } from '../../engine/radio.js';

/** A band drawn upright: the highest radio frequency at the top, y 0. In the lower sideband that is the lowest audio. */
export interface FrequencyScale {
  /** Hz of audio. */
  readonly min: number;
  readonly max: number;
  /** CSS pixels. */
  readonly height: number;
  /** kHz of 0 Hz audio; null: not known. */
  readonly dial: number | null;
  readonly sideband: Sideband;
}

export const toY = ({ min, max, height, sideband }: FrequencyScale, hertz: number): number =>
  ((sideband === 'lsb' ? hertz - min : max - hertz) / (max - min)) * height;

/** Clamped to the band. */
export const toHertz = ({ min, max, height, sideband }: FrequencyScale, y: number): number => {
  const away = (y / height) * (max - min);
  return Math.min(max, Math.max(min, sideband === 'lsb' ? min + away : max - away));
};

const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

export interface Tick {
  /** Hz of audio. */
  readonly hertz: number;
  readonly label: string;
}

/** Round frequencies, kHz where the dial is known, at least `apart` pixels from one another, inside the band, lowest first. */
export function ticks({ min, max, height, dial, sideband }: FrequencyScale, apart = 34): readonly Tick[] {
  const smallest = ((max - min) / Math.max(1, height)) * apart;
  const step = STEPS.find((candidate) => candidate >= smallest) ?? 50_000;
  const sign = sideband === 'lsb' ? -1 : 1;
  const zero = dial === null ? 0 : 1000 * dial;
  const [low, high] = dial === null ? [min, max] : [min, max].map((hertz) => zero + sign * hertz).sort((a, b) => a - b);
  const first = Math.ceil((low ?? min) / step) * step;
  const count = Math.max(0, Math.floor(((high ?? max) - first) / step) + 1);
  const decimals = step >= 1000 ? 0 : step >= 100 ? 1 : 2;
  return Array.from({ length: count }, (_, i) => {
    const at = first + i * step;
    if (dial === null) return { hertz: at, label: String(at).replace('-', '−') };
    return { hertz: sign * (at - zero), label: (at / 1000).toFixed(decimals) };
  });
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
