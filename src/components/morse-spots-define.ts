import { MorseSpotsElement } from './morse-spots.js';

declare global {
  interface HTMLElementTagNameMap {
    'morse-spots': MorseSpotsElement;
  }
}

if (!customElements.get('morse-spots')) customElements.define('morse-spots', MorseSpotsElement);

export { MorseSpotsElement };
