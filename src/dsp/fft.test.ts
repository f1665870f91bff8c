import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../test/support/signals.js';
import { Fft, fftOf } from './fft.js';

test('every size gives the discrete Fourier transform by its definition', () => {
  const random = seeded(1);
  for (const size of [2, 4, 6, 8, 12, 32, 48, 64, 128]) {
    const re = Float64Array.from({ length: size }, () => random() - 0.5);
    const im = Float64Array.from({ length: size }, () => random() - 0.5);
    const outRe = re.slice();
    const outIm = im.slice();
    fftOf(size).transform(outRe, outIm);
    for (let k = 0; k < size; k++) {
      let sumRe = 0;
      let sumIm = 0;
      for (let n = 0; n < size; n++) {
        const angle = (-2 * Math.PI * k * n) / size;
        sumRe += (re[n] as number) * Math.cos(angle) - (im[n] as number) * Math.sin(angle);
        sumIm += (re[n] as number) * Math.sin(angle) + (im[n] as number) * Math.cos(angle);
      }
      assert.ok(Math.abs(sumRe - (outRe[k] as number)) < 1e-12 * size, `size ${size}, bin ${k}`);
      assert.ok(Math.abs(sumIm - (outIm[k] as number)) < 1e-12 * size, `size ${size}, bin ${k}`);
    }
  }
});

test('a size that is no power of two is refused', () => {
  for (const size of [0, 1, 3, 1000, 2.5, Number.NaN]) assert.throws(() => new Fft(size), RangeError);
});
