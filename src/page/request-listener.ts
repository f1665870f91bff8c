import type { Scope } from '../scope.js';
import { isElement, isTreeRoot } from '../sources/tree.js';
import type { DecoderHandle } from './decoder-handle.js';
import { decoderRegistry } from './decoder-registry.js';
import { type RequestTarget, requestForCommand, requestForKey, requestNamed } from './requests.js';

/** Whom a request goes to: a decoder, and in it a channel (null: the main one). */
export interface RequestAddress {
  readonly decoder: DecoderHandle;
  readonly channelId: number | null;
}

/** The event of `<button commandfor command>`, as far as we need it; TypeScript's DOM does not know it in every release. */
interface CommandEventLike extends Event {
  readonly command: string;
  readonly source: Element | null;
}

const isCommandEvent = (event: Event): event is CommandEventLike => typeof Reflect.get(event, 'command') === 'string';

const EDITABLE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/**
 * Lets an element take requests: `command` events, and keys while the focus is inside it. Keeps `aria-pressed` of the
 * buttons whose `commandfor` names the element, and of those that sent a command from elsewhere.
 *
 * @param address whom requests of this element go to now; null while it belongs to no decoder.
 */
export function listenForRequests(
  scope: Scope,
  element: HTMLElement,
  target: RequestTarget,
  address: () => RequestAddress | null,
): void {
  const warned = new Set<string>();
  const buttons = new PressedButtons(element, target, address);

  scope.listen(element, 'command', (event) => {
    if (event.target !== element || !isCommandEvent(event) || !event.command.startsWith('--')) return;
    const name = requestForCommand(event.command, target);
    const to = address();
    if (!name) warnOnce(warned, event.command, element);
    else if (to && !event.defaultPrevented) void to.decoder.run(name, to.channelId);
    if (name && event.source) buttons.remember(event.source);
  });

  scope.listen<KeyboardEvent>(element, 'keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const [origin] = event.composedPath();
    if (isElement(origin) && origin.closest(EDITABLE)) return;
    const name = requestForKey(event.key, target);
    const to = address();
    if (!name || !to) return;
    event.preventDefault();
    void to.decoder.run(name, to.channelId);
  });

  buttons.keep(scope);
}

function warnOnce(warned: Set<string>, command: string, element: Element): void {
  if (warned.has(command)) return;
  warned.add(command);
  console.warn(`<${element.localName}> does not know the command ${command}; it is ignored.`);
}

/** The buttons of the page that show by `aria-pressed` what they turn on and off. */
class PressedButtons {
  readonly #element: HTMLElement;
  readonly #target: RequestTarget;
  readonly #address: () => RequestAddress | null;
  readonly #sources = new Set<WeakRef<Element>>();
  #watched: DecoderHandle | null = null;
  #unsubscribe = (): void => {};

  constructor(element: HTMLElement, target: RequestTarget, address: () => RequestAddress | null) {
    this.#element = element;
    this.#target = target;
    this.#address = address;
  }

  /** A button that reached the element in another way than by `commandfor` in the element's own tree. */
  remember(source: Element): void {
    const known = [...this.#sources].some((reference) => reference.deref() === source);
    if (!known) this.#sources.add(new WeakRef(source));
    this.#sync();
  }

  keep(scope: Scope): void {
    scope.listen(decoderRegistry(), 'change', () => this.#watch());
    scope.add(() => this.#unsubscribe());
    this.#watch();
    // Buttons that the parser has not reached yet when the element is connected.
    const { ownerDocument } = this.#element;
    if (ownerDocument.readyState === 'loading') scope.listen(ownerDocument, 'DOMContentLoaded', () => this.#sync());
    queueMicrotask(() => {
      if (!scope.disposed) this.#watch();
    });
  }

  #watch(): void {
    const decoder = this.#address()?.decoder ?? null;
    if (decoder !== this.#watched) {
      this.#unsubscribe();
      this.#watched = decoder;
      this.#unsubscribe = decoder ? decoder.store.subscribe(() => this.#sync()) : () => {};
    }
    this.#sync();
  }

  #sync(): void {
    const to = this.#address();
    for (const button of this.#buttons()) {
      const name = requestForCommand(button.getAttribute('command') ?? '', this.#target);
      const pressed = name && requestNamed(name).pressed;
      if (!pressed) continue;
      const value = String(to !== null && pressed(to.decoder.store.snapshot, to.channelId));
      if (button.getAttribute('aria-pressed') !== value) button.setAttribute('aria-pressed', value);
    }
  }

  #buttons(): Set<Element> {
    const found = new Set<Element>();
    const root = this.#element.getRootNode();
    if (this.#element.id && isTreeRoot(root)) {
      for (const button of root.querySelectorAll(`button[commandfor="${CSS.escape(this.#element.id)}"]`))
        found.add(button);
    }
    for (const reference of this.#sources) {
      const source = reference.deref();
      if (source?.isConnected) found.add(source);
      else if (!source) this.#sources.delete(reference);
    }
    return found;
  }
}
