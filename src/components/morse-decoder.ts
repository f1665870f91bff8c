import { html, type TemplateResult } from 'lit';
import { audioFrequency, radioFrequency } from '../engine/radio.js';
import type { ReceiverEvent } from '../engine/types.js';
import { type MorseDecoderError, toDecoderError } from '../errors.js';
import { EventAnnouncer } from '../page/announce-events.js';
import { assetBaseOf } from '../page/asset-base.js';
import { NUMBER_ATTRIBUTES } from '../page/attributes.js';
import { type DecodeInput, type DecodeOptions, decodeRecording, type Transcript } from '../page/decode.js';
import type { DecoderHandle, HeldChannel, TuneOptions } from '../page/decoder-handle.js';
import { announceDecoders, DECODER_MARK } from '../page/decoder-registry.js';
import { DecoderSession } from '../page/decoder-session.js';
import { MorseDownloadEvent, MorseErrorEvent, MorseStateEvent, MorseTuneEvent } from '../page/events.js';
import { preloadReceiver, type ReceiverAssets, receiverOpener } from '../page/open-receiver.js';
import { whenIdle } from '../page/preload.js';
import { withDial } from '../page/reducer.js';
import { requestActions } from '../page/request-actions.js';
import { listenForRequests } from '../page/request-listener.js';
import { type RequestActions, type RequestName, requestNamed } from '../page/requests.js';
import {
  channelOf,
  type DecoderFailure,
  type DecoderSnapshot,
  type DecoderState,
  type Downloads,
  type PoolWorker,
} from '../page/snapshot.js';
import { StateMarks } from '../page/state-marks.js';
import { DecoderStore } from '../page/store.js';
import { transcriptOf } from '../page/transcript.js';
import { Scope } from '../scope.js';
import { type SourceObject, sourceFromAttribute } from '../sources/choose.js';
import type { PushOptions, Samples } from '../sources/samples.js';
import { SourceChoice } from '../sources/source-choice.js';
import { DecoderRequests } from './decoder-requests.js';
import { panelStyles, renderPanel } from './panel.js';

/** Attributes that are settings of the receiver and change it while it runs. */
const RECEIVER_SETTINGS = [
  'channels',
  'min-frequency',
  'max-frequency',
  'history',
  'alphabet',
  'follow',
  'accurate-model',
];

/** Requests by which the user tunes: from then on the attribute `frequency` follows the main channel. */
const TUNING: readonly RequestName[] = ['tune-up', 'tune-down', 'next-signal', 'previous-signal', 'make-main'];

/**
 * Copies every Morse signal in the sound that it hears. Without children it shows a complete panel; with children it is a
 * bare container, and `<morse-waterfall>` and `<morse-channel>` inside it, or elsewhere with `for`, show what it does.
 *
 * Keys, while the focus is inside it: s start or stop, r read again, f follow drift, ] [ tune up and down, n p next and
 * previous signal, l listen, c copy, d save, x clear.
 *
 * @element morse-decoder
 * @slot - The page's own arrangement, instead of the panel.
 * @attr {string} source - `microphone`, `microphone:LABEL`, `display`, `#id` of an audio or video element, or a URL
 * @attr {number} frequency - main channel, Hz, 50…3900; changes as the user tunes; absent: the first signal that is read
 * @attr {number} channels - automatic side channels, 0…256, default 16
 * @attr {number} min-frequency - Hz, lower end of the band that is shown and searched, default 200
 * @attr {number} max-frequency - Hz, upper end of the band, default 3000
 * @attr {number} dial - kHz of 0 Hz audio: what the receiver is tuned to, whenever that changes; absent: frequencies are audio alone
 * @attr {string} sideband - `usb` (default), or `lsb`: higher audio is a lower radio frequency
 * @attr {number} history - seconds that can be decoded again, 10…600, default 120
 * @attr {string} alphabet - `international` (default), `auto` (Latin, and Wabun between DO and SN), `wabun`, `cyrillic`, `ukrainian`,
 *   `bulgarian`, `greek`, `hebrew`, `arabic`, `persian`, `thai` or `korean`
 * @attr {boolean} follow - the main channel follows drift
 * @attr {string} asset-base - folder of the workers, the wasm and the model; default: that of the script
 * @attr {string} worker-url - folder on the page's own origin with copies of the worker scripts and the worklet, for pages whose policy
 *   does not allow `blob:`; the rest is still loaded from asset-base
 * @attr {string} model - address of the model's JSON, relative to asset-base
 * @attr {string} accurate-model - the same of the accurate model, which goes over the main channel's text, reads pasts again
 *   and decodes recordings; `none`: the live model's text stays
 * @attr {string} preload - `none` (default): nothing is fetched before the decoder is started; `auto`: the runtime and the live
 *   model are fetched when the page is idle, unless the user saves data, and a worker with them is kept ready
 * @attr {boolean} muted - a URL, file or recording is decoded without being heard
 * @csspart panel - all of it
 * @csspart toolbar - start, state and tuning buttons
 * @csspart button - each of these buttons
 * @csspart error - what went wrong, and what to do
 * @csspart waterfall - the waterfall
 * @csspart channel - the main channel
 * @csspart side-channels - the list of the other signals
 * @csspart status - level and load
 * @cssproperty [--morse-background] - the panel
 * @cssproperty [--morse-surface] - buttons and rows
 * @cssproperty [--morse-text] - text
 * @cssproperty [--morse-muted] - units, hints
 * @cssproperty [--morse-border] - lines
 * @cssproperty [--morse-accent] - what is on, and the start button
 * @cssproperty [--morse-font] - font of everything but decoded text
 * @cssproperty [--morse-mono] - font of decoded text
 * @cssproperty [--morse-radius=10px] - of corners
 * @cssproperty [--morse-waterfall-height=22rem] - height of the panel's waterfall; on narrow pages 19rem
 * @cssstate idle - never started
 * @cssstate loading - starting
 * @cssstate listening - sound flows
 * @cssstate decoding - sound flows, and a channel has printed within the last 5 s
 * @cssstate paused - stopped; text and history stay
 * @cssstate ended - the source has come to its end, and all of it has been decoded
 * @cssstate error - see the `error` property
 * @event {MorseStateEvent} morse-state - the state has changed
 * @event {MorseTextEvent} morse-text - characters came, or replaced others, in a channel
 * @event {MorseChannelEvent} morse-channel-opened - a channel was opened
 * @event {MorseChannelEvent} morse-channel-closed - a channel was closed
 * @event {MorseChannelEvent} morse-channel-retuned - a channel moved by 1 Hz or more
 * @event {MorseTuneEvent} morse-tune - the user asks for a frequency; cancelable: then the main channel stays where it is
 * @event {MorseCallsignEvent} morse-callsign - a callsign was read
 * @event {MorseDownloadEvent} morse-download - more of the files has come: `model`, `loaded` of `total` bytes
 * @event {MorseErrorEvent} morse-error - something went wrong: `code`, `message`, `action`
 * @command --start - listen to the source
 * @command --stop - let the source go; text and history stay
 * @command --toggle - start or stop
 * @command --re-decode - read the main channel's history again, with care
 * @command --follow-frequency - follow drift of the main channel, or not
 * @command --tune-up - move the main channel up by 10 Hz
 * @command --tune-down - move the main channel down by 10 Hz
 * @command --next-signal - move the main channel to the next signal above
 * @command --previous-signal - move the main channel to the next signal below
 * @command --listen - hear the main channel through a narrow filter, or not
 * @command --copy-text - the main channel's text to the clipboard
 * @command --save-text - the main channel's text to a file
 * @command --clear - the main channel's text away
 */
export class MorseDecoderElement extends DecoderRequests implements DecoderHandle {
  static override readonly styles = panelStyles;

  /** The decoder's state for views: a frozen snapshot with subscribers, and the waterfall's rows. */
  readonly store = new DecoderStore();
  readonly [DECODER_MARK] = true;

  readonly #openReceiver = receiverOpener(() => this.#assets);
  readonly #session: DecoderSession;
  readonly #actions: RequestActions;
  readonly #announcer = new EventAnnouncer((event) => this.dispatchEvent(event));
  readonly #source = new SourceChoice(
    () => sourceFromAttribute(this.source, () => this.getRootNode()),
    () => this.#session.changeSource(),
  );
  readonly #marks = new StateMarks(this);
  readonly #warnings = new Set<string>();
  #connection: Scope | null = null;
  /** The attribute `frequency` is to follow the main channel: it was there, or the user has tuned. */
  #tuned = false;
  /** The attribute `frequency` is being set after the main channel. */
  #reflecting = false;
  /** What the dial says now is told at the end of this turn. */
  #turning = false;
  #shown: DecoderState = 'idle';
  #toldDownloads: Downloads = this.store.snapshot.downloads;

  constructor() {
    super();
    this.#session = this.#createSession();
    this.#actions = requestActions(this, this.#session);
    this.#marks.show('idle');
    this.store.subscribe((snapshot) => this.#show(snapshot));
  }

  /** `idle`, `loading`, `listening`, `decoding`, `paused`, `ended` or `error`. */
  get state(): DecoderState {
    return this.store.snapshot.state;
  }

  /** What went wrong, while the state is `error`. */
  get error(): DecoderFailure | null {
    return this.store.snapshot.error;
  }

  /** The main channel's text. */
  get text(): string {
    return transcriptOf(channelOf(this.store.snapshot, null)?.characters ?? []);
  }

  /** The workers of the page, which all its decoders share. */
  get pool(): readonly PoolWorker[] {
    return this.store.snapshot.pool;
  }

  /** What is being fetched for each model, bytes; null: nothing. */
  get downloads(): Downloads {
    return this.store.snapshot.downloads;
  }

  /** Main channel, Hz, 50…3900: where it is now, else where it is wanted; null: the strongest signal. */
  override get frequency(): number | null {
    return channelOf(this.store.snapshot, null)?.info.frequency ?? super.frequency;
  }

  override set frequency(value: number | null) {
    super.frequency = value;
  }

  /**
   * Main channel, kHz; null without a `dial` or a main channel. Set, it tunes there; nothing happens where that is not in the
   * sound.
   */
  get radioFrequency(): number | null {
    return channelOf(this.store.snapshot, null)?.info.radioFrequency ?? null;
  }

  set radioFrequency(value: number) {
    this.tune(Number(value), { radio: true });
  }

  /** A MediaStream, AudioNode, AudioBuffer, Blob, or a ReadableStream of samples; goes before `source`. */
  get sourceObject(): SourceObject | null {
    return this.#source.object;
  }

  set sourceObject(value: SourceObject | null) {
    this.#source.object = value;
  }

  /** Hz, of chunks that a ReadableStream gives without their rate; 0: such chunks are an error. */
  get sampleRate(): number {
    return this.#source.sampleRate;
  }

  set sampleRate(value: number) {
    this.#source.sampleRate = Number(value);
  }

  /**
   * Listens to the source. A microphone is asked for only after a click or key press on the page.
   *
   * @returns settles when sound flows; rejects with a `MorseDecoderError`, with `aborted` also where the element is not in
   *   the page, because nothing would ever let go what it opens
   */
  override start(): Promise<void> {
    return this.#session.start();
  }

  /** Lets the source go; text and history stay. */
  override stop(): void {
    this.#session.stop();
  }

  tune(frequency: number, { past = true, radio = false, asked = false }: TuneOptions = {}): void {
    const hertz = radio ? this.#audible(frequency) : frequency;
    if (hertz === null || !Number.isFinite(hertz) || (asked && !this.#mayTune(hertz))) return;
    this.#tuned = true;
    this.#reflect(hertz);
    this.#session.post({ type: 'tune', frequency: super.frequency ?? hertz, past });
  }

  /** Hz of audio of a radio frequency (kHz); null when it is not in the sound. */
  #audible(kilohertz: number): number | null {
    const hertz = audioFrequency(this.store.snapshot, kilohertz);
    const { min, max } = NUMBER_ATTRIBUTES.frequency;
    return hertz !== null && hertz >= min && hertz <= max ? hertz : null;
  }

  /** Tells the page that the user asks for a frequency. False: it does not want the main channel to go there. */
  #mayTune(hertz: number): boolean {
    return this.dispatchEvent(new MorseTuneEvent(hertz, radioFrequency(this.store.snapshot, hertz)));
  }

  override async run(request: RequestName, channelId: number | null = null): Promise<void> {
    const target = request === 'make-main' ? channelOf(this.store.snapshot, channelId)?.info : undefined;
    if (target && target.role !== 'main' && !this.#mayTune(target.frequency)) return;
    if (TUNING.includes(request)) this.#tuned = true;
    try {
      await requestNamed(request).run(this.#actions, channelId);
    } catch {
      // The state `error` and the event `morse-error` have told.
    }
  }

  holdChannel(frequency: number): HeldChannel {
    return this.#session.holdChannel(frequency);
  }

  /**
   * Takes samples from the page, which thereby become the source; the first ones start the decoder. After stop() or an
   * error, and while the element is not in the page, they are dropped until start(). Samples or a time that are not finite, or a
   * rate that cannot be, are the state `error`.
   *
   * With `time`, the source's own clock in seconds at the first sample, what was not received keeps its place: words on both sides
   * do not run together, times stay true, and up to 100 ms inside a mark are bridged. So are zeros in noise, with or without it.
   *
   * @param samples mono: floats −1…1, or the 16-bit integers of a receiver, which are divided by 32768; copied
   * @param sampleRate Hz, 3000…768000
   * @param options `time`: seconds from any origin, at the first sample
   */
  push(samples: Samples, sampleRate: number, options: PushOptions = {}): void {
    const known = this.#source.pushed;
    if (!this.isConnected || (known && (this.state === 'paused' || this.state === 'error'))) return;
    const source = known ?? this.#source.usePushed();
    try {
      source.push(samples, sampleRate, options ?? {});
      if (this.state === 'idle' || this.state === 'ended') void this.start().catch(() => {});
    } catch (error) {
      this.#session.reject(toDecoderError(error));
    }
  }

  /**
   * Says that so much sound was not received since the samples pushed last, as while a squelch is closed: for sources without a
   * clock. A number that is not finite or negative is the state `error`.
   *
   * @param seconds 0 or more
   */
  gap(seconds: number): void {
    if (!this.isConnected || this.state === 'paused' || this.state === 'error') return;
    try {
      this.#source.pushed?.gap(seconds);
    } catch (error) {
      this.#session.reject(toDecoderError(error));
    }
  }

  /** No more samples are pushed: decodes what is left, then the state is `ended`. */
  end(): void {
    this.#source.pushed?.end();
  }

  /**
   * Decodes a whole recording, as fast as the machine can, beside what the element does live.
   *
   * @throws MorseDecoderError by rejection
   */
  decode(input: DecodeInput, options: DecodeOptions = {}): Promise<Transcript> {
    const model = this.settle === 'none' ? 'live' : 'accurate';
    return decodeRecording(input, { model, ...options }, this.alphabet, this.#openReceiver);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.adoptProperties();
    if (!this.#connection) this.#connect();
    announceDecoders();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    announceDecoders();
    // Moving an element removes and inserts it within one turn; only one that stays away lets everything go.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#connection?.dispose();
      this.#connection = null;
    });
  }

  #connect(): void {
    const scope = new Scope();
    this.#connection = scope;
    scope.add(() => this.#session.release());
    listenForRequests(scope, this, 'decoder', () => ({ decoder: this, channelId: null }));
    const children = new MutationObserver(() => this.requestUpdate());
    children.observe(this, { childList: true });
    scope.add(() => children.disconnect());
    this.#applySettings();
    this.#preload();
  }

  get #assets(): ReceiverAssets {
    const { model, accurateModel } = this;
    const [assetBase, workerBase] = [assetBaseOf(this.assetBase), assetBaseOf(this.workerUrl)];
    return { assetBase, workerBase, model, accurateModel };
  }

  #preload(): void {
    const scope = this.#connection;
    if (!scope || this.preload !== 'auto') return;
    whenIdle(scope, () => {
      // What fails here fails again when the decoder is started, which then tells it.
      if (this.preload === 'auto') void preloadReceiver(this.#assets, scope).catch(() => {});
    });
  }

  protected override settingChanged(name: string): void {
    if (name === 'id') announceDecoders();
    if (name === 'source') this.#source.attributeChanged();
    if (name === 'follow') this.#session.post({ type: 'follow', channel: null, on: this.follow });
    if (name === 'dial' || name === 'sideband') this.#turn();
    if (name === 'muted') this.#session.setMuted(this.muted);
    if (name === 'frequency' && !this.#reflecting) this.#retune();
    if (name === 'preload') this.#preload();
    if (RECEIVER_SETTINGS.includes(name)) this.#applySettings();
  }

  /** Both attributes of the dial may change in one turn. */
  #turn(): void {
    if (this.#turning) return;
    this.#turning = true;
    queueMicrotask(() => {
      this.#turning = false;
      const { dial, sideband } = this;
      if (!this.#session.open) this.store.update((snapshot) => withDial(snapshot, { dial, sideband }, null));
      this.#session.post({ type: 'options', options: { dial, sideband } });
    });
  }

  #retune(): void {
    const frequency = super.frequency;
    this.#tuned = frequency !== null;
    if (frequency === null) this.#session.post({ type: 'options', options: { frequency } });
    else this.#session.post({ type: 'tune', frequency, past: true });
  }

  #applySettings(): void {
    const { frequency: _, dial: __, sideband: ___, ...options } = this.receiverOptions;
    const band = { min: options.minFrequency, max: options.maxFrequency };
    this.store.update((snapshot) => ({ ...snapshot, band, follow: options.follow }));
    this.#session.post({ type: 'options', options });
  }

  #createSession(): DecoderSession {
    const element = this;
    return new DecoderSession(
      {
        get options() {
          return element.receiverOptions;
        },
        get workletBase() {
          return assetBaseOf(element.workerUrl) ?? assetBaseOf(element.assetBase);
        },
        get isConnected() {
          return element.isConnected;
        },
        get muted() {
          return element.muted;
        },
        openReceiver: this.#openReceiver,
        source: () => this.#source.current,
        heard: (events, before) => this.#heard(events, before),
        failed: (error) => this.dispatchEvent(new MorseErrorEvent(error)),
        warned: (error) => this.#warned(error),
      },
      this.store,
    );
  }

  /** Once per element: a decoder that is started again has nothing new to say. */
  #warned(error: MorseDecoderError): void {
    if (this.#warnings.has(error.code)) return;
    this.#warnings.add(error.code);
    console.warn(`<${this.localName}>: ${error.message} ${error.action}`);
    this.dispatchEvent(new MorseErrorEvent(error));
  }

  #heard(events: readonly ReceiverEvent[], before: DecoderSnapshot): void {
    const after = this.store.snapshot;
    const main = channelOf(after, null);
    const moved = main && main.info !== channelOf(before, null)?.info && main.info.activity !== 'away';
    if (this.#tuned && moved) this.#reflect(main.info.frequency);
    this.#announcer.announce(events, before, after);
    for (const event of events) if (event.type === 'asked') this.tune(event.frequency, { asked: true });
  }

  /** Lets the attribute say where the main channel is. */
  #reflect(frequency: number): void {
    const text = String(Math.round(frequency));
    if (this.getAttribute('frequency') === text) return;
    this.#reflecting = true;
    this.setAttribute('frequency', text);
    this.#reflecting = false;
  }

  #show(snapshot: DecoderSnapshot): void {
    this.requestUpdate();
    this.#tellDownloads(snapshot.downloads);
    const previous = this.#shown;
    if (snapshot.state === previous) return;
    this.#shown = snapshot.state;
    this.#marks.show(snapshot.state);
    this.dispatchEvent(new MorseStateEvent(snapshot.state, previous));
  }

  #tellDownloads(downloads: Downloads): void {
    const told = this.#toldDownloads;
    this.#toldDownloads = downloads;
    for (const model of ['live', 'accurate'] as const) {
      const download = downloads[model];
      if (download && download !== told[model]) this.dispatchEvent(new MorseDownloadEvent(model, download));
    }
  }

  protected override render(): TemplateResult {
    return this.childElementCount > 0 ? html`<slot></slot>` : renderPanel(this, this.store.snapshot);
  }
}
