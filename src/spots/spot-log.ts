import type { CallsignSpot, SpotChange } from '../engine/types.js';
import { countryOf } from './countries.js';

/** A spot in a list. */
export interface ListedSpot extends CallsignSpot {
  /** Unique within the list. */
  readonly key: number;
  /** Empty: no country has such callsigns. */
  readonly country: string;
}

/** Milliseconds, and kHz, within which a callsign is the same spot, also of a decoder that has begun anew. */
const SAME = { time: 600_000, kilohertz: 0.5 } as const;

/** Spots of a decoder for as long as a list is there: longer than the decoder's stream, and more than its snapshot holds. */
export class SpotLog {
  readonly #limit: number;
  #spots: readonly ListedSpot[] = [];
  /** Keys by the decoder's ids. */
  readonly #keys = new Map<number, number>();
  #nextKey = 1;
  #newest = 0;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  /** Oldest first. A new array after every change. */
  get spots(): readonly ListedSpot[] {
    return this.#spots;
  }

  take(spot: CallsignSpot, change: SpotChange): void {
    // Ids begin anew with the decoder's stream.
    if (change === 'new' && spot.id <= this.#newest) this.#keys.clear();
    if (change === 'new') this.#newest = spot.id;
    const key = this.#keys.get(spot.id) ?? this.#spots.findLast((one) => isSame(one, spot))?.key;
    const before = this.#spots.find((one) => one.key === key);
    if (change === 'withdrawn') {
      this.#spots = this.#spots.filter((one) => one !== before);
      return;
    }
    const listed = { ...spot, key: before?.key ?? this.#nextKey++, country: countryOf(spot.callsign) };
    this.#keys.set(spot.id, listed.key);
    this.#spots = before
      ? this.#spots.map((one) => (one === before ? listed : one))
      : [...this.#spots, listed].slice(-this.#limit);
  }

  clear(): void {
    this.#spots = [];
  }
}

function isSame(a: CallsignSpot, b: CallsignSpot): boolean {
  if (a.callsign !== b.callsign || Math.abs((a.utc ?? 0) - (b.utc ?? 0)) > SAME.time) return false;
  const radio = a.radioFrequency !== null && b.radioFrequency !== null;
  const apart = radio ? Number(a.radioFrequency) - Number(b.radioFrequency) : (a.frequency - b.frequency) / 1000;
  return Math.abs(apart) <= SAME.kilohertz;
}
