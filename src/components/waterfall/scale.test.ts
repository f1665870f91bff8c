import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest, ticks, toHertz, toY } from './scale.js';

const scale = { min: 200, max: 3000, height: 350 };

test('the highest frequency is at the top, and both ways agree', () => {
  assert.equal(toY(scale, 3000), 0);
  assert.equal(toY(scale, 200), 350);
  for (const hertz of [200, 712.5, 2999]) assert.ok(Math.abs(toHertz(scale, toY(scale, hertz)) - hertz) < 1e-9);
});

test('a pointer outside the picture means the end of the band', () => {
  assert.equal(toHertz(scale, -20), 3000);
  assert.equal(toHertz(scale, 900), 200);
});

test('ticks are round, inside the band, and far enough apart to be read', () => {
  for (const band of [scale, { min: 437, max: 861, height: 200 }, { min: 50, max: 3900, height: 150 }]) {
    const marks = ticks(band);
    assert.ok(marks.length >= 2);
    for (const [i, mark] of marks.entries()) {
      assert.ok(mark >= band.min && mark <= band.max && mark % 10 === 0);
      const before = marks[i - 1];
      if (before !== undefined) assert.ok(toY(band, before) - toY(band, mark) >= 34);
    }
  }
});

test('the pointer takes the nearest trace within reach, or none', () => {
  assert.equal(nearest([690, 712, 1400], 705, 25), 712);
  assert.equal(nearest([690, 712, 1400], 800, 25), null);
});
