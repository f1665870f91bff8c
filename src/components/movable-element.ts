import { LitElement } from 'lit';
import { dress } from './dress.js';

/**
 * An element that keeps its looks in another document of the page's origin: a frame, or a window that was opened. A document
 * takes a shadow tree's style sheets away when the tree comes from another one, and does not let it have those again.
 */
export class MovableElement extends LitElement {
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const { shadowRootOptions, elementStyles } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    dress(root, elementStyles, this.ownerDocument);
    return root;
  }

  /** By the browser, when the element has come into another document. */
  adoptedCallback(): void {
    const { elementStyles } = this.constructor as typeof LitElement;
    if (this.shadowRoot) dress(this.shadowRoot, elementStyles, this.ownerDocument);
  }
}
