import { MorseWaterfallElement } from './morse-waterfall.js';

declare global {
  interface HTMLElementTagNameMap {
    'morse-waterfall': MorseWaterfallElement;
  }
}

if (!customElements.get('morse-waterfall')) customElements.define('morse-waterfall', MorseWaterfallElement);

export { MorseWaterfallElement };
