import type { Character } from '../morse/character.js';
import { isSpace } from '../morse/transcript.js';
import type { HeardText } from '../node.js';
import type { Request } from './arguments.js';
import { describe } from './print.js';

/** Seconds of sound after which a word that is not finished is printed: its rest may still be gone over. */
const PATIENCE = 12;
/** Hz by which a signal may wander before its lines have another frequency: readers tell stations apart by that. */
const WANDER = 40;

interface Station {
  heard: HeardText;
  /** Hz as printed. */
  frequency: number;
  /** What has not been printed. */
  pending: readonly Character[];
  /** Seconds of sound when the last of it came. */
  came: number;
}

/** Makes lines of the text of a stream, each of one station, as soon as there are whole words of it. */
export class LineWriter {
  readonly #request: Request;
  readonly #write: (line: string) => void;
  readonly #stations = new Map<number, Station>();

  constructor(request: Request, write: (line: string) => void) {
    this.#request = request;
    this.#write = write;
  }

  /** @param now seconds of sound */
  take(heard: HeardText, now: number): void {
    const before = this.#stations.get(heard.channel);
    const wandered = before && Math.abs(before.frequency - heard.frequency) > WANDER;
    const station: Station = {
      heard,
      frequency: before && !wandered ? before.frequency : heard.frequency,
      pending: [...(before?.pending ?? []), ...heard.characters],
      came: now,
    };
    this.#stations.set(heard.channel, station);
    this.#print(station, this.#request.print === 'skimmer' ? this.#enough(station) : wholeWords(station));
  }

  /** Prints what has waited for long; with `all` everything. */
  flush(now: number, all = false): void {
    for (const station of this.#stations.values())
      if (all || now - station.came > PATIENCE) this.#print(station, station.pending.length);
  }

  #enough({ pending }: Station): number {
    return textOf(pending).length >= this.#request.characters ? pending.length : 0;
  }

  #print(station: Station, count: number): void {
    const ready = station.pending.slice(0, count);
    station.pending = station.pending.slice(count);
    const text = textOf(ready);
    if (this.#request.print === 'skimmer') {
      if (text !== '') this.#write(`${Math.max(0, Math.round(station.frequency))}:${text}`);
      return;
    }
    const first = ready.find((character) => !isSpace(character));
    if (first) this.#write(this.#line(station.heard, first.start, text.trim()));
  }

  #line(heard: HeardText, began: number, text: string): string {
    if (this.#request.print === 'text') return `${describe(heard, this.#request)}  ${text}`;
    const { channel, frequency, radioFrequency, wpm, snr } = heard;
    const rounded = { time: round(began), frequency: round(frequency) };
    const figures = { wpm: wpm && round(wpm), snr: snr && round(snr) };
    return JSON.stringify({
      channel,
      ...rounded,
      ...(radioFrequency !== null && { radioFrequency }),
      ...figures,
      text,
    });
  }
}

const textOf = (characters: readonly Character[]): string => characters.map(({ text }) => text).join('');

/** How many of its characters are words that have come to their end. */
const wholeWords = ({ pending }: Station): number => pending.findLastIndex(isSpace) + 1;

const round = (value: number): number => Math.round(10 * value) / 10;
