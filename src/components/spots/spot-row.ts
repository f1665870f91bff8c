import { kilohertz } from '../../engine/radio.js';
import { dateOf, TYPE_WORDS } from '../../spots/spot.js';
import type { ListedSpot } from '../../spots/spot-log.js';
import { decibels } from '../channel/words.js';
import { make } from './make.js';

/** `now`, `3 min` or `2 h`. @param milliseconds since it was heard */
export function ageWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'now';
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

/** `7 010.65 kHz`, or `700 Hz` without a dial. */
export const placeWords = ({ radioFrequency, frequency }: ListedSpot): string =>
  radioFrequency === null ? `${Math.round(frequency)} Hz` : `${kilohertz(radioFrequency)} kHz`;

/** One spot's row; only what has changed is written again. */
export class SpotRow {
  readonly element: HTMLTableRowElement;
  /** What the keyboard goes to: tunes there. */
  readonly button: HTMLButtonElement;
  readonly #country = make('small');
  readonly #cells: readonly HTMLTableCellElement[];
  readonly #heard: HTMLTableCellElement;
  spot: ListedSpot;

  constructor(spot: ListedSpot) {
    this.spot = spot;
    this.button = make('button', { type: 'button', tabIndex: -1 });
    const names = ['frequency', 'country', 'type', 'wpm', 'snr', 'confidence', 'heard'];
    this.#cells = names.map((className) => make('td', { className }));
    this.#heard = this.#cells.at(-1) as HTMLTableCellElement;
    const head = make('th', { scope: 'row' }, this.button, this.#country);
    this.element = make('tr', {}, head, ...this.#cells);
    this.element.part.add('row');
    this.show(spot);
  }

  show(spot: ListedSpot): void {
    this.spot = spot;
    const { callsign, country, type, wpm, snr, confidence } = spot;
    write(this.button, callsign);
    this.button.title = `Tune to ${placeWords(spot)}`;
    write(this.#country, country);
    const texts = [
      placeWords(spot).replace(' kHz', ''),
      country,
      TYPE_WORDS[type],
      String(Math.round(wpm)),
      decibels(snr),
      `${Math.round(100 * confidence)} %`,
    ];
    for (const [i, text] of texts.entries()) write(this.#cells[i] as HTMLElement, text);
    this.#heard.title = `${dateOf(spot).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    this.age();
  }

  /** Time goes on. */
  age(): void {
    write(this.#heard, ageWords(Date.now() - dateOf(this.spot).getTime()));
  }
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
