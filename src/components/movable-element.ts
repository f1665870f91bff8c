import { LitElement } from 'lit';
import { dress } from './dress.js';
import { inNextPicture, type PictureKind } from './pictures.js';

/**
 * An element that keeps its looks in another document of the page's origin: a frame, or a window that was opened. A document
 * takes a shadow tree's style sheets away when the tree comes from another one, and does not let it have those again.
 *
 * What its decoder says it shows in the page's pictures, what the page or the user changes at once.
 */
export class MovableElement extends LitElement {
  /** The picture that the pending update may wait for; null: it may not wait. */
  private picture: PictureKind | null = null;
  /** Ends that wait. */
  private hurry: (() => void) | null = null;

  override requestUpdate(...change: Parameters<LitElement['requestUpdate']>): void {
    this.picture = null;
    this.hurry?.();
    super.requestUpdate(...change);
  }

  /** The decoder has something new to show. @param kind of the picture in which it is shown */
  showSoon(kind: PictureKind): void {
    if (this.isUpdatePending) {
      if (this.picture === 'list' && kind === 'motion') inNextPicture(kind, () => this.hurry?.());
      return;
    }
    super.requestUpdate();
    this.picture = this.hasUpdated ? kind : null;
  }

  protected override async scheduleUpdate(): Promise<void> {
    const { picture } = this;
    if (picture) {
      await new Promise<void>((resolve) => {
        this.hurry = resolve;
        inNextPicture(picture, () => resolve());
      });
      this.hurry = null;
    }
    await super.scheduleUpdate();
  }

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
