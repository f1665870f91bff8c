import type { MorseDecoderElement } from '../src/components/morse-decoder.js';
import type { BandNode } from './band-node.js';

/** Bands that are made up in the page: what a receiver hears, and all of it at once. */
export type BandChoice = 'simulator' | 'wide';
export type SourceChoice = BandChoice | 'recording' | 'microphone' | 'display' | 'file';

const ABOUT: Readonly<Record<SourceChoice, string>> = {
  simulator: 'A band made up in this page. Press Start, then click a trace to read it, its past included.',
  wide: 'All of a band at once: 120 stations in 96 kHz of I and Q, made up in this page. Zoom in by the wheel, two fingers or +.',
  recording: 'One minute of a contest pile-up, synthesised: a station in demand and all who call it.',
  microphone: 'Hold a receiver to the microphone, or choose its sound interface. The browser asks for permission.',
  display: 'The sound of another tab, a WebSDR for example: choose the tab and tick “Also share audio”.',
  file: 'Any audio file of yours; drop it anywhere on this page. It is read here and sent nowhere.',
};

/** Side channels of a receiver's sound, and of a whole band. */
const CHANNELS = 16;
const WIDE_CHANNELS = 200;

export interface PickerParts {
  readonly decoder: MorseDecoderElement;
  readonly choices: HTMLFieldSetElement;
  readonly about: HTMLElement;
  readonly file: HTMLInputElement;
  readonly drop: HTMLElement;
  /** Where the knobs of the simulators are: shown with one. */
  readonly simulator: HTMLElement;
  readonly knobs: Readonly<Record<BandChoice, HTMLElement>>;
  readonly band: (choice: BandChoice) => Promise<BandNode>;
  readonly recording: string;
}

/** Gives the decoder the source that is chosen, and a file that is picked or dropped. */
export class SourcePicker {
  readonly #parts: PickerParts;
  #file: File | null = null;

  constructor(parts: PickerParts) {
    this.#parts = parts;
    const { choices, file } = parts;
    choices.addEventListener('change', (event) => {
      if (event.target !== file) void this.#choose(this.#chosen);
    });
    // Chosen again: another file.
    choices.addEventListener('click', (event) => {
      if (event.target instanceof HTMLInputElement && event.target.value === 'file') file.click();
    });
    file.addEventListener('change', () => this.#take(file.files?.[0]));
    this.#acceptDrops();
    void this.#choose(this.#chosen);
  }

  get #chosen(): SourceChoice {
    const checked = this.#parts.choices.querySelector<HTMLInputElement>(':checked');
    const names = Object.keys(ABOUT) as SourceChoice[];
    return names.find((name) => name === checked?.value) ?? 'simulator';
  }

  async #choose(choice: SourceChoice): Promise<void> {
    const { decoder, about, simulator, knobs, band, recording } = this.#parts;
    about.textContent = this.#file && choice === 'file' ? this.#file.name : ABOUT[choice];
    simulator.hidden = choice !== 'simulator' && choice !== 'wide';
    knobs.simulator.hidden = choice !== 'simulator';
    knobs.wide.hidden = choice !== 'wide';
    this.#suit(choice === 'wide');
    switch (choice) {
      case 'simulator':
      case 'wide': {
        const { node } = await band(choice).catch((error: Error) => {
          about.textContent = error.message;
          return { node: null };
        });
        if (!node) return;
        if (this.#chosen === choice) decoder.sourceObject = node;
        return;
      }
      case 'recording':
        return this.#useAttribute(recording);
      case 'microphone':
      case 'display':
        return this.#useAttribute(choice);
      case 'file':
        if (this.#file) decoder.sourceObject = this.#file;
    }
  }

  /** A whole band is I and Q, and has more stations than a receiver's sound. */
  #suit(wide: boolean): void {
    const { decoder } = this.#parts;
    if (wide === (decoder.iq !== null)) return;
    decoder.sourceObject = null;
    decoder.frequency = null;
    decoder.iq = wide ? 'iq' : null;
    decoder.channels = wide ? WIDE_CHANNELS : CHANNELS;
  }

  #useAttribute(source: string): void {
    this.#parts.decoder.sourceObject = null;
    this.#parts.decoder.source = source;
  }

  #take(file: File | undefined): void {
    if (!file) return;
    this.#file = file;
    const radio = this.#parts.choices.querySelector<HTMLInputElement>('[value="file"]');
    if (radio) radio.checked = true;
    void this.#choose('file').then(() => this.#parts.decoder.run('start'));
  }

  #acceptDrops(): void {
    const { drop } = this.#parts;
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    document.addEventListener('dragover', (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) drop.hidden = true;
    });
    document.addEventListener('drop', (event) => {
      drop.hidden = true;
      if (!carriesFile(event)) return;
      event.preventDefault();
      this.#take(event.dataTransfer?.files[0]);
    });
  }
}
