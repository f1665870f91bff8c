import { isElement, isShadowRoot, isTreeRoot } from '../sources/tree.js';
import type { DecoderHandle } from './decoder-handle.js';

/** Marks decoders for the views, whichever copy of the script and whichever tag name they come from. */
export const DECODER_MARK = Symbol.for('morse-decoder.element.1');

/** Of a decoder's class: the release that it is of. */
export const RELEASE = Symbol.for('morse-decoder.release.1');

const REGISTRY = Symbol.for('morse-decoder.registry.1');

/** Tells of decoders that came, went or changed their id; one for the page, whatever the number of copies of the script. */
export function decoderRegistry(): EventTarget {
  const page = globalThis as { [REGISTRY]?: EventTarget };
  page[REGISTRY] ??= new EventTarget();
  return page[REGISTRY];
}

/** To be called by a decoder that was inserted, removed or renamed. */
export function announceDecoders(): void {
  decoderRegistry().dispatchEvent(new Event('change'));
}

const isDecoder = (node: unknown): node is DecoderHandle => isElement(node) && Reflect.get(node, DECODER_MARK) === true;

/**
 * The decoder that an element belongs to: the one named by `for` in its own tree or in a tree around it, else the nearest
 * ancestor, across shadow boundaries; null when there is none (yet).
 */
export function findDecoder(element: Element, htmlFor: string | null): DecoderHandle | null {
  return htmlFor ? byId(element, htmlFor) : byAncestry(element);
}

function byId(element: Element, id: string): DecoderHandle | null {
  for (let root = element.getRootNode(); ; ) {
    const found = isTreeRoot(root) ? root.getElementById(id) : null;
    if (isDecoder(found)) return found;
    if (!isShadowRoot(root)) return null;
    root = root.host.getRootNode();
  }
}

function byAncestry(element: Element): DecoderHandle | null {
  let node: Node | null = element.parentNode;
  while (node && !isDecoder(node)) node = isShadowRoot(node) ? node.host : node.parentNode;
  return node;
}

/** Why an element has no decoder, for the page's author. */
export function whyNoDecoder(element: Element, htmlFor: string | null): string {
  if (!htmlFor) return 'it is in no <morse-decoder>, and names none by for.';
  const named = element.ownerDocument.getElementById(htmlFor);
  return `for="${htmlFor}": ${named ? `that is a <${named.localName}>, not a <morse-decoder>` : 'no element has that id'}.`;
}
