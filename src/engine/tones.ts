import { peakFrequency } from '../dsp/drift.js';
import { BIN_HZ } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { NoiseSource } from './noise-source.js';

/** Nats under the level of a signal's marks that a mark may have elsewhere, and over it. */
const UNDER = 1.5;
const OVER = 2.5;
/** Nats by which a mark must exceed the noise, and what is beside it. */
const OVER_NOISE = 2.5;
const OVER_SIDES = 1.4;
/** Bins to each side in which a tone is the highest, and those that are beside it. */
export const LOBE = 3;
const SIDES = [-8, -7, -6, 6, 7, 8] as const;
/** Bins at either end of the band in which no tone can be told. */
const MARGIN = 9;
/** Frames between two tones of one mark. */
const SAME_MARK = 2;

/** Where and when tones are looked for. */
export interface Stretch {
  /** First and last bin. */
  readonly low: number;
  readonly high: number;
  /** First frame, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Each so many frames are looked at; 1 when it is left out. */
  readonly step?: number;
}

/** Frames in which a tone stands, by bin. */
export type Tones = ReadonlyMap<number, readonly number[]>;

/** For each bin the frames in which a tone stands there that is as strong as marks of `level` (log power) are. */
export function tonesIn(store: FrameStore, noise: NoiseSource, stretch: Stretch, level: number): Tones {
  const tones = new Map<number, number[]>();
  const { grid } = noise;
  const low = Math.max(grid.first + MARGIN, stretch.low);
  const high = Math.min(grid.first + grid.bins - 1 - MARGIN, stretch.high);
  const middle = Math.round((low + high) / 2);
  const floors: number[] = [];
  for (let bin = low; bin <= high; bin++) floors.push(Math.max(level - UNDER, Math.log(noise.at(bin)) + OVER_NOISE));
  const to = Math.min(store.end, stretch.to);
  for (let k = Math.max(store.start, stretch.from); k < to; k += stretch.step ?? 1) {
    const { long, first } = store.rows(k, middle);
    for (let bin = low; bin <= high; bin++) {
      const here = long[bin - first] as number;
      if (here < (floors[bin - low] as number) || here > level + OVER || !stands(long, bin - first)) continue;
      const frames = tones.get(bin) ?? [];
      tones.set(bin, frames);
      frames.push(k);
    }
  }
  return tones;
}

/** The value at `i` is the highest about it, and above what is beside it on both sides. */
function stands(long: Float32Array, i: number): boolean {
  const here = long[i] as number;
  for (let d = 1; d <= LOBE; d++) if ((long[i - d] as number) >= here || (long[i + d] as number) > here) return false;
  return SIDES.every((side) => (long[i + side] as number) < here - OVER_SIDES);
}

/** Frames of all tones within `reach` bins of `centre`, in order. */
export function framesAbout(tones: Tones, centre: number, reach: number): number[] {
  const near = [...tones].filter(([bin]) => Math.abs(bin - centre) <= reach);
  return near.flatMap(([, frames]) => frames).sort((one, other) => one - other);
}

/** Frames that each mark lasts, of frames in order. */
export function marksOf(frames: readonly number[]): number[] {
  const marks: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const frame of frames) {
    if (frame - before > SAME_MARK) marks.push(0);
    const gap = marks.at(-1) === 0 ? 1 : frame - before;
    marks[marks.length - 1] = (marks.at(-1) ?? 0) + gap;
    before = frame;
  }
  return marks;
}

/** Mean power (log) and frequency (Hz) of a tone about `bin` in those frames. */
export function toneOf(store: FrameStore, frames: readonly number[], bin: number): { level: number; hertz: number } {
  // Of the bins about it, the tone's own in the middle.
  const mean = new Float32Array(2 * LOBE + 1);
  for (const k of frames) {
    const { long, first } = store.rows(k, bin);
    for (let i = 0; i < mean.length; i++)
      mean[i] = (mean[i] as number) + Math.exp(long[bin - LOBE + i - first] as number) / frames.length;
  }
  let peak = LOBE;
  for (let i = LOBE - 1; i <= LOBE + 1; i++) if ((mean[i] as number) > (mean[peak] as number)) peak = i;
  const hertz = peakFrequency(mean.map(Math.log), peak) + (bin - LOBE) * BIN_HZ;
  return { level: Math.log(mean[peak] as number), hertz };
}
