import type { AudioMap } from '../dsp/audio-map.js';

/**
 * `usb`: higher audio is a higher radio frequency; `lsb`: a lower one; `none`: the sound is no part of a band, as in AM and FM, and
 * its frequencies are audio alone.
 */
export type Sideband = 'usb' | 'lsb' | 'none';

export const SIDEBANDS: readonly Sideband[] = ['usb', 'lsb', 'none'];

/** kHz: a dial for sound that is on no band, farther from every other one than any two are apart. */
const NOWHERE = -1e9;

/** What a receiver is tuned to. */
export interface Dial {
  /** kHz of 0 Hz audio; null: not known. */
  readonly dial: number | null;
  readonly sideband: Sideband;
}

/** False of an audio frequency (Hz) that stands for no place on the sound's band, because one of the two is on none. */
export const isOnBand = (hertz: number): boolean => Math.abs(hertz) < 1e2 * Math.abs(NOWHERE);

const signOf = (sideband: Sideband): 1 | -1 => (sideband === 'lsb' ? -1 : 1);

const isKnown = ({ dial, sideband }: Dial): boolean => dial !== null && sideband !== 'none';

/** kHz of an audio frequency (Hz), to the millihertz; null without a dial. */
export function radioFrequency(tuned: Dial, hertz: number): number | null {
  const { dial, sideband } = tuned;
  return isKnown(tuned) ? Math.round(1e6 * Number(dial) + 1e3 * signOf(sideband) * hertz) / 1e6 : null;
}

/** Hz of audio of a radio frequency (kHz); it may lie outside of any sound. Null without a dial. */
export function audioFrequency(tuned: Dial, kilohertz: number): number | null {
  const { dial, sideband } = tuned;
  return isKnown(tuned) ? Math.round(1e6 * signOf(sideband) * (kilohertz - Number(dial))) / 1e3 : null;
}

/** Where sounds go when the dial goes from one place to the other; null: nowhere, or nobody knows. */
export function moveBetween(before: Dial, after: Dial): AudioMap | null {
  const [from, to] = [placed(before), placed(after)];
  if (from === null || to === null || sameDial(before, after)) return null;
  const sign = signOf(before.sideband) === signOf(after.sideband) ? 1 : -1;
  return { sign, offset: Math.round(1e6 * signOf(after.sideband) * (from - to)) / 1e3 };
}

/** Sound of no band stays such, whatever is tuned to. */
export const sameDial = (a: Dial, b: Dial): boolean =>
  a.sideband === b.sideband && (a.dial === b.dial || a.sideband === 'none');

/** kHz; null: nobody knows. */
const placed = ({ dial, sideband }: Dial): number | null => (sideband === 'none' ? NOWHERE : dial);

/** kHz as operators write it: thousands apart, `14 025.62`. */
export function kilohertz(value: number, decimals = 2): string {
  const [whole = '', part] = value.toFixed(decimals).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f').replace('-', '−');
  return part === undefined ? spaced : `${spaced}.${part}`;
}
