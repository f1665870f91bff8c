/** What the list's scripts for pages and for servers share: spots as text, and countries. */

export type { CallsignSpot, SpotChange } from './engine/types.js';
export type { SpotType } from './morse/spotting/vote.js';
export { bandOf, toAdif } from './spots/adif.js';
export { clusterLine, toCluster } from './spots/cluster.js';
export { countryCode, countryOf } from './spots/countries.js';
export type { ExportedSpot } from './spots/spot.js';
export type { ListedSpot } from './spots/spot-log.js';
export { toCsv, toJsonLines } from './spots/tables.js';
