import type { AudioMap } from '../dsp/audio-map.js';

/** `usb`: higher audio is a higher radio frequency; `lsb`: a lower one. */
export type Sideband = 'usb' | 'lsb';

export const SIDEBANDS: readonly Sideband[] = ['usb', 'lsb'];

/** What a receiver is tuned to. */
export interface Dial {
  /** kHz of 0 Hz audio; null: not known. */
  readonly dial: number | null;
  readonly sideband: Sideband;
}

const signOf = (sideband: Sideband): 1 | -1 => (sideband === 'usb' ? 1 : -1);

/** kHz of an audio frequency (Hz), to the millihertz; null without a dial. */
export function radioFrequency({ dial, sideband }: Dial, hertz: number): number | null {
  return dial === null ? null : Math.round(1e6 * dial + 1e3 * signOf(sideband) * hertz) / 1e6;
}

/** Hz of audio of a radio frequency (kHz); it may lie outside of any sound. Null without a dial. */
export function audioFrequency({ dial, sideband }: Dial, kilohertz: number): number | null {
  return dial === null ? null : Math.round(1e6 * signOf(sideband) * (kilohertz - dial)) / 1e3;
}

/** Where sounds go when the dial goes from one place to the other; null: nowhere, or nobody knows. */
export function moveBetween(before: Dial, after: Dial): AudioMap | null {
  if (before.dial === null || after.dial === null) return null;
  if (before.dial === after.dial && before.sideband === after.sideband) return null;
  const sign = before.sideband === after.sideband ? 1 : -1;
  return { sign, offset: Math.round(1e6 * signOf(after.sideband) * (before.dial - after.dial)) / 1e3 };
}

export const sameDial = (a: Dial, b: Dial): boolean => a.dial === b.dial && a.sideband === b.sideband;

/** kHz as operators write it: thousands apart, `14 025.62`. */
export function kilohertz(value: number, decimals = 2): string {
  const [whole = '', part] = value.toFixed(decimals).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f').replace('-', '−');
  return part === undefined ? spaced : `${spaced}.${part}`;
}
