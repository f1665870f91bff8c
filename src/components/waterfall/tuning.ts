import type { Sideband } from '../../engine/radio.js';

export interface TuningBand {
  /** Hz. */
  readonly min: number;
  readonly max: number;
  /** In the lower sideband more is less audio. */
  readonly sideband?: Sideband;
}

const SMALL = 10;
const LARGE = 100;

/**
 * Where a key moves the cursor: arrows by 10 Hz, page keys by 100 Hz, Home and End to the ends of the band, Shift with an
 * arrow to the next trace that way. Null for any other key. As with any slider, up and right are more.
 * @param traces frequencies of the channels, Hz, in any order
 */
export function movedCursor(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  cursor: number,
  { min, max, sideband }: TuningBand,
  traces: readonly number[],
): number | null {
  if (sideband === 'lsb') {
    const mirrored = movedCursor(
      { key, shiftKey },
      -cursor,
      { min: -max, max: -min },
      traces.map((trace) => -trace),
    );
    return mirrored === null ? null : -mirrored;
  }
  const by = (step: number) => Math.min(max, Math.max(min, Math.round((cursor + step) / SMALL) * SMALL));
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return shiftKey ? Math.min(...traces.filter((trace) => trace > cursor + 1), max) : by(SMALL);
    case 'ArrowDown':
    case 'ArrowLeft':
      return shiftKey ? Math.max(...traces.filter((trace) => trace < cursor - 1), min) : by(-SMALL);
    case 'PageUp':
      return by(LARGE);
    case 'PageDown':
      return by(-LARGE);
    case 'Home':
      return min;
    case 'End':
      return max;
    default:
      return null;
  }
}
