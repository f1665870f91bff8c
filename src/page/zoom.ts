import { channelOf, type DecoderSnapshot, type Range } from './snapshot.js';

export type { Range };

type Seen = Pick<DecoderSnapshot, 'band' | 'zoom'>;

/** Hz that are seen at least: 5.6 Hz for each of 360 pixels, a little less than a bin has. */
const LEAST = 2000;
/** What one request zooms by. */
const STEP = 2;

const widthOf = ({ min, max }: Range): number => max - min;

/** A receiver's sound is seen as finely as it is known; a wider band may be looked at more closely. */
export const canZoom = ({ band }: Pick<Seen, 'band'>): boolean => widthOf(band) >= 2 * LEAST;

/** A range as it was asked for, its lower end first; null, all of the band, where that is no range. */
export function askedRange(range: Range | null): Range | null {
  if (!range || !Number.isFinite(range.min) || !Number.isFinite(range.max)) return null;
  return range.min <= range.max ? range : { min: range.max, max: range.min };
}

/** What waterfalls show: the band, or what it is zoomed to. */
export function shownOf({ band, zoom }: Seen): Range {
  if (!zoom) return band;
  return rangeAround(band, zoom.min, 0, widthOf(zoom)) ?? band;
}

/**
 * So many Hz of a band, with `hertz` at the place `place`, of 0 (the lower end) to 1, as nearly as the band's ends allow.
 * Null: all of the band.
 */
export function rangeAround(band: Range, hertz: number, place: number, width: number): Range | null {
  const most = widthOf(band);
  const wanted = Math.max(LEAST, width);
  if (!(wanted < most) || !canZoom({ band })) return null;
  const min = Math.min(band.max - wanted, Math.max(band.min, hertz - place * wanted));
  return { min, max: min + wanted };
}

/** Zooms by one step, or by `factor`; what lies at `hertz` stays where it is seen. Null: all of the band. */
export function zoomedAt(seen: Seen, hertz: number, factor: number): Range | null {
  const shown = shownOf(seen);
  return rangeAround(seen.band, hertz, (hertz - shown.min) / widthOf(shown), widthOf(shown) / factor);
}

/** Zooms in or out by one step about a frequency, else about the main channel where that is seen, else about the middle. */
export function zoomedByStep(snapshot: DecoderSnapshot, direction: 1 | -1, hertz: number | null = null): Range | null {
  const shown = shownOf(snapshot);
  const main = channelOf(snapshot, null)?.info.frequency ?? Number.NaN;
  const about = hertz ?? (isIn(shown, main) ? main : (shown.min + shown.max) / 2);
  return zoomedAt(snapshot, about, STEP ** direction);
}

/** The same width, with `hertz` in it, a tenth from the end at least; as it is where that is in it already. */
export function movedTo(seen: Seen, hertz: number): Range | null {
  const shown = shownOf(seen);
  if (isIn(shown, hertz)) return seen.zoom;
  return rangeAround(seen.band, hertz, hertz < shown.min ? 0.1 : 0.9, widthOf(shown));
}

export const isIn = ({ min, max }: Range, hertz: number): boolean => hertz >= min && hertz <= max;
