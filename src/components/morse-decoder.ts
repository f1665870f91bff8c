import { html, type PropertyValues, type TemplateResult } from 'lit';
import { toDecoderError } from '../errors.js';
import { type DecodeInput, type DecodeOptions, decodeRecording, type Transcript } from '../page/decode.js';
import { DecoderCore } from '../page/decoder-core.js';
import type { DecoderHandle, HeldChannel, TuneOptions } from '../page/decoder-handle.js';
import { announceDecoders, DECODER_MARK, RELEASE } from '../page/decoder-registry.js';
import type { RequestName } from '../page/requests.js';
import { channelOf } from '../page/snapshot.js';
import { askedRange, type Range } from '../page/zoom.js';
import type { SourceObject } from '../sources/choose.js';
import { checkedGap, type PushOptions, type Samples } from '../sources/samples.js';
import { VERSION } from '../workers/started.js';
import { DecoderRequests } from './decoder-requests.js';
import { panelStyles, renderPanel } from './panel.js';

/** Children that are no layout of the page's own. */
const UNSEEN = 'noscript, script, style, template';

/**
 * Copies every Morse signal in the sound that it hears. Without children it shows a complete panel; with children it is a
 * bare container, and `<morse-waterfall>` and `<morse-channel>` inside it, or elsewhere with `for`, show what it does.
 *
 * Keys, while the focus is inside it: s start or stop, r read again, f follow drift, ] [ tune up and down, n p next and
 * previous signal, l listen, c copy, d save, x clear; of a wide band + - zoom in and out, 0 the whole.
 *
 * @element morse-decoder
 * @slot - The page's own arrangement, instead of the panel.
 * @attr {string} source - `microphone`, `microphone:LABEL`, `display`, `#id` of an audio or video element, or a URL
 * @attr {string} iq - the two channels of the source, or pushed samples, are I (left, first) and Q: `iq` or without a value; `qi` or
 *   `swapped`: Q and I. All of the span is then shown and searched, up to 192 kHz, and `dial` is its middle; absent: sound
 * @attr {number} frequency - main channel, Hz, may be negative with `iq`; changes as the user tunes; absent: the first signal that is read
 * @attr {number} channels - automatic side channels, 0…256, default 16
 * @attr {number} min-frequency - Hz, lower end of the band that is shown and searched, default 200; with `iq` all
 * @attr {number} max-frequency - Hz, upper end of the band, default 3000; more than 3600 for sound of a high rate; with `iq` all
 * @attr {number} dial - kHz of 0 Hz audio: what the receiver is tuned to, whenever that changes; absent: frequencies are audio alone
 * @attr {string} sideband - `usb` (default); `lsb`: higher audio is a lower radio frequency; `none`: the sound is on no band, as in AM and FM
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
 * @csspart download - what is being fetched, while the decoder starts for the first time
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
 * @event {MorseSpotEvent} morse-spot - a station was spotted, heard again, or was a mistake: `spot`, `change`
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
 * @command --zoom-in - show less of a wide band, about the main channel
 * @command --zoom-out - show more of it
 * @command --whole-band - show all of it
 * @command --listen - hear the main channel through a narrow filter, or not
 * @command --copy-text - the main channel's text to the clipboard
 * @command --save-text - the main channel's text to a file
 * @command --clear - the main channel's text away
 */
export class MorseDecoderElement extends DecoderRequests implements DecoderHandle {
  static override readonly styles = panelStyles;

  static readonly [RELEASE] = VERSION;

  readonly [DECODER_MARK] = true;

  readonly #core: DecoderCore;
  /** Where the focus was before the newest change. */
  #focused: Element | null = null;

  constructor() {
    super();
    let shown = this.state;
    this.store.subscribe(({ state }) => {
      this.showSoon(state === shown ? 'list' : 'motion');
      shown = state;
    });
    this.#core = new DecoderCore(this, () => this.receiverOptions);
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
    return this.#core.source.object;
  }

  set sourceObject(value: SourceObject | null) {
    this.#core.source.object = value;
  }

  /** Hz, of chunks that a ReadableStream gives without their rate; 0: such chunks are an error. */
  get sampleRate(): number {
    return this.#core.source.sampleRate;
  }

  set sampleRate(value: number) {
    this.#core.source.sampleRate = Number(value);
  }

  /**
   * Listens to the source. A microphone is asked for only after a click or key press on the page.
   *
   * @returns settles when sound flows; rejects with a `MorseDecoderError`, with `aborted` also where the element is not in
   *   the page, because nothing would ever let go what it opens
   */
  override start(): Promise<void> {
    return this.#core.session.start();
  }

  /** Lets the source go; text and history stay. */
  override stop(): void {
    this.#core.session.stop();
  }

  tune(frequency: number, options: TuneOptions = {}): void {
    this.#core.tuning.tune(frequency, options);
  }

  /**
   * Lets waterfalls show a part of a wide band, of 2 kHz or more, moved into the band where it lies beyond an end.
   *
   * @param range Hz, as the snapshot's `band`, either end first; null, or what is no range: all of it
   */
  zoomTo(range: Range | null): void {
    const zoom = askedRange(range);
    this.store.update((snapshot) => (snapshot.zoom === zoom ? snapshot : { ...snapshot, zoom }));
  }

  override run(request: RequestName, channelId: number | null = null): Promise<void> {
    return this.#core.run(request, channelId);
  }

  holdChannel(frequency: number): HeldChannel {
    return this.#core.session.holdChannel(frequency);
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
    const known = this.#core.source.pushed;
    if (!this.isConnected || (known && (this.state === 'paused' || this.state === 'error'))) return;
    const source = known ?? this.#core.source.usePushed();
    try {
      source.push(samples, sampleRate, options ?? {});
      if (this.state === 'idle' || this.state === 'ended') void this.start().catch(() => {});
    } catch (error) {
      this.#core.session.reject(toDecoderError(error));
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
      const gap = checkedGap(seconds);
      this.#core.source.pushed?.gap(gap);
    } catch (error) {
      this.#core.session.reject(toDecoderError(error));
    }
  }

  /** No more samples are pushed: decodes what is left, then the state is `ended`. */
  end(): void {
    this.#core.source.pushed?.end();
  }

  /**
   * Decodes a whole recording, as fast as the machine can, beside what the element does live.
   *
   * @throws MorseDecoderError by rejection; with the signal's reason, an `AbortError` as a rule, when that aborts
   */
  decode(input: DecodeInput, options: DecodeOptions = {}): Promise<Transcript> {
    const model = this.settle === 'none' ? 'live' : 'accurate';
    return decodeRecording(input, { model, iq: this.iq, ...options }, this.alphabet, this.#core.openReceiver);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.adoptProperties();
    const scope = this.#core.connect();
    if (scope) {
      const children = new MutationObserver(() => this.requestUpdate());
      children.observe(this, { childList: true });
      scope.add(() => children.disconnect());
    }
    announceDecoders();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    announceDecoders();
    this.#core.disconnect();
  }

  protected override settingChanged(name: string): void {
    this.#core.settingChanged(name);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#focused = this.shadowRoot?.activeElement ?? null;
  }

  /** A row whose channel has become the main one is gone, and the focus goes with it to that one's text. */
  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!this.#focused || this.#focused.isConnected) return;
    const main = this.shadowRoot?.querySelector('morse-channel:not([compact])');
    main?.shadowRoot?.querySelector<HTMLElement>('.text')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const arranged = [...this.children].some((child) => !child.matches(UNSEEN));
    if (arranged) return html`<slot></slot>`;
    return renderPanel(this, this.store.snapshot, this.getAttribute('aria-label'));
  }
}
