import { BIN_HZ, SAMPLE_RATE, WINDOW } from './frame.js';
import type { Peak } from './peak-shape.js';
import { topOf } from './row-top.js';

/** Bins to each side of the one under examination that may show where a signal is. */
const REACH = 2;
/** Nats by which a bin's marks exceed its pauses at least, to tell of the signal; and how many such bins there must be. */
const CLEAR = 0.7;
const FEWEST = 2;
/** Hz from a line at which a signal is told from it, and the step of the search. */
const APART = 6;
const SEARCH = 0.5;
/** Nats by which the bins may differ, root mean square, from the lobe of a tone. */
const MISFIT = 1;
/** Hz from its own frequency at which a line is seen in most pauses, and what part of them that is. */
const STAYS = 2.5;
const MOSTLY = 0.5;
/** Nats by which the marks stand out more on this side of a line than on the other: a line's own key clicks are on both. */
const ONE_SIDED = 1.5;
/** Lowest power of a lobe against its top: key clicks fill its nulls. */
const CLICKS = 1e-3;

/**
 * Frequency (Hz) of a keyed signal beside a steady line; null where there is none. The mean logarithm of the power of two tones that beat is that of
 * the stronger one (Jensen's formula), so bins in which it is higher while the key is down show the signal as if it were alone there:
 * where between them a tone's lobe fits. What fits on the line itself is that line's own keying.
 */
export function frequencyBeside(peak: Peak, line: number): number | null {
  const { bin } = peak;
  const full = meanOf(peak, bin, 1);
  const rise = (b: number): number => meanOf(peak, b, 1, full) - meanOf(peak, b, 0);
  const bins: number[] = [];
  const levels: number[] = [];
  for (let b = bin - REACH; b <= bin + REACH; b++) {
    if (!(rise(b) >= CLEAR)) continue;
    bins.push(b);
    levels.push(meanOf(peak, b, 1, full));
  }
  if (bins.length < FEWEST || !fillsPauses(peak, line)) return null;
  const mirrored = Math.round((2 * line) / BIN_HZ) - bin;
  if (rise(bin) - rise(mirrored) < ONE_SIDED) return null;
  let best = MISFIT ** 2;
  let found: number | null = null;
  const side = Math.sign(bin * BIN_HZ - line);
  const farthest = Math.abs(bin * BIN_HZ - line) + REACH * BIN_HZ;
  for (let away = 0; away <= farthest; away += SEARCH) {
    const frequency = line + side * away;
    const rest = bins.map((b, i) => (levels[i] as number) - lobeAt((b * BIN_HZ - frequency) * LOBES_PER_HZ));
    const mean = rest.reduce((sum, one) => sum + one, 0) / rest.length;
    const misfit = rest.reduce((sum, one) => sum + (one - mean) ** 2, 0) / rest.length;
    if (misfit < best) [best, found] = [misfit, frequency];
  }
  return found !== null && Math.abs(found - line) >= APART ? found : null;
}

/** True for a line that stays where it is while the key is up: a tone that has gone elsewhere does not. */
function fillsPauses({ memory, pattern, rows }: Peak, line: number): boolean {
  const centre = Math.round(line / BIN_HZ);
  let there = 0;
  let pauses = 0;
  for (let i = 0; i < rows; i++) {
    if (pattern[i] !== 0) continue;
    pauses++;
    const top = topOf(memory, memory.oldest + i, centre);
    if (top !== null && Math.abs(top - line) <= STAYS) there++;
  }
  return there >= MOSTLY * pauses;
}

/** Mean ln power of a bin over the rows in which the key is so and the peak's own level is no lower than `least`: there no click is. */
function meanOf(
  { memory, pattern, rows, level }: Peak,
  bin: number,
  key: 0 | 1,
  least = Number.NEGATIVE_INFINITY,
): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < rows; i++) {
    if (pattern[i] !== key || (level[i] as number) < least) continue;
    sum += memory.level(memory.oldest + i, bin);
    count++;
  }
  return sum / count;
}

const LOBES_PER_HZ = WINDOW / SAMPLE_RATE;

/** ln power of the Hann window's transform, so many times the inverse of its length from its top. */
function lobeAt(x: number): number {
  const away = Math.abs(x);
  if (away < 1e-6) return 0;
  const height = Math.abs(away - 1) < 1e-6 ? 0.5 : Math.sin(Math.PI * away) / (Math.PI * away * (1 - away * away));
  return Math.log(Math.max(CLICKS, height * height));
}
