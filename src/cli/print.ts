import { HIGHEST_RATE } from '../dsp/grid.js';
import type { CallsignSpot, DecodedChannel } from '../node.js';
import { clusterLine } from '../spots/cluster.js';
import { toJsonLines } from '../spots/tables.js';
import type { Request } from './arguments.js';

/** Columns of a line of text on a terminal. */
const WIDTH = 78;

type Tuned = Pick<Request, 'dial' | 'sideband'>;

/** kHz; null without a dial. */
export const radioFrequency = ({ dial, sideband }: Tuned, hertz: number): number | null =>
  dial === null ? null : Math.round(1e6 * dial + (sideband === 'usb' ? 1e3 : -1e3) * hertz) / 1e6;

/** Frequency, speed and SNR in front of a line. */
export function describe({ frequency, wpm, snr }: Omit<DecodedChannel, 'text' | 'characters'>, tuned: Tuned): string {
  // Through a text −0 is 0.
  const number = (value: number | null) => (value === null ? '?' : String(Math.round(value)));
  const radio = radioFrequency(tuned, frequency);
  const where = radio === null ? `${number(frequency)} Hz` : `${radio.toFixed(2)} kHz`;
  return `${where}  ${number(wpm)} WPM  ${number(snr)} dB`;
}

/** A recording's text, as it is printed. @param terminal somebody reads it there: one station's text has lines that fit */
export function printed(channels: readonly DecodedChannel[], request: Request, terminal: boolean): string {
  const shown = request.all ? [...channels].sort((a, b) => a.frequency - b.frequency) : channels.slice(0, 1);
  if (request.print === 'json') return `${toJson(shown, request)}\n`;
  const alone = terminal ? wrap : (text: string): string => text;
  return shown
    .map((channel) => (request.all ? `${describe(channel, request)}  ${channel.text}` : alone(channel.text)))
    .map((text) => `${text}\n`)
    .join('');
}

/** Why a recording's text is empty. */
export function nothingFound(request: Request): string {
  const { frequency, iq, wide } = request;
  if (frequency !== null) return `No Morse code was found at ${frequency} Hz.${hintOf(frequency, request)}`;
  const where = iq || wide ? '' : ' between 200 and 3600 Hz; --wide searches all that the samples hold';
  return `No Morse code was found${where}. A signal that you hear yourself may be read with --frequency HZ.`;
}

/** Why a recording that has text has no spots. */
export const nobodyNamed = ({ length }: readonly DecodedChannel[]): string =>
  `No station was named; ${length === 1 ? 'one signal was' : `${length} signals were`} read.`;

/** For who has given a radio frequency instead: it is as close to the dial as a signal is. */
function hintOf(frequency: number, { dial, sideband }: Tuned): string {
  if (dial === null) return '';
  const hertz = Math.round((sideband === 'usb' ? 1e3 : -1e3) * (frequency - dial));
  if (Math.abs(hertz) > HIGHEST_RATE / 2) return '';
  return ` --frequency is in Hz of the sound: ${frequency} kHz is at ${hertz} Hz.`;
}

/** A station, as it is printed with --spots. */
export function printedSpot(spot: CallsignSpot, { print, spotter }: Request): string {
  return print === 'json' ? toJsonLines([spot]).trimEnd() : clusterLine(spot, spotter || undefined);
}

/** Those of a recording, a line each. */
export const printedSpots = (spots: readonly CallsignSpot[], request: Request): string =>
  spots
    .map((spot) => {
      const utc = request.began === null ? null : request.began + 1000 * spot.time;
      const place = { radioFrequency: radioFrequency(request, spot.frequency) };
      return `${printedSpot({ ...spot, ...place, utc }, request)}\n`;
    })
    .join('');

function toJson(channels: readonly DecodedChannel[], request: Request): string {
  const plain = channels.map(({ frequency, wpm, snr, text, characters }) => ({
    frequency,
    ...(request.dial !== null && { radioFrequency: radioFrequency(request, frequency) }),
    wpm,
    snr,
    text,
    characters: characters.map(({ text, code, start, end, confidence }) => ({ text, code, start, end, confidence })),
  }));
  return JSON.stringify({ channels: plain });
}

/** Breaks between words; a word that is longer than a line stands alone. */
function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? '';
    if (line && line.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join('\n');
}
