import { moved } from '../../dsp/audio-map.js';
import { type Dial, moveBetween } from '../../engine/radio.js';
import type { DialSpan } from '../../page/snapshot.js';

/** Which part of the sound's spectrum is seen in the columns from one time on. */
export interface BandView {
  /** Stream time, seconds. */
  readonly from: number;
  /** Hz of audio at the lower and the upper edge of the picture; either may be the greater one. */
  readonly bottom: number;
  readonly top: number;
}

/**
 * The picture shows radio frequencies: sound from before the dial was turned is drawn where it was on the band, moved or, of the
 * other sideband, upside down.
 *
 * @param min, max Hz of audio that are shown of the newest sound
 */
export function bandViews(dials: readonly DialSpan[], now: Dial, min: number, max: number): readonly BandView[] {
  const edges = now.sideband === 'lsb' ? { bottom: max, top: min } : { bottom: min, top: max };
  return dials.map((span) => {
    const back = moveBetween(now, span);
    if (!back) return { from: span.from, ...edges };
    return { from: span.from, bottom: moved(back, edges.bottom), top: moved(back, edges.top) };
  });
}

/** The same picture of the same sound. */
export const sameViews = (a: readonly BandView[], b: readonly BandView[]): boolean =>
  a.length === b.length &&
  a.every(({ from, bottom, top }, i) => b[i]?.from === from && b[i]?.bottom === bottom && b[i]?.top === top);
