import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandViews } from './band-views.js';

test('sound from before a turn of the dial is drawn where it was on the band', () => {
  const before = { dial: 7010, sideband: 'usb' } as const;
  const now = { dial: 7010.3, sideband: 'usb' } as const;
  const dials = [
    { from: Number.NEGATIVE_INFINITY, ...before },
    { from: 12, ...now },
  ];
  // At the bottom there is 7010.5 kHz: 200 Hz of audio now, 500 Hz then.
  assert.deepEqual(bandViews(dials, now, 200, 3000), [
    { from: Number.NEGATIVE_INFINITY, bottom: 500, top: 3300 },
    { from: 12, bottom: 200, top: 3000 },
  ]);
});

test('in the lower sideband the lowest audio is at the top, and the other sideband stands upside down beside it', () => {
  const now = { dial: 7013.2, sideband: 'lsb' } as const;
  const dials = [{ from: 0, dial: 7010, sideband: 'usb' } as const, { from: 5, ...now }];
  // At the bottom there is 7010.2 kHz: 3000 Hz of audio now, 200 Hz then.
  assert.deepEqual(bandViews(dials, now, 200, 3000), [
    { from: 0, bottom: 200, top: 3000 },
    { from: 5, bottom: 3000, top: 200 },
  ]);
});
