import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallsignSpot } from '../engine/types.js';
import { arrange } from './arrange.js';
import { SpotLog } from './spot-log.js';

const spot = (id: number, callsign: string, more: Partial<CallsignSpot> = {}): CallsignSpot => ({
  ...{ id, channel: id, callsign, type: 'cq', frequency: 700, radioFrequency: null, time: id, first: id },
  ...{ wpm: 25, snr: 10, confidence: 0.9, count: 2, utc: 1000 * id },
  ...more,
});

function logged(...spots: readonly CallsignSpot[]): SpotLog {
  const log = new SpotLog();
  for (const one of spots) log.take(one, 'new');
  return log;
}

test('equal rows stay in the order in which they came', () => {
  const { spots } = logged(spot(1, 'DL1A'), spot(2, 'K1A'), spot(3, 'DL2A'), spot(4, 'K2A', { snr: 20 }));
  const calls = (descending: boolean) =>
    arrange(spots, '', { column: 'snr', descending }).map(({ callsign }) => callsign);
  assert.deepEqual(calls(true), ['K2A', 'DL1A', 'K1A', 'DL2A']);
  assert.deepEqual(calls(false), ['DL1A', 'K1A', 'DL2A', 'K2A']);
});

test('every word of the filter has to be there, in call, country, type, band or kHz', () => {
  const { spots } = logged(
    spot(1, 'DL1ABC', { radioFrequency: 7010 }),
    spot(2, 'DL2ABC', { radioFrequency: 14010, type: 'dx' }),
    spot(3, 'K1ABC', { radioFrequency: 7020 }),
  );
  const calls = (filter: string) =>
    arrange(spots, filter, { column: 'callsign', descending: false }).map(({ callsign }) => callsign);
  assert.deepEqual(calls('germany'), ['DL1ABC', 'DL2ABC']);
  assert.deepEqual(calls(' 40m  cq '), ['DL1ABC', 'K1ABC']);
  assert.deepEqual(calls('german 20m'), ['DL2ABC']);
  assert.deepEqual(calls('7020'), ['K1ABC'], 'kHz');
});

test('a list keeps what a decoder forgets, and lists a station once', () => {
  const log = logged(spot(1, 'DL1ABC'), spot(2, 'K1ABC'));
  log.take(spot(2, 'K1ABC', { count: 5 }), 'again');
  assert.deepEqual(
    log.spots.map(({ count }) => count),
    [2, 5],
  );
  // The decoder begins anew; its ids too.
  log.take(spot(1, 'K1ABC', { utc: 60_000 }), 'new');
  log.take(spot(2, 'OZ1ABC', { utc: 60_000 }), 'new');
  assert.deepEqual(
    log.spots.map(({ callsign }) => callsign),
    ['DL1ABC', 'K1ABC', 'OZ1ABC'],
  );
  log.take(spot(2, 'OZ1ABC'), 'withdrawn');
  assert.deepEqual(
    log.spots.map(({ callsign }) => callsign),
    ['DL1ABC', 'K1ABC'],
  );
  log.take(spot(3, 'K1ABC', { frequency: 1300, utc: 61_000 }), 'new');
  assert.equal(log.spots.length, 3);
});
