import { dateOf, type ExportedSpot } from './spot.js';

/** What the RBN calls the types. */
const TYPES = { cq: 'CQ', dx: 'DX', beacon: 'BEACON' } as const;

/**
 * A line as skimmers of the Reverse Beacon Network send it, in its columns:
 * `DX de EA5WU-#:   18068.0  9A3MR          CW    25 dB  19 WPM  CQ      0654Z`. Without a dial the frequency is that of the audio, kHz.
 *
 * @param spotter callsign of the one who listens
 */
export function clusterLine(spot: ExportedSpot, spotter = 'NOCALL'): string {
  const { callsign, type, frequency, radioFrequency, snr, wpm } = spot;
  const kilohertz = (radioFrequency ?? frequency / 1000).toFixed(1);
  const head = `DX de ${spotter.toUpperCase()}-#:`;
  const place = kilohertz.padStart(Math.max(kilohertz.length + 1, 24 - head.length));
  const level = String(Math.round(snr ?? 0)).padStart(6);
  const speed = String(Math.round(wpm)).padStart(2);
  const time = dateOf(spot).toISOString().slice(11, 16).replace(':', '');
  return `${head}${place}  ${callsign.padEnd(14)} CW${level} dB  ${speed} WPM  ${TYPES[type].padEnd(8)}${time}Z`;
}

/** A line for each spot. */
export const toCluster = (spots: readonly ExportedSpot[], spotter?: string): string =>
  spots.map((spot) => `${clusterLine(spot, spotter)}\r\n`).join('');
