import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded, whiteNoise } from '../../test/support/signals.js';
import { Resampler } from './resampler.js';

const sine = (frequency: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) => Math.sin((2 * Math.PI * frequency * n) / rate));

const whole = (input: Float32Array, rate: number, block = input.length): Float32Array => {
  const resampler = new Resampler(rate);
  const out: number[] = [];
  for (let at = 0; at < input.length; at += block) out.push(...resampler.process(input.subarray(at, at + block)));
  out.push(...resampler.flush());
  return Float32Array.from(out);
};

const RATES = [44100, 48000, 11025, 96000, 22050, 16000, 12000, 47999.6, 8000, 5512.5, 192000];

test('output sample n is the input at n/8000 s, from the first to the last, at every rate', () => {
  for (const rate of RATES) {
    const frequency = Math.min(3600, 0.44 * rate);
    const out = whole(sine(frequency, rate, 0.25), rate);
    assert.equal(out.length, 2000, `${rate}`);
    for (let n = 300; n < 1700; n++) {
      const expected = Math.sin((2 * Math.PI * frequency * n) / 8000);
      assert.ok(Math.abs((out[n] as number) - expected) < 3e-4, `${rate} Hz, sample ${n}: ${out[n]} for ${expected}`);
    }
  }
});

test('what lies above 4 kHz is 80 dB down, so that no alias looks like a signal', () => {
  for (const rate of [44100, 48000, 11025, 96000, 47999.6]) {
    for (const frequency of [4010, 4400, 5100, 5500, 0.47 * rate]) {
      if (frequency > rate / 2) continue;
      const out = whole(sine(frequency, rate, 0.3), rate).subarray(400, 2000);
      const power = out.reduce((sum, v) => sum + v * v, 0) / out.length / 0.5;
      assert.ok(10 * Math.log10(power) < -80, `${frequency} Hz at ${rate}: ${10 * Math.log10(power)} dB`);
    }
  }
});

test('the result is the same to the bit for every block size', () => {
  const input = whiteNoise(0.4, 0.3, seeded(6));
  for (const rate of [44100, 47999.6, 48000, 5512.5, 8000]) {
    const reference = whole(input, rate);
    for (const block of [1, 128, 441, 3000])
      assert.deepEqual(whole(input, rate, block), reference, `${rate} by ${block}`);
  }
});

test('the length is the rounded duration, and after flush another stream begins', () => {
  for (const rate of RATES) {
    for (const length of [0, 1, 7, 1000, 12345]) {
      const resampler = new Resampler(rate);
      const input = new Float32Array(length).fill(0.5);
      const first = [...resampler.process(input), ...resampler.flush()];
      assert.equal(first.length, Math.round((length / rate) * 8000), `${length} at ${rate}`);
      assert.deepEqual([...resampler.process(input), ...resampler.flush()], first);
    }
  }
});

test('rates that no sound card has are refused', () => {
  for (const rate of [0, -1, 2999, 768001, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => new Resampler(rate), RangeError);
  }
});
