import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { WaterfallRows } from '../engine/types.js';
import type { DecoderHandle } from '../page/decoder-handle.js';
import { decoderRegistry, findDecoder, whyNoDecoder } from '../page/decoder-registry.js';
import { type DecoderSnapshot, INITIAL_SNAPSHOT } from '../page/snapshot.js';
import { Scope } from '../scope.js';
import type { PictureKind } from './pictures.js';

/** An element with a controller. */
export interface Host extends ReactiveControllerHost, HTMLElement {
  /** Id of its decoder; null: the one that it is in. */
  readonly for: string | null;
  /** The decoder has something new to show. @param kind of the picture in which it is shown */
  showSoon(kind: PictureKind): void;
}

export interface DecoderControllerOptions {
  /** Rows still in the history first, then each new batch; a time that is not after the one before: the stream began anew. */
  readonly onRows?: (rows: WaterfallRows) => void;
  /** Takes a new snapshot; says in which picture the element is to show it; null: nothing that it shows has changed. */
  readonly onSnapshot: (snapshot: DecoderSnapshot) => PictureKind | null;
  /** The element now belongs to another decoder, or to none. */
  readonly onDecoder?: (decoder: DecoderHandle | null) => void;
}

/** Milliseconds after the page has loaded, or the view has come, in which its decoder may still come. */
const LATE = 2000;

/**
 * Connects a view to its decoder: finds it, also when it is inserted or upgraded later, and asks the view for an update at
 * each new snapshot. Holds subscriptions only while the view is connected.
 */
export class DecoderController implements ReactiveController {
  readonly #host: Host;
  readonly #options: DecoderControllerOptions;
  #connection: Scope | null = null;
  #subscription: Scope | null = null;
  #decoder: DecoderHandle | null = null;
  #complained = false;

  constructor(host: Host, options: DecoderControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get decoder(): DecoderHandle | null {
    return this.#decoder;
  }

  /** The decoder's state; that of an idle decoder while there is none. */
  get snapshot(): DecoderSnapshot {
    return this.#decoder?.store.snapshot ?? INITIAL_SNAPSHOT;
  }

  hostConnected(): void {
    const scope = new Scope();
    this.#connection = scope;
    scope.listen(decoderRegistry(), 'change', () => this.resolve());
    this.resolve();
    if (document.readyState === 'complete') this.#lookLater(scope);
    else scope.listen(window, 'load', () => this.#lookLater(scope));
  }

  /** Tells the page's author of a view that shows nothing, once. */
  #lookLater(scope: Scope): void {
    const timer = setTimeout(() => {
      const host = this.#host;
      if (this.#decoder || this.#complained) return;
      this.#complained = true;
      console.warn(`<${host.localName}> shows nothing: ${whyNoDecoder(host, host.for)}`);
    }, LATE);
    scope.add(() => clearTimeout(timer));
  }

  hostDisconnected(): void {
    this.#connection?.dispose();
    this.#connection = null;
    this.#use(null);
  }

  /** Looks for the decoder again; to be called when the host's `for` has changed. */
  resolve(): void {
    if (this.#connection) this.#use(findDecoder(this.#host, this.#host.for));
  }

  #use(decoder: DecoderHandle | null): void {
    if (decoder === this.#decoder) return;
    this.#subscription?.dispose();
    this.#subscription = null;
    this.#decoder = decoder;
    this.#options.onDecoder?.(decoder);
    if (decoder) this.#subscribe(decoder);
    this.#host.requestUpdate();
  }

  #subscribe({ store }: DecoderHandle): void {
    const scope = new Scope();
    this.#subscription = scope;
    const { onSnapshot } = this.#options;
    scope.add(
      store.subscribe((snapshot) => {
        const kind = onSnapshot(snapshot);
        if (kind) this.#host.showSoon(kind);
      }),
    );
    if (this.#options.onRows) scope.add(store.onRows(this.#options.onRows));
  }
}
