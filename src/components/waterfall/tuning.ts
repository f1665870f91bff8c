import type { Sideband } from '../../engine/radio.js';

export interface TuningBand {
  /** Hz. */
  readonly min: number;
  readonly max: number;
  /** In the lower sideband more is less audio. */
  readonly sideband?: Sideband;
  /** Hz that are seen of it, where that is less. */
  readonly seen?: number;
}

const SMALL = 10;
const LARGE = 100;
/** Hz that are seen for each {@link LARGE} of a page key: a wide band is not gone through by hundreds. */
const PAGES = 4000;

/**
 * Where a key moves the cursor: arrows by 10 Hz, page keys by 100 Hz, or a fortieth of a wide band, Home and End to the ends of the band, Shift with an
 * arrow to the next trace that way. Null for any other key. As with any slider, up and right are more.
 * @param traces frequencies of the channels, Hz, in any order
 */
export function movedCursor(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  cursor: number,
  { min, max, sideband, seen = max - min }: TuningBand,
  traces: readonly number[],
): number | null {
  if (sideband === 'lsb') {
    const mirrored = movedCursor(
      { key, shiftKey },
      -cursor,
      { min: -max, max: -min, seen },
      traces.map((trace) => -trace),
    );
    return mirrored === null ? null : -mirrored;
  }
  const page = LARGE * Math.max(1, Math.round(seen / PAGES));
  const by = (step: number) => Math.min(max, Math.max(min, Math.round((cursor + step) / SMALL) * SMALL));
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return shiftKey ? Math.min(...traces.filter((trace) => trace > cursor + 1), max) : by(SMALL);
    case 'ArrowDown':
    case 'ArrowLeft':
      return shiftKey ? Math.max(...traces.filter((trace) => trace < cursor - 1), min) : by(-SMALL);
    case 'PageUp':
      return by(page);
    case 'PageDown':
      return by(-page);
    case 'Home':
      return min;
    case 'End':
      return max;
    default:
      return null;
  }
}
