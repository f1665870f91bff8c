import type { InferenceClient } from './inference.js';
import type { ModelContract } from './model-contract.js';
import type { Reader } from './reader.js';

/** Slots by which clients may differ before some are moved. */
const SPREAD = 3;

/** A client and what a receiver has on it. */
export interface ClientLoad {
  readonly client: InferenceClient;
  /** The smaller model, of side channels. */
  readonly small: boolean;
  /** Of its model. */
  readonly contract: ModelContract;
  readonly readers: Set<Reader>;
  /** A batch of live readers is under way. */
  liveBusy: boolean;
}

/** Which reader's slot is on which inference client. */
export class ClientRoster implements Iterable<ClientLoad> {
  readonly #loads = new Map<number, ClientLoad>();
  readonly #lost: (reader: Reader) => void;

  /** @param lost is told of each reader whose slot is gone with its client. */
  constructor(lost: (reader: Reader) => void) {
    this.#lost = lost;
  }

  get size(): number {
    return this.#loads.size;
  }

  /** Highest busy fraction, 0…1. */
  get busy(): number {
    return Math.max(0, ...[...this.#loads.values()].map(({ client }) => client.busy));
  }

  [Symbol.iterator](): Iterator<ClientLoad> {
    return [...this.#loads.values()][Symbol.iterator]();
  }

  add(client: InferenceClient, contract: ModelContract, small: boolean): void {
    this.#loads.set(client.id, { client, small, contract, readers: new Set(), liveBusy: false });
  }

  /** Opens a fresh slot for the reader on the client with the fewest; does nothing while there is none. */
  assign(reader: Reader): void {
    const load = this.#lightest(reader.small) ?? this.#lightest(!reader.small);
    if (!load) return;
    reader.client = load.client;
    reader.speaks(load.contract);
    load.readers.add(reader);
    load.client.open(reader.slot);
  }

  release(reader: Reader): void {
    const { client } = reader;
    reader.client = null;
    if (!client || !this.#loads.get(client.id)?.readers.delete(reader)) return;
    client.close(reader.slot);
  }

  /** Forgets a client; its readers are lost. */
  remove(id: number, readers: Iterable<Reader>): void {
    if (!this.#loads.delete(id)) return;
    for (const reader of readers) {
      if (reader.client?.id !== id) continue;
      reader.client = null;
      this.#lost(reader);
    }
  }

  /** Lets readers go that another model is to read for, where there is a client with that, and tells of each. */
  sort(readers: Iterable<Reader>, gone: (reader: Reader) => void): void {
    for (const reader of readers) {
      const load = reader.client && this.#loads.get(reader.client.id);
      if (!load || load.small === reader.small || reader.busy || reader.stopped) continue;
      if (!this.#lightest(reader.small)) continue;
      this.release(reader);
      gone(reader);
    }
  }

  /** Moves idle side channels, with their states, from crowded clients to the emptiest one with the same model until the numbers are even. */
  rebalance(readers: Iterable<Reader>, moved: () => void): void {
    if (this.#loads.size < 2) return;
    for (const reader of readers) {
      const from = reader.client && this.#loads.get(reader.client.id);
      const to = from && this.#lightest(from.small);
      if (!from || !to || reader.busy || reader.urgent || from.readers.size - to.readers.size < SPREAD) continue;
      this.#move(reader, from, to, moved);
    }
  }

  #move(reader: Reader, from: ClientLoad, to: ClientLoad, moved: () => void): void {
    reader.moving = true;
    reader.client = to.client;
    from.readers.delete(reader);
    to.readers.add(reader);
    from.client.take(reader.slot).then(
      (state) => {
        if (reader.closed || reader.client !== to.client) return;
        reader.moving = false;
        to.client.open(reader.slot, state);
        moved();
      },
      () => {
        if (reader.closed || reader.client !== to.client) return;
        to.client.open(reader.slot);
        this.#lost(reader);
        moved();
      },
    );
  }

  #lightest(small: boolean): ClientLoad | null {
    let best: ClientLoad | null = null;
    for (const load of this.#loads.values()) {
      if (load.small === small && (!best || load.readers.size < best.readers.size)) best = load;
    }
    return best;
  }
}
