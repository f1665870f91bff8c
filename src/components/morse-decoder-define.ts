import { MorseDecoderElement } from './morse-decoder.js';
import { compareRelease } from './one-release.js';

declare global {
  interface HTMLElementTagNameMap {
    'morse-decoder': MorseDecoderElement;
  }
}

const first = customElements.get('morse-decoder');
if (first) compareRelease(first);
else customElements.define('morse-decoder', MorseDecoderElement);

export { MorseDecoderElement };
