/**
 * What a server gets that renders pages: the names of the library, so that the same modules can be imported there. The
 * elements are not drawn on a server, and nothing is registered; the decoder for Node is in node.ts.
 */

/** `<morse-channel>`, which only a browser fills with life. */
export class MorseChannelElement {}

/** `<morse-decoder>`, which only a browser fills with life. */
export class MorseDecoderElement {}

/** `<morse-waterfall>`, which only a browser fills with life. */
export class MorseWaterfallElement {}

export * from './vocabulary.js';
