/** The names of spots.ts for a server, where nothing is drawn or registered; spots become text there too. */

/** `<morse-spots>`, which only a browser fills with life. */
export class MorseSpotsElement {}

export * from './spots-vocabulary.js';
