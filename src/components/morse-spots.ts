import type { ReactiveController } from 'lit';
import type { DecoderHandle } from '../page/decoder-handle.js';
import type { MorseSpotEvent } from '../page/events.js';
import { saveAsFile } from '../page/save.js';
import { Scope } from '../scope.js';
import { toAdif } from '../spots/adif.js';
import { toCluster } from '../spots/cluster.js';
import { type ListedSpot, SpotLog } from '../spots/spot-log.js';
import { toCsv, toJsonLines } from '../spots/tables.js';
import { adoptProperties } from './adopt-properties.js';
import { DecoderController } from './decoder-controller.js';
import { dress } from './dress.js';
import { spotsStyles } from './morse-spots-styles.js';
import { make } from './spots/make.js';
import { SpotTable } from './spots/spot-table.js';

/** How the list is saved: `cluster` as lines of a DX cluster, in the columns of the Reverse Beacon Network; `json` one object a line. */
export type SpotFormat = 'cluster' | 'adif' | 'csv' | 'json';

const FORMATS: readonly (readonly [format: SpotFormat, label: string, file: string])[] = [
  ['cluster', 'Cluster', 'spots.txt'],
  ['adif', 'ADIF', 'spots.adi'],
  ['csv', 'CSV', 'spots.csv'],
  ['json', 'JSON', 'spots.jsonl'],
];

/** Milliseconds from one look at the clock to the next. */
const CLOCK = 15_000;

/**
 * The stations that a decoder has heard, by name: a table that sorts and filters. A click on a row, or Enter, tunes there (the page
 * hears `morse-tune` before). Arrow keys, Home, End, Page Up and Page Down go through the rows. What is shown can be saved.
 *
 * @element morse-spots
 * @attr {string} for - id of the decoder, when this is not inside it
 * @attr {string} filter - shows only what has all these words in callsign, country, type, band or kHz; what the user types
 * @attr {string} spotter - callsign of the listener, for lines of a DX cluster
 * @csspart bar - filter, count and buttons
 * @csspart table - the table
 * @csspart row - each station
 * @csspart button - the buttons that save
 * @cssproperty [--morse-background] - background
 * @cssproperty [--morse-surface] - the row that is pointed at, the filter
 * @cssproperty [--morse-text] - text
 * @cssproperty [--morse-muted] - headings, hints
 * @cssproperty [--morse-border] - lines
 * @cssproperty [--morse-accent] - callsigns
 * @cssproperty [--morse-font] - font
 * @cssproperty [--morse-mono] - font of callsigns
 * @cssproperty [--morse-radius=10px] - of corners
 * @cssproperty [--morse-spots-height=24rem] - largest height of the table before it scrolls
 */
export class MorseSpotsElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ['for', 'filter'];

  readonly #log = new SpotLog();
  readonly #controllers: ReactiveController[] = [];
  readonly #link: DecoderController;
  readonly #table: SpotTable;
  readonly #filter = make('input', { type: 'search', ariaLabel: 'Filter', placeholder: 'Call, country, CQ, 40m…' });
  readonly #count = make('span', { className: 'count' });
  readonly #said = make('span', { className: 'visually-hidden', role: 'status' });
  readonly #save: HTMLButtonElement[] = [];
  readonly #empty = make('p', { className: 'empty' });
  #scope: Scope | null = null;
  #heard: Scope | null = null;
  #drawing = 0;

  constructor() {
    super();
    const scroller = make('div', { className: 'scroller' });
    this.#table = new SpotTable(
      scroller,
      () => this.#draw(),
      (spot) => this.#tune(spot),
    );
    scroller.append(this.#table.element, this.#empty);
    this.#link = new DecoderController(this, {
      onSnapshot: () => null,
      onDecoder: (decoder) => this.#listenTo(decoder),
    });
    const root = this.attachShadow({ mode: 'open' });
    root.append(this.#bar(), scroller);
    this.#filter.addEventListener('input', () => {
      this.#draw();
      this.#said.textContent = this.#words;
    });
    this.#draw();
  }

  /** All spots, oldest first. */
  get spots(): readonly ListedSpot[] {
    return this.#log.spots;
  }

  /** Those that are shown, in order. */
  get shown(): readonly ListedSpot[] {
    return this.#table.spots;
  }

  /** Only what has all these words is shown. */
  get filter(): string {
    return this.#filter.value;
  }

  set filter(value: string) {
    this.#filter.value = value;
    this.#draw();
  }

  /** Id of the decoder, when this is not inside it. */
  get for(): string | null {
    return this.getAttribute('for');
  }

  set for(value: string | null) {
    if (value === null) this.removeAttribute('for');
    else this.setAttribute('for', value);
  }

  /** Callsign of the listener. */
  get spotter(): string {
    return this.getAttribute('spotter') ?? '';
  }

  set spotter(value: string) {
    this.setAttribute('spotter', value);
  }

  /**
   * What is shown, as text; `json` has an object in each line.
   *
   * @throws RangeError for another format
   */
  export(format: SpotFormat): string {
    const { shown } = this;
    if (format === 'cluster') return toCluster(shown, this.spotter || undefined);
    if (format === 'adif') return toAdif(shown);
    if (format === 'csv') return toCsv(shown);
    if (format === 'json') return toJsonLines(shown);
    throw new RangeError(`export(): format is “${format}”; there are cluster, adif, csv and json.`);
  }

  /** Takes away what is listed; stations that are heard again come again. */
  clear(): void {
    this.#log.clear();
    this.#draw();
  }

  connectedCallback(): void {
    adoptProperties(this, ['for', 'filter', 'spotter']);
    if (this.shadowRoot) dress(this.shadowRoot, [spotsStyles], this.ownerDocument);
    const scope = new Scope();
    this.#scope = scope;
    const clock = setInterval(() => this.#table.age(), CLOCK);
    scope.add(() => clearInterval(clock));
    for (const controller of this.#controllers) controller.hostConnected?.();
  }

  disconnectedCallback(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.();
    this.#scope?.dispose();
    this.#scope = null;
  }

  /** By the browser, when the element has come into another document. */
  adoptedCallback(): void {
    if (this.shadowRoot) dress(this.shadowRoot, [spotsStyles], this.ownerDocument);
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    if (name === 'for') this.#link.resolve();
    else this.filter = value ?? '';
  }

  /** @internal */
  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
  }

  /** @internal */
  removeController(controller: ReactiveController): void {
    this.#controllers.splice(this.#controllers.indexOf(controller) >>> 0, 1);
  }

  /** @internal Spots come as events. */
  requestUpdate(): void {}

  /** @internal */
  showSoon(): void {}

  /** @internal */
  get updateComplete(): Promise<boolean> {
    return Promise.resolve(true);
  }

  #bar(): HTMLElement {
    for (const [format, label, file] of FORMATS) {
      const button = make('button', { type: 'button', ariaLabel: `Save as ${label}` }, label);
      button.part.add('button');
      button.addEventListener('click', () => saveAsFile(this.export(format), file));
      this.#save.push(button);
    }
    const save = make(
      'div',
      { className: 'save', role: 'group', ariaLabel: 'Save' },
      make('span', {}, 'Save'),
      ...this.#save,
    );
    const bar = make('div', { className: 'bar' }, this.#filter, this.#count, this.#said, save);
    bar.part.add('bar');
    return bar;
  }

  #listenTo(decoder: DecoderHandle | null): void {
    this.#heard?.dispose();
    this.#heard = null;
    if (!decoder) return;
    const scope = new Scope();
    this.#heard = scope;
    for (const spot of decoder.store.snapshot.spots) this.#log.take(spot, 'new');
    scope.listen<MorseSpotEvent>(decoder, 'morse-spot', ({ spot, change }) => {
      this.#log.take(spot, change);
      this.#drawSoon();
    });
    this.#draw();
  }

  /** Once for all that comes together. */
  #drawSoon(): void {
    this.#drawing ||= requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { spots } = this.#log;
    this.#table.show(spots, this.#filter.value);
    this.#count.textContent = spots.length > 0 ? this.#words : '';
    const nothing = this.shown.length === 0;
    for (const button of this.#save) button.disabled = nothing;
    this.#empty.hidden = !nothing;
    this.#empty.textContent =
      spots.length > 0 ? 'No station has all of that.' : 'Stations appear here when their callsigns are heard.';
  }

  get #words(): string {
    const [all, shown] = [this.spots.length, this.shown.length];
    const stations = all === 1 ? 'station' : 'stations';
    return shown === all ? `${all} ${stations}` : `${shown} of ${all} ${stations}`;
  }

  #tune({ frequency, radioFrequency }: ListedSpot): void {
    const { decoder } = this.#link;
    if (radioFrequency !== null && decoder?.store.snapshot.dial != null)
      decoder.tune(radioFrequency, { radio: true, asked: true });
    else decoder?.tune(frequency, { asked: true });
  }
}
