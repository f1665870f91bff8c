import { bandOf } from './adif.js';
import { TYPE_WORDS } from './spot.js';
import type { ListedSpot } from './spot-log.js';

/** What a list can be sorted by. */
export type SpotColumn = 'callsign' | 'frequency' | 'country' | 'type' | 'wpm' | 'snr' | 'confidence' | 'heard';

export interface SpotOrder {
  readonly column: SpotColumn;
  readonly descending: boolean;
}

const VALUES: Readonly<Record<SpotColumn, (spot: ListedSpot) => string | number>> = {
  callsign: ({ callsign }) => callsign,
  frequency: ({ radioFrequency, frequency }) => radioFrequency ?? frequency / 1000,
  country: ({ country }) => country,
  type: ({ type }) => TYPE_WORDS[type],
  wpm: ({ wpm }) => Math.round(wpm),
  snr: ({ snr }) => Math.round(snr ?? -99),
  confidence: ({ confidence }) => Math.round(100 * confidence),
  heard: ({ utc, time }) => utc ?? time,
};

/** The spots that have every word of `filter` in callsign, country, type or band, in order. Equal ones stay as they came. */
export function arrange(spots: readonly ListedSpot[], filter: string, { column, descending }: SpotOrder): ListedSpot[] {
  const words = filter.toUpperCase().split(/\s+/).filter(Boolean);
  const value = VALUES[column];
  const sign = descending ? -1 : 1;
  return spots
    .filter((spot) => {
      const text = searched(spot);
      return words.every((word) => text.includes(word));
    })
    .map((spot) => ({ spot, value: value(spot) }))
    .sort((a, b) => sign * compare(a.value, b.value))
    .map(({ spot }) => spot);
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const searched = ({ callsign, country, type, radioFrequency }: ListedSpot): string =>
  [
    callsign,
    country,
    TYPE_WORDS[type],
    ...(radioFrequency === null ? [] : [bandOf(radioFrequency), radioFrequency.toFixed(2)]),
  ]
    .join(' ')
    .toUpperCase();
