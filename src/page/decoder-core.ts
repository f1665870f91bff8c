import type { PairOrder } from '../engine/audio-block.js';
import type { ReceiverEvent, ReceiverOptions } from '../engine/types.js';
import { Scope } from '../scope.js';
import { sourceFromAttribute } from '../sources/choose.js';
import { SourceChoice } from '../sources/source-choice.js';
import { EventAnnouncer } from './announce-events.js';
import { StateAnnouncer } from './announce-state.js';
import { assetBaseOf } from './asset-base.js';
import type { Preload } from './attributes.js';
import type { DecoderHandle } from './decoder-handle.js';
import { announceDecoders } from './decoder-registry.js';
import { DecoderSession } from './decoder-session.js';
import { MorseErrorEvent } from './events.js';
import { preloadReceiver, type ReceiverAssets, receiverOpener } from './open-receiver.js';
import { whenIdle } from './preload.js';
import { requestActions } from './request-actions.js';
import { listenForRequests } from './request-listener.js';
import { type RequestActions, type RequestName, requestNamed } from './requests.js';
import type { DecoderSnapshot } from './snapshot.js';
import { Tuning } from './tuning.js';

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

/** Hz that I and Q are shown to have before any have come. */
const UNTOLD = 48_000;

/** The element, as far as the page's side of its decoder uses it. */
export interface DecoderElement extends DecoderHandle {
  readonly source: string;
  readonly muted: boolean;
  readonly iq: PairOrder | null;
  readonly preload: Preload;
  readonly assetBase: string;
  readonly workerUrl: string;
  readonly model: string;
  readonly accurateModel: string;
  follow: boolean;
  start(): Promise<void>;
  stop(): void;
}

/** What stands behind a `<morse-decoder>`: its source, its session, its tuning and what it tells the page, tied together. */
export class DecoderCore {
  readonly openReceiver = receiverOpener(() => this.#assets);
  readonly session: DecoderSession;
  readonly source: SourceChoice;
  readonly tuning: Tuning;
  readonly #element: DecoderElement;
  readonly #options: () => ReceiverOptions;
  readonly #actions: RequestActions;
  readonly #events: EventAnnouncer;
  readonly #state: StateAnnouncer;
  #connection: Scope | null = null;

  /** @param options the receiver's settings, as the element's attributes are when it is called */
  constructor(element: DecoderElement, options: () => ReceiverOptions) {
    this.#element = element;
    this.#options = options;
    this.source = new SourceChoice(
      () => sourceFromAttribute(element.source, () => element.getRootNode()),
      () => this.session.changeSource(),
      () => element.iq,
    );
    this.session = this.#createSession();
    this.tuning = new Tuning(element, element.store, this.session, (error) => this.#state.warn(error));
    this.#actions = requestActions(element, this.session);
    this.#events = new EventAnnouncer((event) => element.dispatchEvent(event));
    this.#state = new StateAnnouncer(element, element.store.snapshot);
    element.store.subscribe((snapshot) => this.#state.announce(snapshot));
  }

  /** The element is in the page. @returns what lasts until it is taken out; null: it was there already */
  connect(): Scope | null {
    if (this.#connection) return null;
    const scope = new Scope();
    this.#connection = scope;
    scope.add(() => this.session.release());
    listenForRequests(scope, this.#element, 'decoder', () => ({ decoder: this.#element, channelId: null }));
    this.#applySettings();
    this.#preload();
    return scope;
  }

  /**
   * Moving an element removes and inserts it within one task, though some wait for promises in between, as Turbo does with elements
   * that outlast a page; only one that stays away lets everything go.
   */
  disconnect(): void {
    setTimeout(() => {
      if (this.#element.isConnected) return;
      this.#connection?.dispose();
      this.#connection = null;
    });
  }

  async run(request: RequestName, channelId: number | null): Promise<void> {
    if (!this.tuning.allows(request, channelId)) return;
    try {
      await requestNamed(request).run(this.#actions, channelId);
    } catch {
      // The state `error` and the event `morse-error` have told.
    }
  }

  /** An attribute has another value. */
  settingChanged(name: string): void {
    const { follow, muted } = this.#element;
    if (name === 'id') announceDecoders();
    if (name === 'source') this.source.attributeChanged();
    if (name === 'follow') this.session.post({ type: 'follow', channel: null, on: follow });
    if (name === 'dial' || name === 'sideband') this.tuning.dialChanged();
    if (name === 'muted') this.session.setMuted(muted);
    if (name === 'iq') {
      this.#applySettings();
      this.session.changeSource();
    }
    if (name === 'frequency') this.tuning.frequencyChanged();
    if (name === 'preload') this.#preload();
    if (RECEIVER_SETTINGS.includes(name)) this.#applySettings();
  }

  get #assets(): ReceiverAssets {
    const { assetBase, workerUrl, model, accurateModel } = this.#element;
    return { assetBase: assetBaseOf(assetBase), workerBase: assetBaseOf(workerUrl), model, accurateModel };
  }

  #preload(): void {
    const scope = this.#connection;
    if (!scope || this.#element.preload !== 'auto') return;
    whenIdle(scope, () => {
      // What fails here fails again when the decoder is started, which then tells it.
      if (this.#element.preload === 'auto') void preloadReceiver(this.#assets, scope).catch(() => {});
    });
  }

  #applySettings(): void {
    const { frequency: _, dial: __, sideband: ___, ...options } = this.#options();
    const band = { min: options.minFrequency ?? -UNTOLD, max: options.maxFrequency ?? UNTOLD };
    this.#element.store.update((snapshot) => ({ ...snapshot, band, follow: options.follow }));
    this.session.post({ type: 'options', options });
  }

  #createSession(): DecoderSession {
    const element = this.#element;
    const options = this.#options;
    const assets = () => this.#assets;
    return new DecoderSession(
      {
        get options() {
          return options();
        },
        get folders() {
          return assets();
        },
        get isConnected() {
          return element.isConnected;
        },
        get pairs() {
          return element.iq;
        },
        get muted() {
          return element.muted;
        },
        openReceiver: this.openReceiver,
        source: () => this.source.current,
        heard: (events, before) => this.#heard(events, before),
        failed: (error) => element.dispatchEvent(new MorseErrorEvent(error)),
        warned: (error) => this.#state.warn(error),
      },
      element.store,
    );
  }

  #heard(events: readonly ReceiverEvent[], before: DecoderSnapshot): void {
    this.tuning.follow(before);
    this.#events.announce(events, before, this.#element.store.snapshot);
    for (const event of events) if (event.type === 'asked') this.#element.tune(event.frequency, { asked: true });
  }
}
