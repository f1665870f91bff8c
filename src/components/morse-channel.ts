import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { readNumber } from '../page/attributes.js';
import type { DecoderHandle, HeldChannel } from '../page/decoder-handle.js';
import { listenForRequests } from '../page/request-listener.js';
import { type RequestName, requestNamed } from '../page/requests.js';
import { type ChannelState, channelOf, type DecoderSnapshot } from '../page/snapshot.js';
import { Scope } from '../scope.js';
import { Announcer } from './channel/announcer.js';
import { tail } from './channel/tail.js';
import { TextLog } from './channel/text-log.js';
import { TraceView } from './channel/trace-view.js';
import { decibels, doing, emptyText, radioWords, rounded } from './channel/words.js';
import { DecoderController } from './decoder-controller.js';
import { type IconName, icon } from './icons.js';
import { channelStyles } from './morse-channel-styles.js';
import { MovableElement } from './movable-element.js';
import type { PictureKind } from './pictures.js';
import { buttonStyles, confidenceStyles, theme } from './theme.js';

/** CSS pixels from the end within which the text counts as being read at its end. */
const AT_END = 32;
/** Characters of the tail of a compact channel. */
const TAIL = 160;
/** Milliseconds for which a copy is confirmed. */
const CONFIRM = 1600;

interface Action {
  readonly request: RequestName;
  readonly icon: IconName;
  readonly optional?: boolean;
}

const MAIN_ACTIONS: readonly Action[] = [
  { request: 're-decode', icon: 'reDecode' },
  { request: 'follow-frequency', icon: 'follow' },
  { request: 'listen', icon: 'listen' },
  { request: 'copy-text', icon: 'copy' },
  { request: 'save-text', icon: 'save' },
  { request: 'clear', icon: 'clear' },
];

const SIDE_ACTIONS: readonly Action[] = [
  { request: 'make-main', icon: 'makeMain' },
  { request: 'pin', icon: 'pin' },
  { request: 're-decode', icon: 'reDecode' },
  { request: 'follow-frequency', icon: 'follow' },
  { request: 'listen', icon: 'listen' },
  { request: 'copy-text', icon: 'copy' },
];

const COMPACT_ACTIONS: readonly Action[] = [
  { request: 'listen', icon: 'listen', optional: true },
  { request: 'copy-text', icon: 'copy', optional: true },
  { request: 'pin', icon: 'pin' },
  { request: 'make-main', icon: 'makeMain' },
];

/**
 * One channel: frequency, speed, strength, keying and text. Without attributes, or with `main`, it is the decoder's main
 * channel. Doubtful characters are underlined with dots, characters that may still change are in italics. Takes the
 * commands `--re-decode --follow-frequency --make-main --pin --listen --copy-text --save-text --clear`, and the keys
 * r f m k l c d x while the focus is inside it.
 *
 * @element morse-channel
 * @command --re-decode - read this channel's history again, with care
 * @command --follow-frequency - follow drift of this channel, or not
 * @command --make-main - swap with the main channel
 * @command --pin - keep this channel when its signal goes, or let it go
 * @command --listen - hear this channel through a narrow filter, or not
 * @command --copy-text - this channel's text to the clipboard
 * @command --save-text - this channel's text to a file
 * @command --clear - this channel's text away
 * @csspart header - frequency, speed, strength and buttons
 * @csspart button - each button
 * @csspart trace - the canvas with the keying (main and pinned channels)
 * @csspart text - the decoded text
 * @csspart newest - the button that goes to the newest text
 * @csspart row - all of it, in the compact form
 * @cssproperty [--morse-surface] - background
 * @cssproperty [--morse-text] - text
 * @cssproperty [--morse-muted] - units, times, doubtful characters
 * @cssproperty [--morse-accent] - frequency, keying and pressed buttons
 * @cssproperty [--morse-border] - lines
 * @cssproperty [--morse-mono] - font of decoded text
 * @cssproperty [--morse-text-height=15rem] - largest height of the text before it scrolls
 */
export class MorseChannelElement extends MovableElement {
  static override readonly styles = [theme, buttonStyles, confidenceStyles, channelStyles];

  /** Id of the decoder, when this is not inside it. */
  @property({ reflect: true }) for: string | null = null;

  /** The main channel; also what an element without `frequency` is. */
  @property({ type: Boolean, reflect: true }) main = false;

  /** Hz: keeps a channel of its own open there. */
  @property({ type: Number }) frequency: number | null = null;

  /** One line, for lists. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** Id of an open channel to show, as in the decoder's events; goes before `main` and `frequency`. */
  @property({ attribute: false }) channelId: number | null = null;

  readonly #link = new DecoderController(this, { onSnapshot: () => this.#look() });

  @state() private atEnd = true;
  @state() private copied = false;
  @query('.text') private readonly text!: HTMLElement | null;
  @query('.announcer') private readonly region!: HTMLElement | null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;

  #scope: Scope | null = null;
  #views: Scope | null = null;
  #held: { decoder: DecoderHandle; frequency: number; channel: HeldChannel } | null = null;
  #warned = false;
  #log: TextLog | null = null;
  #trace: TraceView | null = null;
  #announcer: Announcer | null = null;
  #seen: ChannelState | null = null;
  /** Whose text is shown. */
  #shown: number | null = null;
  #confirmation: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
    this.#scope.add(() => clearTimeout(this.#confirmation));
    listenForRequests(this.#scope, this, 'channel', () => {
      const decoder = this.#link.decoder;
      const id = this.#channel?.info.id;
      return decoder && id !== undefined ? { decoder, channelId: id } : null;
    });
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope?.dispose();
    this.#scope = null;
    this.#forgetViews();
    this.#letGo();
    this.copied = false;
  }

  /** Text that is not one of many is shown without delay. */
  #look(): PictureKind | null {
    const channel = this.#channel;
    const before = this.#seen;
    this.#seen = channel;
    if (this.compact) return channel === before ? null : 'list';
    this.#trace?.show(channel?.trace ?? null, channel?.characters ?? []);
    return channel?.characters === before?.characters ? 'list' : 'motion';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('for')) this.#link.resolve();
    this.#hold();
    if (changed.has('compact')) this.#forgetViews();
  }

  /** Keeps a channel open where `frequency` says, and only there. */
  #hold(): void {
    const { decoder, snapshot } = this.#link;
    const { frequency } = this;
    const given = this.channelId === null && frequency !== null ? String(frequency) : null;
    const { value: wanted, complaint } = readNumber('frequency', given, snapshot.band.min < 0);
    if (complaint && !this.#warned) console.warn(`<${this.localName}>: ${complaint}`);
    this.#warned ||= complaint !== null;
    if (this.#held?.decoder === decoder && this.#held?.frequency === wanted) return;
    this.#letGo();
    if (decoder && wanted !== null) this.#held = { decoder, frequency: wanted, channel: decoder.holdChannel(wanted) };
  }

  #letGo(): void {
    this.#held?.channel.dispose();
    this.#held = null;
  }

  get #channel(): ChannelState | null {
    const { snapshot } = this.#link;
    if (this.channelId !== null) return channelOf(snapshot, this.channelId);
    if (this.frequency === null) return channelOf(snapshot, null);
    const id = this.#held?.channel.id ?? null;
    return id === null ? null : channelOf(snapshot, id);
  }

  protected override render(): TemplateResult {
    const channel = this.#channel;
    const { snapshot } = this.#link;
    return this.compact ? this.#row(channel, snapshot) : this.#full(channel, snapshot);
  }

  #full(channel: ChannelState | null, snapshot: DecoderSnapshot): TemplateResult {
    const isMain = channel ? channel.info.role === 'main' : this.frequency === null;
    const frequency = channel?.info.frequency ?? this.frequency;
    const radio = radioWords(channel?.info);
    const activity = channel ? doing(channel) : '';
    const empty = (channel?.characters.length ?? 0) === 0;
    return html`<header part="header">
        <dl class="values">
          ${
            radio === null
              ? html`<div class="frequency"><dt>Hz</dt><dd>${rounded(frequency)}</dd></div>`
              : html`<div class="frequency"><dt>kHz</dt><dd>${radio}</dd></div>
                <div class="audio"><dt>Hz</dt><dd>${rounded(frequency)}</dd></div>`
          }
          <div><dt>WPM</dt><dd>${rounded(channel?.info.wpm ?? null)}</dd></div>
          <div title="Signal over noise in 2500 Hz"><dt>dB</dt><dd>${decibels(channel?.info.snr ?? null)}</dd></div>
        </dl>
        <b>${channel?.callsign}</b>
        <span class=${activity ? 'doing busy' : 'doing'}>${activity}</span>
        <div class="actions" role="group" aria-label=${isMain ? 'Main channel' : 'Channel'}>
          ${(isMain ? MAIN_ACTIONS : SIDE_ACTIONS).map((action) => this.#button(action, channel, snapshot))}
        </div>
      </header>
      <canvas part="trace" aria-hidden="true" ?hidden=${channel?.info.role === 'automatic'}></canvas>
      <div class="paper">
        <div
          class="text"
          part="text"
          role="log"
          aria-live="off"
          aria-label="Decoded text"
          tabindex="0"
          @scroll=${this.#onScroll}
        ></div>
        ${empty ? html`<p class="empty">${emptyText(snapshot, channel)}</p>` : nothing}
        ${
          this.atEnd || empty
            ? nothing
            : html`<button type="button" class="newest" part="newest" @click=${this.#toEnd}>
                ${icon('newest')} Newest
              </button>`
        }
      </div>
      <div class="announcer visually-hidden" aria-live=${isMain ? 'polite' : 'off'}></div>`;
  }

  #row(channel: ChannelState | null, snapshot: DecoderSnapshot): TemplateResult {
    const characters = channel?.characters ?? [];
    const frequency = channel?.info.frequency ?? this.frequency;
    const radio = radioWords(channel?.info);
    const audio = `${rounded(frequency)} Hz`;
    return html`<div class=${`row ${channel?.info.activity ?? ''}`} part="row">
      <span class=${radio === null ? 'hz' : 'hz radio'} title=${radio === null ? 'Hz' : `${radio} kHz, ${audio}`}
        >${radio ?? rounded(frequency)}</span
      >
      <span class="measure">${rounded(channel?.info.wpm ?? null)} WPM</span>
      <span class="measure snr">${decibels(channel?.info.snr ?? null)} dB</span>
      <b>${channel?.callsign}</b>
      ${guard([characters], () => tail(characters, TAIL, 'text'))}
      <span class="actions" role="group" aria-label=${`Channel ${radio === null ? audio : `${radio} kHz`}`}>
        ${COMPACT_ACTIONS.map((action) => this.#button(action, channel, snapshot))}
      </span>
    </div>`;
  }

  #button(action: Action, channel: ChannelState | null, snapshot: DecoderSnapshot): TemplateResult {
    const { label, key, pressed } = requestNamed(action.request);
    const confirmed = action.request === 'copy-text' && this.copied;
    const text = confirmed ? 'Copied' : label;
    return html`<button
      type="button"
      class=${action.optional ? 'icon optional' : 'icon'}
      part="button"
      aria-label=${text}
      title=${`${text} (${key})`}
      aria-pressed=${pressed ? String(channel !== null && pressed(snapshot, channel.info.id)) : nothing}
      ?disabled=${channel === null}
      @click=${() => this.#run(action.request)}
    >
      ${icon(confirmed ? 'done' : action.icon)}
    </button>`;
  }

  #run(request: RequestName): void {
    const id = this.#channel?.info.id;
    if (id === undefined) return;
    void this.#link.decoder?.run(request, id);
    if (request !== 'copy-text') return;
    this.copied = true;
    clearTimeout(this.#confirmation);
    this.#confirmation = setTimeout(() => {
      this.copied = false;
    }, CONFIRM);
  }

  protected override updated(): void {
    if (this.compact || !this.#scope) return;
    this.#openViews(this.#scope);
    const channel = this.#channel;
    const characters = channel?.characters ?? [];
    const id = channel?.info.id ?? null;
    const follows = this.atEnd || id !== this.#shown;
    if (id !== this.#shown) this.#announcer?.skip(characters);
    else this.#announcer?.tell(characters);
    this.#shown = id;
    const printed = this.#log?.show(characters) ?? false;
    this.#trace?.show(channel?.trace ?? null, characters);
    if (follows && printed) this.#toEnd();
  }

  #openViews(scope: Scope): void {
    const { text, canvas, region } = this;
    if (this.#views || !text || !canvas || !region) return;
    this.#views = scope.child();
    this.#views.listen<TransitionEvent>(this, 'transitionend', (event) => {
      if (event.target === this) this.#trace?.refresh();
    });
    text.replaceChildren();
    this.#log = new TextLog(text);
    this.#trace = new TraceView(this.#views, canvas);
    this.#announcer = new Announcer(region);
    this.#shown = null;
  }

  #forgetViews(): void {
    this.#views?.dispose();
    this.#views = null;
    this.#log = null;
    this.#trace = null;
    this.#announcer = null;
  }

  #toEnd(): void {
    const { text } = this;
    if (!text) return;
    text.scrollTop = text.scrollHeight;
    this.atEnd = true;
  }

  #onScroll(): void {
    const { text } = this;
    if (text) this.atEnd = text.scrollHeight - text.scrollTop - text.clientHeight < AT_END;
  }
}
