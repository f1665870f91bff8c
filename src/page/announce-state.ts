import type { MorseDecoderError } from '../errors.js';
import { MorseDownloadEvent, MorseErrorEvent, MorseStateEvent } from './events.js';
import type { DecoderSnapshot, DecoderState, Downloads } from './snapshot.js';
import { StateMarks } from './state-marks.js';

/** Tells the page what state its decoder is in, how far downloads are and what it does without. */
export class StateAnnouncer {
  readonly #element: HTMLElement;
  readonly #marks: StateMarks;
  readonly #warned = new Set<string>();
  #state: DecoderState;
  #downloads: Downloads;

  /** @param snapshot how it begins, of which no event tells */
  constructor(element: HTMLElement, { state, downloads }: DecoderSnapshot) {
    this.#element = element;
    this.#marks = new StateMarks(element);
    this.#state = state;
    this.#downloads = downloads;
    this.#marks.show(state);
  }

  announce({ state, downloads }: DecoderSnapshot): void {
    this.#announceDownloads(downloads);
    const previous = this.#state;
    if (state === previous) return;
    this.#state = state;
    this.#marks.show(state);
    this.#element.dispatchEvent(new MorseStateEvent(state, previous));
  }

  /** Once per element: a decoder that is started again has nothing new to say. */
  warn(error: MorseDecoderError): void {
    if (this.#warned.has(error.code)) return;
    this.#warned.add(error.code);
    console.warn(`<${this.#element.localName}>: ${error.message} ${error.action}`);
    this.#element.dispatchEvent(new MorseErrorEvent(error));
  }

  #announceDownloads(downloads: Downloads): void {
    const told = this.#downloads;
    this.#downloads = downloads;
    for (const model of ['live', 'accurate'] as const) {
      const download = downloads[model];
      if (download && download !== told[model]) this.#element.dispatchEvent(new MorseDownloadEvent(model, download));
    }
  }
}
