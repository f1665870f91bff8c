import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normal, seeded } from '../../../test/support/signals.js';
import { FADINGS, logI0, markLikelihood, STEADY } from './likelihood.js';

test('the logarithm of I0 is that of its series', () => {
  for (const x of [0, 0.1, 1, 3.7, 3.8, 10, 40]) {
    let term = 1;
    let sum = 1;
    for (let k = 1; k < 200; k++) {
      term *= (x / 2 / k) ** 2;
      sum += term;
    }
    assert.ok(Math.abs(logI0(x) - Math.log(sum)) < 1e-6, `${x}`);
  }
  assert.ok(Number.isFinite(logI0(1e6)));
});

test('a likelihood ratio has mean 1 over noise alone, whatever the fading', () => {
  const random = seeded(1);
  for (const fading of FADINGS) {
    let sum = 0;
    const draws = 60_000;
    for (let i = 0; i < draws; i++) {
      // Sum of 8 samples of noise of power 1.
      const z = Math.hypot(normal(random), normal(random)) * 2;
      sum += Math.exp(markLikelihood(z, 0.35, 1, 8, fading));
    }
    assert.ok(Math.abs(sum / draws - 1) < 0.05, `${fading.factors}: ${sum / draws}`);
  }
});

test('a mark is likelier the stronger it is', () => {
  const values = [0, 2, 4, 8, 16].map((z) => markLikelihood(z, 1, 1, 8, STEADY));
  assert.deepEqual(
    values,
    values.toSorted((a, b) => a - b),
  );
  assert.ok((values[0] as number) < 0 && (values.at(-1) as number) > 0);
});
