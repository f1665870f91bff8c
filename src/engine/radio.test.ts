import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moved } from '../dsp/audio-map.js';
import { audioFrequency, kilohertz, moveBetween, radioFrequency } from './radio.js';

const usb = (dial: number | null) => ({ dial, sideband: 'usb' }) as const;
const lsb = (dial: number | null) => ({ dial, sideband: 'lsb' }) as const;

test('a radio frequency is the dial plus the audio, or in the lower sideband less it', () => {
  assert.equal(radioFrequency(usb(14_025), 620), 14_025.62);
  assert.equal(radioFrequency(lsb(14_025), 620), 14_024.38);
  assert.equal(radioFrequency(usb(null), 620), null);
  assert.equal(audioFrequency(usb(14_025), 14_025.62), 620);
  assert.equal(audioFrequency(lsb(14_025), 14_024.38), 620);
  assert.equal(audioFrequency(lsb(null), 14_024.38), null);
});

test('when the dial goes up, audio goes down, or in the lower sideband up; a radio frequency stays', () => {
  assert.deepEqual(moveBetween(usb(7010), usb(7010.3)), { sign: 1, offset: -300 });
  assert.deepEqual(moveBetween(lsb(7010), lsb(7010.3)), { sign: 1, offset: 300 });
  for (const before of [usb(7010), lsb(7012.4)]) {
    for (const after of [usb(7009.1), lsb(7013)]) {
      const map = moveBetween(before, after);
      assert.ok(map);
      assert.equal(radioFrequency(after, moved(map, 700)), radioFrequency(before, 700));
    }
  }
});

test('a dial that comes to be known moves nothing', () => {
  assert.equal(moveBetween(usb(null), usb(7010)), null);
  assert.equal(moveBetween(usb(7010), usb(7010)), null);
});

test('kilohertz are written as operators read them', () => {
  assert.equal(kilohertz(14_025.62), '14\u202f025.62');
  assert.equal(kilohertz(144_050.256, 3), '144\u202f050.256');
  assert.equal(kilohertz(472), '472.00');
  assert.equal(kilohertz(10_489_550.5, 1), '10\u202f489\u202f550.5');
});
