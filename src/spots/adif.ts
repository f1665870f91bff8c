import { dateOf, type ExportedSpot, TYPE_WORDS } from './spot.js';

/** Tests and tools run from the source. */
const VERSION = typeof __VERSION__ === 'undefined' ? 'source' : __VERSION__;

/** Release of the specification (adif.org) that this follows. */
const RELEASE = '3.1.6';

/** The enumeration Band, MHz. */
const BANDS: readonly (readonly [name: string, from: number, to: number])[] = [
  ['2190m', 0.1357, 0.1378],
  ['630m', 0.472, 0.479],
  ['560m', 0.501, 0.504],
  ['160m', 1.8, 2],
  ['80m', 3.5, 4],
  ['60m', 5.06, 5.45],
  ['40m', 7, 7.3],
  ['30m', 10.1, 10.15],
  ['20m', 14, 14.35],
  ['17m', 18.068, 18.168],
  ['15m', 21, 21.45],
  ['12m', 24.89, 24.99],
  ['10m', 28, 29.7],
  ['8m', 40, 45],
  ['6m', 50, 54],
  ['5m', 54.000001, 69.9],
  ['4m', 70, 71],
  ['2m', 144, 148],
  ['1.25m', 222, 225],
  ['70cm', 420, 450],
  ['33cm', 902, 928],
  ['23cm', 1240, 1300],
  ['13cm', 2300, 2450],
  ['9cm', 3300, 3500],
  ['6cm', 5650, 5925],
  ['3cm', 10000, 10500],
];

/** ADIF's name of the amateur band; null between them. @param kilohertz radio frequency */
export function bandOf(kilohertz: number): string | null {
  const megahertz = kilohertz / 1000;
  return BANDS.find(([, from, to]) => megahertz >= from && megahertz <= to)?.[0] ?? null;
}

/** `<CALL:5>K1ABC`: the length is that of the value in characters, of which an ADI file has those of ASCII. */
const field = (name: string, value: string): string => `<${name}:${value.length}>${value}`;

/** `20261126 140533`. */
const stamp = (date: Date): string => date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', ' ');

function record(spot: ExportedSpot): string {
  const { callsign, type, radioFrequency, wpm, snr } = spot;
  const [date = '', time = ''] = stamp(dateOf(spot)).split(' ');
  const band = radioFrequency === null ? null : bandOf(radioFrequency);
  const level = snr === null ? '' : `, ${Math.round(snr)} dB`;
  return [
    field('CALL', callsign),
    ...(radioFrequency === null ? [] : [field('FREQ', (radioFrequency / 1000).toFixed(6))]),
    ...(band === null ? [] : [field('BAND', band)]),
    field('MODE', 'CW'),
    field('QSO_DATE', date),
    field('TIME_ON', time),
    // Heard, not worked.
    field('SWL', 'Y'),
    field('COMMENT', `${TYPE_WORDS[type]}, ${Math.round(wpm)} WPM${level}`),
    '<EOR>',
  ].join(' ');
}

/** The spots as reports of a listener in an ADI file. @param created when the file is made; now by default */
export function toAdif(spots: readonly ExportedSpot[], created = new Date()): string {
  const header = [
    field('ADIF_VER', RELEASE),
    field('CREATED_TIMESTAMP', stamp(created)),
    field('PROGRAMID', 'morse-decoder'),
    field('PROGRAMVERSION', VERSION),
    '<EOH>',
  ];
  return `Stations heard\r\n${header.join(' ')}\r\n${spots.map((spot) => `${record(spot)}\r\n`).join('')}`;
}
