import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest, ticks, toHertz, toY } from './scale.js';

const audio = { dial: null, sideband: 'usb' } as const;
const scale = { min: 200, max: 3000, height: 350, ...audio };

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
    const marks = ticks({ ...audio, ...band }).map(({ hertz }) => hertz);
    assert.ok(marks.length >= 2);
    for (const [i, mark] of marks.entries()) {
      assert.ok(mark >= band.min && mark <= band.max && mark % 10 === 0);
      const before = marks[i - 1];
      if (before !== undefined) assert.ok(toY({ ...audio, ...band }, before) - toY({ ...audio, ...band }, mark) >= 34);
    }
  }
});

test('the pointer takes the nearest trace within reach, or none', () => {
  assert.equal(nearest([690, 712, 1400], 705, 25), 712);
  assert.equal(nearest([690, 712, 1400], 800, 25), null);
});

test('with a dial the axis is in kHz, and the highest radio frequency is at the top on either sideband', () => {
  for (const sideband of ['usb', 'lsb'] as const) {
    const radio = { ...scale, dial: 14_025.5, sideband };
    const marks = ticks(radio);
    assert.ok(marks.length >= 4);
    for (const [i, { hertz, label }] of marks.entries()) {
      // 1 kHz of audio is 14 026.5 in the upper sideband, 14 024.5 in the lower one.
      assert.equal(Number(label).toFixed(3), (14_025.5 + (sideband === 'usb' ? hertz : -hertz) / 1000).toFixed(3));
      assert.ok(Number.isInteger(Number(label) * 2), `${label} is a round number`);
      const before = marks[i - 1];
      if (before) assert.ok(toY(radio, before.hertz) - toY(radio, hertz) >= 34, 'upwards');
    }
    assert.ok(Math.abs(toHertz(radio, toY(radio, 712)) - 712) < 1e-9);
  }
});
