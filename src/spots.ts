/** The list of stations for pages: importing it registers `<morse-spots>`, beside whichever copy of the library has the decoder. */

export type { SpotFormat } from './components/morse-spots.js';
export { MorseSpotsElement } from './components/morse-spots-define.js';
export * from './spots-vocabulary.js';
