import { BIN_HZ } from './frame.js';

/** What `hidingLevel` needs to know of a strong signal. */
export interface Strong {
  readonly bin: number;
  readonly frequency: number;
  readonly peak: number;
  readonly reach: Float32Array;
  readonly steady: boolean;
}

const NATS = Math.LN10 / 10;
/** Hz around a harmonic of a strong signal, and the highest harmonic that is minded. */
const HARMONIC_WIDTH = 16;
const HARMONICS = 5;
/** dB by which a harmonic lies below its fundamental at least: 9.5 for the third one of a square wave. */
const HARMONIC_DB = 7;

/**
 * Level (ln power) below which what is seen at `bin` in row `row` may be the work of a strong signal elsewhere: its key clicks,
 * its window side lobes or its harmonics.
 *
 * A mark that begins or ends hard within the window has a spectrum that falls with 1/f: 20·log10(f/Hz) − 10.4 dB below the
 * carrier for the 768-point Hann window at 8 kHz; 6 dB more are allowed for keyers that click and receivers that splatter. A
 * steady carrier has the window's side lobes only, 18 dB an octave (Harris 1978), with 10 dB allowed.
 */
export const hidingLevel = (strong: Strong, row: number, bin: number): number => {
  const distance = Math.max(BIN_HZ, Math.abs(bin * BIN_HZ - strong.frequency));
  let below = 20 * Math.log10(distance) - 16.4;
  if (strong.steady) {
    const lobe = distance / 10.42;
    below = lobe < 2 ? 0 : Math.min(70, 20 * Math.log10(Math.PI * lobe * (lobe * lobe - 1)) - 10);
  }
  const order = Math.round((bin * BIN_HZ) / strong.frequency);
  if (order >= 2 && order <= HARMONICS && Math.abs(bin * BIN_HZ - order * strong.frequency) < HARMONIC_WIDTH) {
    below = Math.min(below, HARMONIC_DB);
  }
  return (strong.reach[row] as number) - below * NATS;
};
