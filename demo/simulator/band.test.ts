import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_NOISE, synthesizeBand } from './band.js';
import { keyText } from './keyer.js';
import { DEFAULT_SETTINGS, LiveBand, WIDE_RATE, WIDE_SETTINGS } from './live-band.js';
import { Random } from './random.js';
import { traffic } from './texts.js';

const power = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
const decibels = (ratio: number): number => 10 * Math.log10(ratio);

/** A dash as long as the clip. */
const dash = { frequency: 700, wpm: 0.3, text: 'T' };

test('SNR is mark power over noise power in 2500 Hz, at any sample rate', () => {
  for (const sampleRate of [8000, 48000]) {
    const seconds = 4;
    const noise = power(synthesizeBand({ stations: [], seconds, sampleRate }));
    const mark = power(synthesizeBand({ stations: [{ ...dash, snr: 10 }], seconds, sampleRate, noise: 0 }));
    const inBand = noise / (sampleRate / 2 / 2500);
    assert.ok(Math.abs(decibels(mark / inBand) - 10) < 0.2);
    assert.ok(Math.abs(Math.sqrt(inBand) / DEFAULT_NOISE - 1) < 0.03);
  }
});

test('the same seed gives the same samples, another seed others', () => {
  const spec = { stations: [{ ...dash, snr: 5, fading: { rate: 1, depth: 1 } }], seconds: 0.5 };
  assert.deepEqual(synthesizeBand({ ...spec, seed: 4 }), synthesizeBand({ ...spec, seed: 4 }));
  assert.notDeepEqual(synthesizeBand({ ...spec, seed: 4 }), synthesizeBand({ ...spec, seed: 5 }));
});

test('fading keeps the mean power and reaches deep nulls', () => {
  const fading = { rate: 2, depth: 1 };
  const samples = synthesizeBand({ stations: [{ ...dash, wpm: 0.02, snr: 20, fading }], seconds: 120, noise: 0 });
  const steady = DEFAULT_NOISE ** 2 * 100;
  assert.ok(Math.abs(decibels(power(samples) / steady)) < 1.5);
  const pieces = Array.from({ length: 2400 }, (_, i) => power(samples.subarray(i * 400, (i + 1) * 400)));
  assert.ok(decibels(Math.min(...pieces) / steady) < -20);
});

test('a text is sent once, or again after its pause', () => {
  const sounds = (samples: Float32Array, from: number, to: number) =>
    power(samples.subarray(from * 8000, to * 8000)) > 1e-6;
  const spec = { frequency: 600, wpm: 24, snr: 20, text: 'E' };
  const once = synthesizeBand({ stations: [spec], seconds: 4, noise: 0 });
  const again = synthesizeBand({ stations: [{ ...spec, repeat: 1 }], seconds: 4, noise: 0 });
  assert.ok(sounds(once, 0, 1) && !sounds(once, 1, 4));
  assert.ok(sounds(again, 0, 1) && sounds(again, 1, 2) && sounds(again, 2, 4));
});

test('all traffic can be keyed', () => {
  for (let seed = 0; seed < 100; seed++) {
    const next = traffic(new Random(seed));
    for (let i = 0; i < 20; i++) {
      const message = next();
      assert.ok(message && message.pause > 0);
      assert.ok(keyText(message.text, { wpm: 20 }).marks.length > 0);
    }
  }
});

test('the live band stays far from full scale with everything on, a receiver’s and a whole one', () => {
  const receiver = { settings: { ...DEFAULT_SETTINGS, stations: 40, interferers: 6 }, pairs: false };
  const whole = { settings: { ...WIDE_SETTINGS, stations: 200 }, pairs: true };
  for (const start of [receiver, whole]) {
    const band = new LiveBand(48000, 7, start);
    const block = new Float32Array(128);
    let peak = 0;
    for (let i = 0; i < 1000; i++) {
      band.render(block);
      for (const sample of block) peak = Math.max(peak, Math.abs(sample));
    }
    assert.ok(peak > 0.01 && peak < 0.95, `peak ${peak}`);
  }
});

test('a station of the whole live band stands on its own side of the middle, and goes the other way when the dial is turned', () => {
  const settings = {
    ...WIDE_SETTINGS,
    stations: 1,
    snr: 40,
    fadingDepth: 0,
    slowest: 5,
    fastest: 5,
    fist: 'machine',
  } as const;
  const band = new LiveBand(WIDE_RATE, 7, { settings, pairs: true });
  /** Hz that the pointer turns by in the loudest block of 4 s. */
  const heard = (): number => {
    const block = new Float32Array(2 * 960);
    let best = { power: 0, hertz: 0 };
    for (let i = 0; i < 400; i++) {
      band.render(block);
      let [re, im] = [0, 0];
      for (let n = 2; n < block.length; n += 2) {
        const [a, b, c, d] = [block[n - 2], block[n - 1], block[n], block[n + 1]] as [number, number, number, number];
        re += a * c + b * d;
        im += a * d - b * c;
      }
      const power = Math.hypot(re, im);
      if (power > best.power) best = { power, hertz: (Math.atan2(im, re) * WIDE_RATE) / (2 * Math.PI) };
    }
    return best.hertz;
  };
  const before = heard();
  // The first station stands at 13 % of the span of 92 %.
  assert.ok(Math.abs(before - (0.13 * 0.92 - 0.46) * WIDE_RATE) < 100, `${before} Hz`);
  band.set({ ...settings, dial: settings.dial + 1 });
  assert.ok(Math.abs(heard() - (before - 1000)) < 20);
});
