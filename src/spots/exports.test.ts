import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AdifParser } from 'adif-parser-ts';
import { bandOf, toAdif } from './adif.js';
import { clusterLine, toCluster } from './cluster.js';
import { countryCode, countryOf } from './countries.js';
import type { ExportedSpot } from './spot.js';
import { csvCell, toCsv, toJsonLines } from './tables.js';

const spot = (callsign: string, more: Partial<ExportedSpot> = {}): ExportedSpot => ({
  callsign,
  type: 'cq',
  frequency: 700,
  radioFrequency: 18068,
  wpm: 19.2,
  snr: 25.4,
  confidence: 0.97,
  count: 3,
  time: 61,
  utc: Date.UTC(2026, 10, 26, 6, 54, 7),
  ...more,
});

test('cluster lines are those of the Reverse Beacon Network, in its columns', () => {
  assert.equal(
    clusterLine(spot('9A3MR'), 'ea5wu'),
    'DX de EA5WU-#:   18068.0  9A3MR          CW    25 dB  19 WPM  CQ      0654Z',
  );
  const beacon = spot('VA3XCD/B', { type: 'beacon', radioFrequency: 28169.9, snr: 9, wpm: 10 });
  assert.equal(
    clusterLine({ ...beacon, utc: Date.UTC(2026, 0, 1, 22, 59) }, 'K9LC'),
    'DX de K9LC-#:    28169.9  VA3XCD/B       CW     9 dB  10 WPM  BEACON  2259Z',
  );
  assert.equal(toCluster([spot('K1ABC', { radioFrequency: null })]).slice(0, 31), 'DX de NOCALL-#:      0.7  K1ABC');
});

test('ADIF is read back by another parser as it was written', () => {
  const text = toAdif(
    [spot('F/DL1ABC/P', { radioFrequency: 7010.65 }), spot('K1ABC', { radioFrequency: null, snr: null, type: 'dx' })],
    new Date(Date.UTC(2026, 10, 26, 14, 5, 33)),
  );
  const { header, records } = AdifParser.parseAdi(text);
  assert.equal(header?.adif_ver, '3.1.6');
  assert.equal(header?.created_timestamp, '20261126 140533');
  const common = { mode: 'CW', qso_date: '20261126', time_on: '065407', swl: 'Y' };
  assert.deepEqual(records, [
    { ...common, call: 'F/DL1ABC/P', freq: '7.010650', band: '40m', comment: 'CQ, 19 WPM, 25 dB' },
    { ...common, call: 'K1ABC', comment: 'DX, 19 WPM' },
  ]);
});

test('bands are those of ADIF, edges included', () => {
  const bands = [1800, 3799.9, 5351.5, 7300, 10150, 14000, 24990, 29700, 50313, 144300, 10489_750].map(bandOf);
  assert.deepEqual(bands, ['160m', '80m', '60m', '40m', '30m', '20m', '12m', '10m', '6m', '2m', '3cm']);
  assert.deepEqual([bandOf(7300.1), bandOf(0.7)], [null, null]);
});

test('CSV is that of RFC 4180, and no cell is a formula', () => {
  const [head, row, end] = toCsv([spot('K1ABC', { snr: -6 })]).split('\r\n');
  assert.equal(head, 'utc,callsign,country,type,radioFrequency,frequency,wpm,snr,confidence,count');
  assert.equal(row, '2026-11-26T06:54:07.000Z,K1ABC,United States,cq,18068,700,19,-6,0.97,3');
  assert.equal(end, '');
  assert.equal(csvCell('a "b", c\n'), '"a ""b"", c\n"');
  assert.deepEqual(['=1+1', '+1', '-1', '@x', '\tx'].map(csvCell), ["'=1+1", "'+1", "'-1", "'@x", "'\tx"]);
  assert.equal(csvCell(null), '');
});

test('JSON has an object a line', () => {
  const lines = toJsonLines([spot('K1ABC'), spot('DL1ABC', { radioFrequency: null })])
    .trimEnd()
    .split('\n');
  const [first, second] = lines.map((line) => JSON.parse(line));
  assert.equal(first.country, 'United States');
  assert.deepEqual([second.callsign, second.radioFrequency, second.frequency], ['DL1ABC', null, 700]);
});

test('the country is that of the place, by the series of the ITU', () => {
  const codes: Readonly<Record<string, string | null>> = {
    K1ABC: 'US',
    AA1AA: 'US',
    AM1AA: 'ES',
    DL1ABC: 'DE',
    DS1ABC: 'KR',
    'F/DL1ABC/P': 'FR',
    'K1ABC/VE3': 'CA',
    'W1AW/4': 'US',
    '3DA0RU': 'SZ',
    '3D2AA': 'FJ',
    SU1AA: 'EG',
    ST2AA: 'SD',
    S57DX: 'SI',
    HB0AA: 'LI',
    HB9AA: 'CH',
    BV2AA: 'TW',
    '4U1UN/B': 'UN',
    '2E0AAA': 'GB',
    ZL1ABC: 'NZ',
    '9Z4AA': 'TT',
    'DL1ABC/MM': null,
    QRZ: null,
    S4AAA: null,
  };
  for (const [call, code] of Object.entries(codes)) assert.equal(countryCode(call), code, call);
  assert.deepEqual([countryOf('DL1ABC'), countryOf('DL1ABC', 'fr'), countryOf('S40AA')], ['Germany', 'Allemagne', '']);
});
