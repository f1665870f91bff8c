import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded, whiteNoise } from '../../test/support/signals.js';
import { AudioHistory } from './audio-history.js';
import { BINS, HOP, WINDOW } from './frame.js';
import { FrameStore } from './frame-store.js';
import { Spectrogram } from './spectrogram.js';

test('live and recomputed frames are the same, to the bit', () => {
  const history = new AudioHistory(20);
  const store = new FrameStore(history);
  const seen: Float32Array[] = [];
  const noise = whiteNoise(8, 0.1, seeded(4));
  for (let at = 0; at < noise.length; at += 1000) {
    history.append(noise.subarray(at, at + 1000));
    store.advance((k, long) => {
      assert.equal(k, seen.length);
      seen.push(long.slice());
    });
  }
  assert.equal(store.end, Math.floor((noise.length - WINDOW) / HOP) + 1);
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  for (const k of [0, 1, 127, 128, 400, store.end - 257, store.end - 256, store.end - 1]) {
    new Spectrogram().frame(noise, k * HOP, long, short);
    assert.deepEqual(store.rows(k).long, seen[k]);
    assert.deepEqual(store.rows(k), { long, short, first: 0 });
  }
});

test('frames whose samples have left the history are refused and never shown as others', () => {
  const history = new AudioHistory(1);
  const store = new FrameStore(history);
  history.append(whiteNoise(3, 0.1, seeded(5)));
  const frames: number[] = [];
  store.advance((k) => frames.push(k));
  assert.equal(frames[0], 250);
  assert.equal(store.start, 250);
  assert.throws(() => store.rows(249), RangeError);
  assert.throws(() => store.rows(store.end), RangeError);
});
