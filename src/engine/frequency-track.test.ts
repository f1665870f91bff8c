import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BIN_HZ } from '../dsp/frame.js';
import { DialPath } from './dial-path.js';
import { FrequencyTrack } from './frequency-track.js';

const hertz = (bin: number): number => bin * BIN_HZ;

test('a signal that jumped is read where it was before and behind, as one that never did', () => {
  const track = new FrequencyTrack();
  track.add(0, 100);
  track.leap(1000, 110, hertz(10));
  track.leap(2000, 100, hertz(-10));
  track.add(2500, 101);
  assert.deepEqual(
    [999, 1000, 1999, 2000, 2500].map((frame) => track.at(frame)),
    [100, 110, 110, 100, 101],
  );
  assert.deepEqual(track.stretches(hertz(100), 500, 2400), [
    { frame: 500, hertz: hertz(100) },
    { frame: 1000, hertz: hertz(110) },
    { frame: 2000, hertz: hertz(100) },
  ]);
});

test('a jump and a turn of the dial within a passage', () => {
  const path = new DialPath();
  const track = new FrequencyTrack(path);
  track.add(0, 100);
  track.leap(1000, 110, hertz(10));
  path.move(1500, { sign: 1, offset: 200 }, path.dial);
  assert.deepEqual(track.stretches(hertz(100), 500, 2000), [
    { frame: 500, hertz: hertz(100) },
    { frame: 1000, hertz: hertz(110) },
    { frame: 1500, hertz: hertz(110) + 200 },
  ]);
});

test('what another signal is meant in place of has not jumped', () => {
  const track = new FrequencyTrack();
  track.add(0, 100);
  track.leap(1000, 110, hertz(10));
  track.add(900, 80);
  assert.equal(track.at(1200), 80);
  assert.equal(track.jumpedBy(1200), 0);
});
