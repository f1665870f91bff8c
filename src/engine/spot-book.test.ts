import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NamedCall } from '../morse/spotting/vote.js';
import { type Hearing, SpotBook } from './spot-book.js';

/** A book, and what it has told. */
function book() {
  const told: string[] = [];
  const spots = new SpotBook((event) => {
    if (event.type === 'spot') told.push(`${event.change} ${event.spot.id} ${event.spot.callsign} ${event.spot.type}`);
  });
  const hear = (
    callsign: string,
    time: number,
    more: Partial<Hearing> = {},
    call: Partial<NamedCall> = {},
  ): string[] => {
    told.length = 0;
    const named = { callsign, type: 'dx', confidence: 0.95, count: 2, time, wpm: 25, ...call } as const;
    spots.note({ call: named, channel: 1, frequency: 700, radioFrequency: null, snr: 10, ...more });
    return [...told];
  };
  return { spots, hear, told };
}

test('a callsign on one frequency is one spot for ten minutes, told again once a minute', () => {
  const { hear } = book();
  assert.deepEqual(hear('K1ABC', 0), ['new 1 K1ABC dx']);
  assert.deepEqual(hear('K1ABC', 30), []);
  assert.deepEqual(hear('K1ABC', 90), ['again 1 K1ABC dx']);
  assert.deepEqual(hear('K1ABC', 95, { channel: 2, frequency: 1100 }), []);
  assert.deepEqual(hear('K1ABC', 100, { channel: 3, frequency: 1800 }), ['new 2 K1ABC dx']);
  assert.deepEqual(hear('K1ABC', 800), ['new 3 K1ABC dx']);
});

test('a second reading, and a channel where it is heard better, are told at once; the rest when the sound ends', () => {
  const { hear, spots, told } = book();
  hear('K1ABC', 0, { snr: -3, frequency: 730 }, { count: 1 });
  assert.deepEqual(hear('K1ABC', 2, { snr: 12, channel: 2 }, { count: 1 }), ['again 1 K1ABC dx']);
  assert.deepEqual(hear('K1ABC', 6, { snr: 12, channel: 2 }), ['again 1 K1ABC dx']);
  assert.deepEqual(hear('K1ABC', 9, { snr: 12, channel: 2 }, { count: 3 }), []);
  told.length = 0;
  spots.flush();
  spots.flush();
  assert.deepEqual(told, ['again 1 K1ABC dx']);
});

test('who sends on a channel is told with each callsign that is given, also while the spots wait for their minute', () => {
  const senders: string[] = [];
  const spots = new SpotBook((event) => {
    if (event.type === 'sender') senders.push(`${event.channel} ${event.callsign}`);
  });
  const hear = (callsign: string, time: number, channel = 1) => {
    const call = { callsign, type: 'dx', confidence: 0.95, count: 2, time, wpm: 25 } as const;
    spots.note({ call, channel, frequency: 700 + channel, radioFrequency: null, snr: 10 });
  };
  hear('K1ABC', 10);
  hear('G4XYZ', 20);
  hear('K1ABC', 30);
  hear('K1ABC', 34);
  // What was sent before and is read once more tells nothing of who sends now.
  hear('G4XYZ', 21);
  hear('G4XYZ', 40, 2);
  assert.deepEqual(senders, ['1 K1ABC', '1 G4XYZ', '1 K1ABC', '1 K1ABC', '2 G4XYZ']);
});

test('with a dial it is the radio frequency that counts', () => {
  const { hear } = book();
  assert.deepEqual(hear('K1ABC', 0, { radioFrequency: 7010.7 }), ['new 1 K1ABC dx']);
  assert.deepEqual(hear('K1ABC', 61, { radioFrequency: 7010.9, frequency: 2500 }), ['again 1 K1ABC dx']);
  assert.deepEqual(hear('K1ABC', 70, { radioFrequency: 14010.7 }), ['new 2 K1ABC dx']);
});

test('who begins to call is told at once, and stays one who calls', () => {
  const { hear } = book();
  hear('K1ABC', 0);
  assert.deepEqual(hear('K1ABC', 20, {}, { type: 'cq' }), ['again 1 K1ABC cq']);
  assert.deepEqual(hear('K1ABC', 90), ['again 1 K1ABC cq']);
});

test('what a neighbour channel misreads of a strong station is no station', () => {
  const { hear } = book();
  hear('K1ABC', 0, {}, { count: 6 });
  assert.deepEqual(hear('K1ABE', 10, { channel: 2, frequency: 730 }), []);
  assert.deepEqual(hear('K1ABE', 10, { channel: 3, frequency: 1500 }), ['new 2 K1ABE dx']);
});

test('a mistake is withdrawn by the channel that made it', () => {
  const { hear, spots, told } = book();
  hear('K1ABE', 0);
  told.length = 0;
  spots.withdraw(2, 'K1ABE');
  assert.deepEqual(told, []);
  spots.withdraw(1, 'K1ABE');
  assert.deepEqual(told, ['withdrawn 1 K1ABE dx']);
});
