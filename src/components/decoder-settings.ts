import type { PairOrder } from '../engine/audio-block.js';
import type { Sideband } from '../engine/radio.js';
import type { ReceiverOptions, Settle } from '../engine/types.js';
import type { AlphabetName } from '../morse/alphabet-names.js';
import {
  bandComplaint,
  bandOf,
  NUMBER_ATTRIBUTES,
  type NumberAttribute,
  type Preload,
  readAlphabet,
  readNumber,
  readPairs,
  readPreload,
  readSideband,
} from '../page/attributes.js';
import { adoptProperties } from './adopt-properties.js';
import { MovableElement } from './movable-element.js';

/** Properties that a page may have set before the element was defined. */
const PROPERTIES = [
  'source',
  'sourceObject',
  'sampleRate',
  'frequency',
  'channels',
  'minFrequency',
  'maxFrequency',
  'iq',
  'dial',
  'sideband',
  'history',
  'alphabet',
  'follow',
  'assetBase',
  'workerUrl',
  'model',
  'accurateModel',
  'preload',
  'muted',
] as const;

const isNumberAttribute = (name: string): name is NumberAttribute => Object.hasOwn(NUMBER_ATTRIBUTES, name);

/** The attributes of `<morse-decoder>` and their properties: reading clamps, an absurd value is warned of once. */
export class DecoderSettings extends MovableElement {
  static override get observedAttributes(): string[] {
    return [
      // biome-ignore lint/complexity/noThisInStatic: Lit finalizes the class that `this` is, which must be the subclass.
      ...super.observedAttributes,
      ...Object.keys(NUMBER_ATTRIBUTES),
      'id',
      'source',
      'iq',
      'sideband',
      'alphabet',
      'follow',
      'asset-base',
      'worker-url',
      'model',
      'accurate-model',
      'preload',
      'muted',
    ];
  }

  readonly #warned = new Set<string>();
  /** The band is looked at when this turn is over: both of its ends may change in it. */
  #bandChanged = false;

  /** `microphone`, `microphone:LABEL`, `display`, `#id` of an audio or video element, or a URL; empty: none. */
  get source(): string {
    return this.getAttribute('source') ?? '';
  }

  set source(value: string | null | undefined) {
    this.#setText('source', value);
  }

  /**
   * The source's two channels, or pushed samples, are I and Q: `iq`, the attribute's value or none; `qi`, or `swapped`: Q comes first;
   * null, without the attribute: it is sound.
   */
  get iq(): PairOrder | null {
    return readPairs(this.getAttribute('iq')).value;
  }

  // Frameworks hand the bare attribute on as an empty text, or as true.
  set iq(value: PairOrder | 'swapped' | '' | boolean | null | undefined) {
    this.#setText('iq', value === true ? '' : value === false ? null : value);
  }

  /** Main channel, Hz: of sound 50 and more, of I and Q −96 000…96 000; null: the strongest signal. */
  get frequency(): number | null {
    return this.#number('frequency');
  }

  set frequency(value: number | null) {
    this.#setNumber('frequency', value);
  }

  /** Automatic side channels, 0…256. */
  get channels(): number {
    return this.#number('channels') ?? NUMBER_ATTRIBUTES.channels.fallback;
  }

  set channels(value: number) {
    this.#setNumber('channels', value);
  }

  /** Lower end of the band that is shown and searched, Hz. */
  get minFrequency(): number {
    return this.#band.min;
  }

  set minFrequency(value: number) {
    this.#setNumber('min-frequency', value);
  }

  /** Upper end of the band that is shown and searched, Hz. */
  get maxFrequency(): number {
    return this.#band.max;
  }

  set maxFrequency(value: number) {
    this.#setNumber('max-frequency', value);
  }

  /** kHz of 0 Hz audio, 0…300 000 000: what the receiver is tuned to; null: not known. */
  get dial(): number | null {
    return this.#number('dial');
  }

  set dial(value: number | null) {
    this.#setNumber('dial', value);
  }

  /** `usb`: higher audio is a higher radio frequency; `lsb`: a lower one. */
  get sideband(): Sideband {
    return readSideband(this.getAttribute('sideband')).value;
  }

  set sideband(value: Sideband) {
    this.setAttribute('sideband', value);
  }

  /** Seconds that can be decoded again, 10…600. */
  get history(): number {
    return this.#number('history') ?? NUMBER_ATTRIBUTES.history.fallback;
  }

  set history(value: number) {
    this.#setNumber('history', value);
  }

  /**
   * `international`, `auto` (Latin, and Wabun between DO and SN), `wabun`, `cyrillic`, `ukrainian`, `bulgarian`, `greek`, `hebrew`,
   * `arabic`, `persian`, `thai` or `korean`.
   */
  get alphabet(): AlphabetName {
    return readAlphabet(this.getAttribute('alphabet')).value;
  }

  set alphabet(value: AlphabetName | null | undefined) {
    this.#setText('alphabet', value);
  }

  /** The main channel follows drift. */
  get follow(): boolean {
    return this.hasAttribute('follow');
  }

  set follow(value: boolean) {
    this.toggleAttribute('follow', value);
  }

  /** Folder of the workers, the wasm and the model; empty: that of the script. */
  get assetBase(): string {
    return this.getAttribute('asset-base') ?? '';
  }

  set assetBase(value: string) {
    this.setAttribute('asset-base', value);
  }

  /**
   * Folder on the page's own origin with copies of `morse-receiver-worker.js`, `morse-inference-worker.js` and
   * `morse-capture-worklet.js`, which are then run from there; empty: none.
   */
  get workerUrl(): string {
    return this.getAttribute('worker-url') ?? '';
  }

  set workerUrl(value: string) {
    this.setAttribute('worker-url', value);
  }

  /** Address of the model's JSON, relative to the asset base; empty: the model beside the script. */
  get model(): string {
    return this.getAttribute('model') ?? '';
  }

  set model(value: string) {
    this.setAttribute('model', value);
  }

  /**
   * Address of the JSON of the accurate model, relative to the asset base; empty: the one beside the script; `none`: there is
   * none, and all text is final as the live model reads it.
   */
  get accurateModel(): string {
    return this.getAttribute('accurate-model') ?? '';
  }

  set accurateModel(value: string) {
    this.setAttribute('accurate-model', value);
  }

  /** `none`: the files are fetched when the decoder is started; `auto`: when the page is idle, so that it then starts at once. */
  get preload(): Preload {
    return readPreload(this.getAttribute('preload')).value;
  }

  set preload(value: Preload) {
    this.setAttribute('preload', value);
  }

  /** A URL, file or recording is decoded without being heard. */
  get muted(): boolean {
    return this.hasAttribute('muted');
  }

  set muted(value: boolean) {
    this.toggleAttribute('muted', value);
  }

  /** What the accurate model goes over while the decoder listens. */
  protected get settle(): Settle {
    return this.accurateModel.trim() === 'none' ? 'none' : 'main';
  }

  /** The receiver's settings, as the attributes are now. */
  protected get receiverOptions(): ReceiverOptions {
    const { min, max } = this.#band;
    const whole = this.iq !== null;
    return {
      frequency: this.#number('frequency'),
      channels: this.channels,
      // Of I and Q all that there is, unless something is said.
      minFrequency: whole && !this.hasAttribute('min-frequency') ? null : min,
      maxFrequency: whole && !this.hasAttribute('max-frequency') ? null : max,
      dial: this.dial,
      sideband: this.sideband,
      history: this.history,
      alphabet: this.alphabet,
      follow: this.follow,
      settle: this.settle,
    };
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (before === after) return;
    if (isNumberAttribute(name)) this.warnOnce(name, readNumber(name, after, this.iq !== null).complaint);
    if (name === 'iq') this.warnOnce(name, readPairs(after).complaint);
    if (name === 'sideband') this.warnOnce(name, readSideband(after).complaint);
    if (name === 'alphabet') this.warnOnce(name, readAlphabet(after).complaint);
    if (name === 'preload') this.warnOnce(name, readPreload(after).complaint);
    if (name === 'min-frequency' || name === 'max-frequency') this.#checkBand();
    this.settingChanged(name);
  }

  /** An attribute has another value. */
  protected settingChanged(_name: string): void {}

  /** Takes over what the page has set before the element was defined. */
  protected adoptProperties(): void {
    adoptProperties(this, PROPERTIES);
  }

  get #band(): { readonly min: number; readonly max: number } {
    return bandOf(...this.#ends);
  }

  /** Of the band, as the attributes are. */
  get #ends(): [min: number, max: number] {
    const paired = this.iq !== null;
    const low = paired ? NUMBER_ATTRIBUTES['min-frequency'].min : NUMBER_ATTRIBUTES['min-frequency'].fallback;
    const high = paired ? NUMBER_ATTRIBUTES['max-frequency'].max : NUMBER_ATTRIBUTES['max-frequency'].fallback;
    return [this.#number('min-frequency') ?? low, this.#number('max-frequency') ?? high];
  }

  #checkBand(): void {
    if (this.#bandChanged) return;
    this.#bandChanged = true;
    queueMicrotask(() => {
      this.#bandChanged = false;
      this.warnOnce('band', bandComplaint(...this.#ends));
    });
  }

  #number(name: NumberAttribute): number | null {
    return readNumber(name, this.getAttribute(name), this.iq !== null).value;
  }

  #setNumber(name: NumberAttribute, value: number | null): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }

  #setText(name: string, value: string | null | undefined): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  /** One warning for each thing, however often it is wrong. */
  protected warnOnce(name: string, complaint: string | null): void {
    if (!complaint || this.#warned.has(name)) return;
    this.#warned.add(name);
    console.warn(`<${this.localName}>: ${complaint}`);
  }
}
