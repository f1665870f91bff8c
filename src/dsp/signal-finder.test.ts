import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, near, SIGMA, station } from '../../test/support/found-signals.js';
import {
  addKeyed,
  amplitudeFor,
  keying,
  type Mark,
  normal,
  randomText,
  seeded,
  whiteNoise,
} from '../../test/support/signals.js';
import type { Candidate } from './station-list.js';

test('white noise gives almost no candidates', () => {
  let found = 0;
  for (let seed = 1; seed <= 3; seed++) found += find(whiteNoise(60, SIGMA, seeded(seed))).length;
  assert.ok(found <= 1, `${found} candidates in 3 minutes of noise`);
});

test('a strong station is found within 2 s, at its frequency', () => {
  const random = seeded(5);
  const samples = whiteNoise(6, SIGMA, random);
  station(samples, 703, 15, 25, random, 1);
  let when = Number.POSITIVE_INFINITY;
  const last = find(samples, (time, c) => {
    if (near(c, 703)) when = Math.min(when, time);
  });
  assert.ok(when <= 3.2, `found at ${when}`);
  assert.equal(last.length, 1);
  assert.ok(Math.abs((last[0] as Candidate).frequency - 703) < 2, String(last[0]?.frequency));
  // Its own key clicks count as noise here; SnrMeter, which knows its pauses, does better.
  assert.ok(Math.abs((last[0] as Candidate).snr - 15) < 5, String(last[0]?.snr));
  assert.ok(Math.abs((last[0] as Candidate).since - 1) < 0.2, String(last[0]?.since));
});

test('a station at −10 dB and 20 WPM is found within 8 s', () => {
  let late = 0;
  const errors: number[] = [];
  for (let seed = 10; seed < 18; seed++) {
    const random = seeded(seed);
    const samples = whiteNoise(14, SIGMA, random);
    station(samples, 1210.5, -10, 20, random, 2);
    let when = Number.POSITIVE_INFINITY;
    const last = find(samples, (time, c) => {
      if (near(c, 1210.5)) when = Math.min(when, time);
    });
    if (when > 10.2) late++;
    const c = near(last, 1210.5);
    if (c) errors.push(Math.abs(c.frequency - 1210.5), Math.abs(c.snr + 10) / 2);
  }
  assert.ok(late <= 1, `${late} of 8 late`);
  assert.ok(Math.max(...errors) < 2, errors.join());
});

test('17 stations 100 Hz apart, neighbours 20 dB apart, are all found and nothing else', () => {
  const random = seeded(21);
  const samples = whiteNoise(15, SIGMA, random);
  const frequencies = Array.from({ length: 17 }, (_, i) => 400 + i * 100 + (i % 3) * 2.5);
  frequencies.forEach((f, i) => {
    station(samples, f, i % 2 ? 26 : 6, 12 + ((i * 7) % 24), random);
  });
  const found = find(samples);
  const missing = frequencies.filter((f) => !near(found, f));
  assert.deepEqual(missing, []);
  assert.equal(found.length, 17, found.map((c) => c.frequency.toFixed(0)).join());
});

test('two stations 60 Hz apart are both found', () => {
  const random = seeded(31);
  const samples = whiteNoise(10, SIGMA, random);
  station(samples, 700, 10, 18, random);
  station(samples, 760, 4, 26, random);
  const found = find(samples);
  assert.ok(near(found, 700) && near(found, 760));
  assert.equal(found.length, 2);
});

test('key clicks and side lobes of a hard-keyed strong station make no ghosts', () => {
  const random = seeded(41);
  for (const sigma of [SIGMA / 30, 0]) {
    const samples = whiteNoise(12, sigma, random);
    addKeyed(samples, keying(randomText(12, 22, random), { wpm: 22 }), { frequency: 800, amplitude: 0.5, rise: 0 });
    const found = find(samples);
    assert.deepEqual(
      found.map((c) => Math.round(c.frequency / 4)),
      [200],
    );
  }
});

test('70 WPM keying has no sidebands that are stations, and a distorted tone no harmonics', () => {
  const random = seeded(45);
  const samples = whiteNoise(12, SIGMA / 10, random);
  const marks = keying(`${randomText(3, 70, random)} 599 5NN HHH ${randomText(8, 70, random)}`, { wpm: 70 });
  addKeyed(samples, marks, { frequency: 700, amplitude: 0.2, rise: 0.002 });
  for (let n = 0; n < samples.length; n++) {
    const x = samples[n] as number;
    samples[n] = x + 0.3 * x * x + 0.3 * x ** 3;
  }
  const seen = new Set<number>();
  find(samples, (_, c) => {
    for (const { frequency } of c) seen.add(Math.round(frequency / 8) * 8);
  });
  assert.deepEqual([...seen], [704]);
});

test("learners' code, 25 WPM with the gaps of 4, is found", () => {
  const random = seeded(46);
  const samples = whiteNoise(20, SIGMA, random);
  // E, T, A and I, 3.2 s apart.
  const letters: readonly (readonly number[])[] = [[0.144], [0.048], [0.048, 0.144], [0.144], [0.048, 0.048]];
  const marks = letters.flatMap((lengths, i) => {
    let at = 2 + 3.2 * i;
    return lengths.map((length): Mark => {
      const mark: Mark = [at, at + length];
      at += length + 0.048;
      return mark;
    });
  });
  addKeyed(samples, marks, { frequency: 650, amplitude: amplitudeFor(20, SIGMA) });
  let when = Number.POSITIVE_INFINITY;
  find(samples, (time, c) => {
    if (near(c, 650)) when = Math.min(when, time);
    assert.ok(c.length <= 1);
  });
  assert.ok(when < 12, `found at ${when} s`);
});

test('carriers, slow fading ones too, are no candidates', () => {
  const random = seeded(51);
  const samples = whiteNoise(20, SIGMA, random);
  const marks: Mark[] = [[0, 20]];
  addKeyed(samples, marks, { frequency: 900, amplitude: amplitudeFor(10, SIGMA) });
  addKeyed(samples, marks, { frequency: 1300, amplitude: amplitudeFor(-8, SIGMA) });
  addKeyed(samples, marks, {
    frequency: 1700,
    amplitude: amplitudeFor(5, SIGMA),
    fading: (t) => 0.55 + 0.45 * Math.sin(2 * t),
  });
  const seen = new Set<number>();
  find(samples, (_, c) => {
    for (const x of c) seen.add(Math.round(x.frequency));
  });
  assert.deepEqual([...seen], []);
});

test('RTTY and FT8 are no candidates', () => {
  const random = seeded(61);
  const samples = whiteNoise(20, SIGMA, random);
  const bits = Array.from({ length: 1200 }, () => random() < 0.5);
  addKeyed(samples, [[0, 20]], {
    frequency: (t) => (bits[Math.floor(t * 45.45)] ? 2125 : 2295),
    amplitude: amplitudeFor(12, SIGMA),
  });
  const tones = Array.from({ length: 200 }, () => Math.floor(random() * 8));
  addKeyed(samples, [[1, 13.64]], {
    frequency: (t) => 1000 + 6.25 * (tones[Math.floor(t / 0.16)] as number),
    amplitude: amplitudeFor(0, SIGMA),
  });
  const seen = new Map<number, number>();
  find(samples, (_, c) => {
    for (const x of c) seen.set(Math.round(x.frequency / 8), x.score);
  });
  assert.ok(seen.size <= 1, JSON.stringify([...seen]));
});

test('a talking voice is no candidate', () => {
  const random = seeded(71);
  const samples = whiteNoise(20, SIGMA, random);
  let pitch = 120;
  let phase = 0;
  let loud = 0;
  let target = 0;
  for (let n = 0; n < samples.length; n++) {
    if (n % 1200 === 0) target = random() < 0.6 ? 0.2 + random() : 0;
    if (n % 400 === 0) pitch = Math.min(180, Math.max(90, pitch + 6 * normal(random)));
    loud += (target - loud) * 0.004;
    phase += (2 * Math.PI * pitch) / 8000;
    let sum = 0;
    for (let h = 1; h < 22; h++) sum += Math.sin(h * phase) / (1 + Math.abs(h - 5));
    samples[n] = (samples[n] as number) + 0.05 * loud * sum;
  }
  const seen = new Map<number, number>();
  find(samples, (_, c) => {
    for (const x of c) seen.set(Math.round(x.frequency / 8), x.score);
  });
  assert.ok(seen.size <= 1, JSON.stringify([...seen]));
});

test('static crashes make no candidates and hide no station', () => {
  const random = seeded(81);
  const samples = whiteNoise(20, SIGMA, random);
  station(samples, 1000, 6, 20, random);
  for (let c = 0; c < 60; c++) {
    const at = Math.floor(random() * (samples.length - 800));
    const length = 40 + Math.floor(random() * 600);
    for (let n = 0; n < length; n++) samples[at + n] = (samples[at + n] as number) + 20 * SIGMA * normal(random);
  }
  const found = find(samples);
  assert.equal(found.length, 1, found.map((c) => c.frequency.toFixed(0)).join());
  assert.ok(near(found, 1000));
});

test('a drifting station is followed and a pause does not lose it', () => {
  const random = seeded(91);
  const samples = whiteNoise(40, SIGMA, random);
  const marks = keying(randomText(40, 22, random), { wpm: 22 }).filter((m) => m[0] < 14 || m[0] > 28);
  // In the pause it must stay within reach: nothing tells where it went.
  const frequency = (t: number): number => 1500 + 1.5 * (t < 14 ? t : t - 10);
  addKeyed(samples, marks, { frequency, amplitude: amplitudeFor(8, SIGMA) });
  let worst = 0;
  let heard = 0;
  find(samples, (t, c) => {
    if (t > 4) assert.equal(c.length, 1, `${c.length} at ${t}`);
    if (t > 4 && t < 14) worst = Math.max(worst, Math.abs((c[0] as Candidate).frequency - frequency(t)));
    if (t > 24 && t < 26) heard = (c[0] as Candidate).lastHeard;
  });
  assert.ok(worst < 5, `off by ${worst} Hz`);
  assert.ok(Math.abs(heard - 14) < 1, `last heard at ${heard}`);
});
