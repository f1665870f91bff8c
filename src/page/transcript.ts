import { kilohertz } from '../engine/radio.js';
import type { ChannelInfo } from '../engine/types.js';
import type { Character } from '../morse/character.js';

type Frequencies = Pick<ChannelInfo, 'frequency' | 'radioFrequency'>;

/** Seconds without a character that begin a new line. */
const LINE_GAP = 4;
/** Characters after which a line is broken at the next word space. */
const LINE_LENGTH = 60;

/** Characters as one string, without spaces at the ends. */
export const transcriptOf = (characters: readonly Character[]): string => textOf(characters).trim();

export const textOf = (characters: readonly Character[]): string => characters.map(({ text }) => text).join('');

/** Seconds of stream time as `h:mm:ss`. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** `14 025.62 kHz (700 Hz)`, or `700 Hz` without a dial. */
export function frequencyWords({ frequency, radioFrequency }: Frequencies): string {
  const audio = `${Math.round(frequency)} Hz`;
  return radioFrequency === null ? audio : `${kilohertz(radioFrequency)} kHz (${audio})`;
}

/** The text of one channel as a file: a heading, then lines that begin with their time in the stream. */
export function timedTranscript(info: ChannelInfo, characters: readonly Character[]): string {
  const speed = info.wpm === null ? '' : `, ${Math.round(info.wpm)} WPM`;
  const heading = `${frequencyWords(info)}${speed}`;
  const lines = linesOf(characters).map((line) => `${clockOf(line[0]?.start ?? 0)}  ${transcriptOf(line)}`);
  return `${[heading, '', ...lines].join('\n')}\n`;
}

function linesOf(characters: readonly Character[]): Character[][] {
  const lines: Character[][] = [];
  let line: Character[] = [];
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const character of characters) {
    const isSpace = character.code === '';
    const pause = !isSpace && character.start - lastEnd > LINE_GAP;
    if (line.length > 0 && (pause || (isSpace && line.length >= LINE_LENGTH))) {
      lines.push(line);
      line = [];
    }
    if (!isSpace) lastEnd = character.end;
    if (!isSpace || line.length > 0) line.push(character);
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
