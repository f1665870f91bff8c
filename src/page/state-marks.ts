import { DECODER_STATES, type DecoderState } from './snapshot.js';

/** The state as `:state(listening)` and so on, where the browser knows custom states by plain names. */
export class StateMarks {
  readonly #states: CustomStateSet | null;

  constructor(element: HTMLElement) {
    this.#states = element.attachInternals().states ?? null;
  }

  show(state: DecoderState): void {
    try {
      for (const other of DECODER_STATES) if (other !== state) this.#states?.delete(other);
      this.#states?.add(state);
    } catch {
      // Chromium 90 to 124 takes only names that begin with two dashes, for a syntax that is gone.
    }
  }
}
