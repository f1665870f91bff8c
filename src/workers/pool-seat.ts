import type { ModelContract } from '../engine/model-contract.js';
import type { InferenceProgram } from './assets.js';
import type { PoolHost, SeatEvents } from './pool-host.js';

/** A worker in which a seat is kept, and the seat's number: unique in the page. */
export interface Place {
  readonly host: PoolHost;
  readonly seat: number;
}

/** One model's session in one worker, as the model's pool sees it. */
export class PoolSeat {
  readonly host: PoolHost;
  /** The seat's number: how receivers know it. */
  readonly id: number;
  /** Since when its worker has been busy for more than half of the time; null while it is not. */
  hotSince: number | null = null;
  #left = false;

  private constructor({ host, seat }: Place) {
    this.host = host;
    this.id = seat;
  }

  /** @throws MorseDecoderError what the session's start says; the place is then left */
  static async take(
    place: Place,
    program: Promise<InferenceProgram>,
    contract: ModelContract,
    events: SeatEvents,
  ): Promise<PoolSeat> {
    try {
      await place.host.load(place.seat, await program, contract, events);
      return new PoolSeat(place);
    } catch (error) {
      place.host.leave(place.seat);
      throw error;
    }
  }

  /** Open slots of this model. */
  get slots(): number {
    return this.host.statsOf(this.id).slots;
  }

  /** Fraction of the last 2 s spent in runs of this model, 0…1. */
  get busy(): number {
    return this.host.statsOf(this.id).busy;
  }

  connect(client: number): MessagePort {
    return this.host.connect(this.id, client);
  }

  disconnect(client: number): void {
    if (!this.#left) this.host.disconnect(this.id, client);
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.host.leave(this.id);
  }
}
