import type { CallsignSpot, ReceiverEvent } from '../engine/types.js';

/** Stations of a recording: mistakes are taken back. */
export class SpotCollector {
  readonly #spots = new Map<number, CallsignSpot>();
  readonly #ahead: number;

  /** @param ahead seconds of sound that went ahead of the recording */
  constructor(ahead = 0) {
    this.#ahead = ahead;
  }

  take(events: readonly ReceiverEvent[]): void {
    for (const event of events) {
      if (event.type !== 'spot') continue;
      if (event.change === 'withdrawn') this.#spots.delete(event.spot.id);
      else this.#spots.set(event.spot.id, event.spot);
    }
  }

  /** In the order in which they were heard first. */
  get spots(): readonly CallsignSpot[] {
    const spots = [...this.#spots.values()].sort((a, b) => a.first - b.first);
    const timed = (time: number) => Math.max(0, time - this.#ahead);
    return spots.map((spot, i) => ({ ...spot, id: i + 1, time: timed(spot.time), first: timed(spot.first) }));
  }
}
