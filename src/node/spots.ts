import { radioFrequency, type Sideband } from '../engine/radio.js';
import type { CallsignSpot, ReceiverEvent, SpotChange } from '../engine/types.js';
import type { Slice } from './band.js';

/** A spot of the whole band. */
export interface BandSpot {
  readonly spot: CallsignSpot;
  readonly change: SpotChange;
}

/** What a slice of the band tells of a station, as that of the band; null: it is nothing of the kind, or its neighbour's. */
export function bandSpot(
  event: ReceiverEvent,
  slice: Slice,
  tuned: { readonly dial: number | null; readonly sideband: Sideband },
  number: (id: number) => number = (id) => id,
): BandSpot | null {
  if (event.type !== 'spot' || !slice.owns(event.spot.frequency)) return null;
  const frequency = event.spot.frequency + slice.offset;
  const place = { frequency, radioFrequency: radioFrequency(tuned, frequency) };
  return { change: event.change, spot: { ...event.spot, ...place, id: number(event.spot.id) } };
}

/** Stations of a recording: mistakes are taken back. */
export class SpotCollector {
  readonly #spots = new Map<string, CallsignSpot>();
  readonly #slices = new Map<Slice, number>();

  take(events: readonly ReceiverEvent[], slice: Slice): void {
    const number = this.#slices.get(slice) ?? this.#slices.size;
    this.#slices.set(slice, number);
    for (const event of events) {
      const told = bandSpot(event, slice, { dial: null, sideband: 'usb' });
      if (!told) continue;
      const key = `${number} ${told.spot.id}`;
      if (told.change === 'withdrawn') this.#spots.delete(key);
      else this.#spots.set(key, told.spot);
    }
  }

  /** In the order in which they were heard first. */
  get spots(): readonly CallsignSpot[] {
    const spots = [...this.#spots.values()].sort((a, b) => a.first - b.first);
    return spots.map((spot, i) => ({ ...spot, id: i + 1 }));
  }
}
