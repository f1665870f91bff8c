import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { planSlices } from './band.js';

const RATE = 48_000;
/** Two seconds of a turning pointer, pairs of I and Q; below zero it turns the other way. */
const pointer = (hertz: number, rate = RATE) =>
  Float32Array.from({ length: 4 * rate }, (_, n) => {
    const angle = (2 * Math.PI * hertz * (n >> 1)) / rate;
    return n % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
const tone = (hertz: number, rate: number) =>
  Float32Array.from({ length: 2 * rate }, (_, n) => Math.cos((2 * Math.PI * hertz * n) / rate));

/** Amplitude of a tone in the second second of 8 kHz sound. */
function amplitude(samples: Float32Array, hertz: number): number {
  let real = 0;
  let imaginary = 0;
  for (let n = 6000; n < 14_000; n++) {
    const angle = (2 * Math.PI * hertz * n) / 8000;
    real += (samples[n] as number) * Math.cos(angle);
    imaginary += (samples[n] as number) * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / 8000;
}

describe('a slice of a band', () => {
  const plan = (more: object) => planSlices({ sampleRate: RATE, iq: true, wide: false, frequency: null, ...more });

  test('has a signal above or below zero at its full level, and nothing of its mirror', () => {
    for (const frequency of [-1500, 6200, -23_000]) {
      const [slice] = plan({ frequency });
      assert.ok(slice);
      const audio = frequency - slice.offset;
      const { samples, sampleRate } = slice.cut(pointer(frequency));
      assert.equal(sampleRate, 8000);
      assert.ok(Math.abs(amplitude(samples, audio) - 1) < 0.01);
      const [other] = plan({ frequency });
      assert.ok(amplitude(other?.cut(pointer(-frequency)).samples ?? samples, audio) < 0.001);
    }
  });

  test('has nothing of what lies beyond it', () => {
    const [slice] = plan({ frequency: 10_000 });
    const { samples } = slice?.cut(pointer(10_000 + 4500)) ?? {};
    assert.ok(samples?.subarray(4000).every((value) => Math.abs(value) < 0.001));
  });

  test('of real sound has its level too', () => {
    const [slice] = plan({ iq: false, sampleRate: 150_000, frequency: 7040 });
    const { samples } = slice?.cut(tone(7040, 150_000)) ?? {};
    assert.ok(samples && slice && Math.abs(amplitude(samples, 7040 - slice.offset) - 1) < 0.01);
  });

  test('every frequency of a wide band belongs to one of them, in which it is searched', () => {
    for (const [lowest, settings] of [
      [-23_700, {}],
      [201, { iq: false, wide: true }],
    ] as const) {
      const slices = plan(settings);
      for (let hertz = lowest; hertz < 23_700; hertz += 7) {
        const owners = slices.filter(({ offset, owns }) => owns(hertz - offset));
        assert.equal(owners.length, 1, `${hertz} Hz`);
        const { band, offset } = owners[0] as (typeof owners)[0];
        assert.ok(band && hertz - offset > band.from && hertz - offset < band.to);
      }
    }
  });

  test('is not made of sound that one receiver hears as a whole, and cannot be beyond what the samples hold', () => {
    const [slice] = plan({ iq: false, sampleRate: 8000, wide: true });
    const samples = tone(700, 8000);
    assert.equal(slice?.cut(samples).samples, samples);
    for (const frequency of [24_000, -30_000]) assert.throws(() => plan({ frequency }), RangeError);
    assert.throws(() => plan({ iq: false, frequency: -700 }), RangeError);
  });
});
