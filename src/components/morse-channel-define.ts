import { MorseChannelElement } from './morse-channel.js';

declare global {
  interface HTMLElementTagNameMap {
    'morse-channel': MorseChannelElement;
  }
}

if (!customElements.get('morse-channel')) customElements.define('morse-channel', MorseChannelElement);

export { MorseChannelElement };
