/** One frequency's recurrent state, as it stands between two runs. */
export interface Slot {
  state: Float32Array;
}

/** The open slots of one client, by the client's own numbers. */
export class SlotStore {
  readonly #size: number;
  readonly #slots = new Map<number, Slot>();

  /** @param size floats of one state */
  constructor(size: number) {
    this.#size = size;
  }

  get count(): number {
    return this.#slots.size;
  }

  /**
   * Opens a slot, or resets one that is open.
   *
   * @throws RangeError when the state's length is not the model's.
   */
  open(slot: number, state: Float32Array | null): void {
    if (state && state.length !== this.#size)
      throw new RangeError(`A state has ${this.#size} floats, not ${state.length}.`);
    this.#slots.set(slot, { state: state ?? new Float32Array(this.#size) });
  }

  close(slot: number): void {
    this.#slots.delete(slot);
  }

  /** Closes the slot; null when it is not open. */
  take(slot: number): Float32Array | null {
    const found = this.#slots.get(slot);
    this.#slots.delete(slot);
    return found?.state ?? null;
  }

  get(slot: number): Slot | undefined {
    return this.#slots.get(slot);
  }

  clear(): void {
    this.#slots.clear();
  }
}

/** `[slots, S]` of several slots' states. */
export function gatherStates(slots: readonly Slot[], size: number): Float32Array {
  const states = new Float32Array(slots.length * size);
  slots.forEach((slot, i) => {
    states.set(slot.state, i * size);
  });
  return states;
}

/** The inverse of {@link gatherStates}. */
export function scatterStates(states: Float32Array, slots: readonly Slot[], size: number): void {
  slots.forEach((slot, i) => {
    slot.state = states.slice(i * size, (i + 1) * size);
  });
}
