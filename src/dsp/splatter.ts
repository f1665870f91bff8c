import { BIN_HZ } from './frame.js';

/** What `splatterBelow` needs to know of a strong signal. */
export interface Strong {
  readonly frequency: number;
  readonly steady: boolean;
}

const NATS = Math.LN10 / 10;
/**
 * Nats below a strong signal's level at which what is seen at `bin` may be its work: its key clicks or its window's side lobes.
 *
 * A mark that begins or ends hard within the window has a spectrum that falls with 1/f: 20·log10(f/Hz) − 10.4 dB below the
 * carrier for the 768-point Hann window at 8 kHz; 6 dB more are allowed for keyers that click and receivers that splatter. A
 * steady carrier has the window's side lobes only, 18 dB an octave (Harris 1978), with 10 dB allowed.
 */
export const splatterBelow = (strong: Strong, bin: number): number => {
  const distance = Math.max(BIN_HZ, Math.abs(bin * BIN_HZ - strong.frequency));
  let below = 20 * Math.log10(distance) - 16.4;
  if (strong.steady) {
    const lobe = distance / 10.42;
    below = lobe < 2 ? 0 : Math.min(70, 20 * Math.log10(Math.PI * lobe * (lobe * lobe - 1)) - 10);
  }
  return below * NATS;
};
