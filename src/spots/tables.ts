import { countryOf } from './countries.js';
import { dateOf, type ExportedSpot } from './spot.js';

type Value = string | number | null;

/** Columns of CSV, keys of JSON. Frequencies: Hz of audio, kHz of radio. */
const columns = (spot: ExportedSpot): Readonly<Record<string, Value>> => ({
  utc: dateOf(spot).toISOString(),
  callsign: spot.callsign,
  country: countryOf(spot.callsign),
  type: spot.type,
  radioFrequency: spot.radioFrequency,
  frequency: rounded(spot.frequency, 1),
  wpm: rounded(spot.wpm, 0),
  snr: spot.snr === null ? null : rounded(spot.snr, 0),
  confidence: rounded(spot.confidence, 2),
  count: spot.count,
});

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A cell by RFC 4180. Text that a spreadsheet would take for a formula is kept from being one. */
export function csvCell(value: Value): string {
  if (typeof value !== 'string') return String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV by RFC 4180, with a line of names. */
export function toCsv(spots: readonly ExportedSpot[]): string {
  const names = [
    'utc',
    'callsign',
    'country',
    'type',
    'radioFrequency',
    'frequency',
    'wpm',
    'snr',
    'confidence',
    'count',
  ];
  const rows = spots.map(columns).map((row) => names.map((name) => csvCell(row[name] ?? null)));
  return [names, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** A JSON object for each spot, one a line. */
export const toJsonLines = (spots: readonly ExportedSpot[]): string =>
  spots.map((spot) => `${JSON.stringify(columns(spot))}\n`).join('');
