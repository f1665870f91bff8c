import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fist, keying, type Mark, randomText, seeded } from '../../test/support/signals.js';
import { SpeedMeter } from './speed.js';

const trace = (marks: readonly Mark[], seconds: number): Float32Array =>
  Float32Array.from({ length: Math.floor(seconds / 0.016) }, (_, j) => {
    let inside = Number.NEGATIVE_INFINITY;
    for (const [start, end] of marks) inside = Math.max(inside, Math.min(j * 0.016 - start, end - j * 0.016));
    return 1 / (1 + Math.exp(-inside / 0.004));
  });

const measure = (fist: Fist, seconds: number): number | null => {
  const text = randomText(seconds, fist.wpm, seeded(fist.wpm));
  const meter = new SpeedMeter();
  meter.push(
    trace(
      keying(text, fist).filter((m) => m[1] < seconds),
      seconds,
    ),
    0,
  );
  return meter.wpm;
};

test('machine keying of 5 to 60 WPM is measured within 5 %', () => {
  for (const wpm of [5, 8, 12, 16, 20, 25, 30, 40, 50, 60]) {
    const measured = measure({ wpm }, 14) ?? 0;
    assert.ok(Math.abs(measured / wpm - 1) < 0.05, `${wpm} WPM: ${measured}`);
  }
});

test('weighting, a bug and a straight key are measured within 10 %', () => {
  for (const wpm of [12, 20, 28]) {
    for (const fist of [{ weight: 0.2 }, { weight: -0.2 }, { dah: 3.8 }, { jitter: 0.12, random: seeded(wpm) }]) {
      const measured = measure({ wpm, ...fist }, 14) ?? 0;
      assert.ok(Math.abs(measured / wpm - 1) < 0.1, `${wpm} WPM ${JSON.stringify(fist)}: ${measured}`);
    }
  }
});

test('nothing is claimed from silence, a carrier or two dits', () => {
  const meter = new SpeedMeter();
  meter.push(new Float32Array(300), 0);
  assert.equal(meter.wpm, null);
  meter.push(new Float32Array(300).fill(1), 4.8);
  assert.equal(meter.wpm, null);
  meter.reset();
  meter.push(trace(keying('I', { wpm: 20, start: 0.2 }), 2), 0);
  assert.equal(meter.wpm, null);
});

test('a change of speed is followed within 12 s, and a pause keeps the last speed', () => {
  const meter = new SpeedMeter();
  meter.push(
    trace(
      keying(randomText(15, 16, seeded(1)), { wpm: 16 }).filter((m) => m[1] < 15),
      15,
    ),
    0,
  );
  assert.ok(Math.abs((meter.wpm ?? 0) - 16) < 1);
  meter.push(
    trace(
      keying(randomText(12, 30, seeded(2)), { wpm: 30 }).filter((m) => m[1] < 12),
      12,
    ),
    15,
  );
  assert.ok(Math.abs((meter.wpm ?? 0) - 30) < 2, String(meter.wpm));
  meter.push(new Float32Array(2000), 27);
  assert.ok(Math.abs((meter.wpm ?? 0) - 30) < 2);
});
