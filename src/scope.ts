/** What a scope can own: something to call, or something to dispose of. */
export type Disposable = (() => void) | { dispose(): void };

type Listener<E> = ((event: E) => void) | { handleEvent(event: E): void };

/**
 * The one owner of listeners, ports, nodes, observers and workers. Whatever is added is released, last in first out, when
 * the scope is disposed of; what is added afterwards is released at once, so that a late answer cannot leak.
 */
export class Scope {
  readonly #controller = new AbortController();
  #owned: Disposable[] = [];

  /** @param parent when given, this scope ends with it at the latest. */
  constructor(parent?: Scope) {
    if (parent) this.add(parent.#adopt(this));
  }

  /** Aborts when the scope ends; for fetch, listeners and everything else that takes a signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get disposed(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Takes ownership, and hands the thing back. */
  add<T extends Disposable>(owned: T): T {
    if (this.disposed) release(owned);
    else this.#owned.push(owned);
    return owned;
  }

  /** Listens until the scope ends. */
  listen<E extends Event>(
    target: EventTarget,
    type: string,
    listener: Listener<E>,
    options?: AddEventListenerOptions,
  ): void {
    target.addEventListener(type, listener as EventListener, { ...options, signal: this.signal });
  }

  /** A scope that ends with this one, or earlier. */
  child(): Scope {
    return new Scope(this);
  }

  /** Releases everything; the second call does nothing. An owned thing that throws does not keep the others. */
  dispose(): void {
    if (this.disposed) return;
    const owned = this.#owned.reverse();
    this.#owned = [];
    this.#controller.abort();
    for (const one of owned) release(one);
  }

  /** Owns the child until it ends by itself; returns what the child does at its own end. */
  #adopt(child: Scope): () => void {
    this.add(child);
    return () => {
      const at = this.#owned.indexOf(child);
      if (at >= 0) this.#owned.splice(at, 1);
    };
  }
}

function release(owned: Disposable): void {
  try {
    if (typeof owned === 'function') owned();
    else owned.dispose();
  } catch (error) {
    console.error(error);
  }
}
