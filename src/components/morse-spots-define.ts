import { MorseSpotsElement } from './morse-spots.js';
import { compareRelease } from './one-release.js';

declare global {
  interface HTMLElementTagNameMap {
    'morse-spots': MorseSpotsElement;
  }
}

if (!customElements.get('morse-spots')) customElements.define('morse-spots', MorseSpotsElement);
void customElements.whenDefined('morse-decoder').then(compareRelease);

export { MorseSpotsElement };
