import type { MorseDecoderElement } from '../src/components/morse-decoder.js';
import { BandNode } from './band-node.js';
import { showFigures } from './engine-figures.js';
import { logEvents } from './event-log.js';
import { buildKnobs } from './knobs.js';
import recording from './recordings/pile-up.wav?url';
import { DEFAULT_SETTINGS, type LiveSettings, WIDE_SETTINGS } from './simulator/live-band.js';
import { type BandChoice, SourcePicker } from './source-picker.js';

/** The page is ours: an id that is missing is a mistake in it. */
function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
}

await customElements.whenDefined('morse-decoder');
const decoder = byId('cw', HTMLElement) as MorseDecoderElement;

const bands = new Map<BandChoice, Promise<BandNode>>();
const getBand = (choice: BandChoice) => {
  const band = bands.get(choice) ?? BandNode.create(choice === 'wide');
  bands.set(choice, band);
  return band;
};

const sources = byId('sources', HTMLFieldSetElement);
// As on the page of a web receiver: the decoder is told what the receiver is tuned to.
const dials = new Map<string, number>();
const tellDial = () => {
  decoder.dial = dials.get(sources.querySelector<HTMLInputElement>(':checked')?.value ?? '') ?? null;
};
function addKnobs(choice: BandChoice, settings: LiveSettings): HTMLElement {
  const knobs = byId(`${choice}-knobs`, HTMLElement);
  dials.set(choice, settings.dial);
  buildKnobs(knobs, { settings, pairs: choice === 'wide' }, (changed) => {
    dials.set(choice, changed.dial);
    tellDial();
    void getBand(choice).then(
      (node) => node.set(changed),
      () => {},
    );
  });
  return knobs;
}
const narrowKnobs = addKnobs('simulator', DEFAULT_SETTINGS);
const wideKnobs = addKnobs('wide', WIDE_SETTINGS);
narrowKnobs.append(hearSwitch());
sources.addEventListener('change', tellDial);
tellDial();

new SourcePicker({
  decoder,
  choices: sources,
  about: byId('about', HTMLElement),
  file: byId('file', HTMLInputElement),
  drop: byId('drop', HTMLElement),
  simulator: byId('simulator', HTMLElement),
  knobs: { simulator: narrowKnobs, wide: wideKnobs },
  band: getBand,
  recording: new URL(recording, document.baseURI).href,
});

decoder.addEventListener('morse-state', ({ state }) => {
  if (state !== 'paused' && state !== 'error') return;
  for (const band of bands.values()) void band.then((node) => node.rest()).catch(() => {});
});

const engine = byId('engine', HTMLDetailsElement);
const events = byId('events', HTMLDetailsElement);
showFigures(engine, decoder);
logEvents(events, byId('event-log', HTMLElement), decoder);

const alphabet = byId('alphabet', HTMLSelectElement);
alphabet.addEventListener('change', () => decoder.setAttribute('alphabet', alphabet.value));

const theme = byId('theme', HTMLSelectElement);
theme.addEventListener('change', () => {
  document.documentElement.style.colorScheme = theme.value;
});

const copy = byId('copy-snippet', HTMLButtonElement);
copy.addEventListener('click', () => {
  void navigator.clipboard.writeText(byId('snippet', HTMLElement).textContent ?? '').then(() => {
    copy.textContent = 'Copied';
    setTimeout(() => {
      copy.textContent = 'Copy';
    }, 1500);
  });
});

function hearSwitch(): HTMLElement {
  const label = document.createElement('label');
  label.className = 'check';
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.addEventListener('change', () => void getBand('simulator').then((node) => node.hear(input.checked)));
  label.append(input, 'Let me hear the band');
  return label;
}
