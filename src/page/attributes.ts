import type { PairOrder } from '../engine/audio-block.js';
import { SIDEBANDS, type Sideband } from '../engine/radio.js';
import { ALPHABETS, type AlphabetName } from '../morse/alphabet-names.js';

/** The numeric attributes of `<morse-decoder>`: range and default of each. */
interface NumberRule {
  readonly min: number;
  readonly max: number;
  /** For an attribute that is absent or no number. */
  readonly fallback: number | null;
  readonly integer: boolean;
}

/** Hz: half of the widest band, which is 192 kHz. What a source does not hold is left out. */
const FREQUENCY = { min: -96_000, max: 96_000, integer: false } as const;
/** Hz: lower is no sound that a receiver gives. */
export const LOWEST_SOUND = 50;

export const NUMBER_ATTRIBUTES = {
  frequency: { ...FREQUENCY, fallback: null },
  channels: { min: 0, max: 256, fallback: 16, integer: true },
  'min-frequency': { ...FREQUENCY, fallback: 200 },
  'max-frequency': { ...FREQUENCY, fallback: 3000 },
  dial: { min: 0, max: 300_000_000, fallback: null, integer: false },
  history: { min: 10, max: 600, fallback: 120, integer: false },
} as const satisfies Readonly<Record<string, NumberRule>>;

export type NumberAttribute = keyof typeof NUMBER_ATTRIBUTES;

/** Hz that a band has at least, so that something can be found and shown in it. */
const MIN_BAND = 100;

export interface ReadNumber {
  readonly value: number | null;
  /** What is wrong with the attribute, and what is taken instead; null when nothing is. */
  readonly complaint: string | null;
}

/** An attribute's value, within its range. @param iq frequencies may be negative */
export function readNumber(name: NumberAttribute, text: string | null, iq = false): ReadNumber {
  const { min: lowest, max, fallback, integer }: NumberRule = NUMBER_ATTRIBUTES[name];
  const min = lowest < 0 && !iq ? LOWEST_SOUND : lowest;
  if (text === null || text.trim() === '') return { value: fallback, complaint: null };
  const given = Number(text);
  if (Number.isNaN(given)) {
    return { value: fallback, complaint: `${name}="${text}" is not a number; ${fallback ?? 'no value'} is taken.` };
  }
  const rounded = integer && Number.isFinite(given) ? Math.round(given) : given;
  const value = Math.min(max, Math.max(min, rounded));
  return {
    value,
    complaint: value === rounded ? null : `${name}="${text}" is out of range (${min} to ${max}); ${value} is taken.`,
  };
}

export interface ReadName<T extends string> {
  readonly value: T;
  readonly complaint: string | null;
}

/** The name of an alphabet, whatever its case; that of the Latin one for a name that there is not. */
export function readAlphabet(text: string | null): ReadName<AlphabetName> {
  const name = (text ?? '').trim().toLowerCase();
  const value = ALPHABETS.find((known) => known === name);
  if (value !== undefined || name === '') return { value: value ?? ALPHABETS[0], complaint: null };
  const known = ALPHABETS.join(', ');
  return {
    value: ALPHABETS[0],
    complaint: `alphabet="${text}" is not known; ${ALPHABETS[0]} is taken. There are: ${known}.`,
  };
}

/** `usb`, `lsb` or `none`, whatever its case; the first for anything else. */
export function readSideband(text: string | null): ReadName<Sideband> {
  const name = (text ?? '').trim().toLowerCase();
  const value = SIDEBANDS.find((known) => known === name);
  if (value !== undefined || name === '') return { value: value ?? SIDEBANDS[0] ?? 'usb', complaint: null };
  return {
    value: 'usb',
    complaint: `sideband="${text}" is not known; usb is taken. There are: ${SIDEBANDS.join(', ')}.`,
  };
}

/** Bare, or `iq`: I first; `qi` or `swapped`: Q first. */
export function readPairs(text: string | null): {
  readonly value: PairOrder | null;
  readonly complaint: string | null;
} {
  const name = text?.trim().toLowerCase();
  if (name === undefined) return { value: null, complaint: null };
  if (name === 'qi' || name === 'swapped') return { value: 'qi', complaint: null };
  if (name === '' || name === 'iq') return { value: 'iq', complaint: null };
  return { value: 'iq', complaint: `iq="${text}" is not known; iq is taken. There are: iq, qi (or swapped).` };
}

/** When the runtime and the live model are fetched: `none`, when the decoder is started; `auto`, when the page is idle. */
export type Preload = 'none' | 'auto';

/** As with `<audio preload>`, the bare attribute is `auto`. A decoder has nothing that would be its metadata. */
export function readPreload(text: string | null): ReadName<Preload> {
  const name = text?.trim().toLowerCase();
  if (name === '' || name === 'auto') return { value: 'auto', complaint: null };
  if (name === undefined || name === 'none') return { value: 'none', complaint: null };
  return { value: 'none', complaint: `preload="${text}" is not known; none is taken. There are: none, auto.` };
}

/** A band in the right order and wide enough, from two values that may not be. Hz. */
export function bandOf(min: number, max: number): { readonly min: number; readonly max: number } {
  const low = Math.min(min, max);
  const high = Math.max(min, max);
  if (high - low >= MIN_BAND) return { min: low, max: high };
  const top = Math.min(FREQUENCY.max, low + MIN_BAND);
  return { min: top - MIN_BAND, max: top };
}

/** What is wrong with a band's two values, and what is taken instead; null when nothing is. */
export function bandComplaint(min: number, max: number): string | null {
  const band = bandOf(min, max);
  if (band.min === min && band.max === max) return null;
  const wrong = min > max ? 'is the wrong way round' : `has less than ${MIN_BAND} Hz`;
  return `the band from min-frequency ${min} to max-frequency ${max} ${wrong}; ${band.min} to ${band.max} Hz is taken.`;
}
