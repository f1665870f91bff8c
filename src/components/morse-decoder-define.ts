import { MorseDecoderElement } from './morse-decoder.js';

declare global {
  interface HTMLElementTagNameMap {
    'morse-decoder': MorseDecoderElement;
  }
}

if (!customElements.get('morse-decoder')) customElements.define('morse-decoder', MorseDecoderElement);

export { MorseDecoderElement };
