/** The library for pages, without registering anything: for pages that give the elements names, or a moment, of their own. */

import './packing.js';

export { MorseChannelElement } from './components/morse-channel.js';
export { MorseDecoderElement } from './components/morse-decoder.js';
export { MorseWaterfallElement } from './components/morse-waterfall.js';
export * from './vocabulary.js';
