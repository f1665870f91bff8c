import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ModelContract } from '../engine/model-contract.js';
import { calibrated, isCalibration } from './calibration.js';

const CURVE = { raw: [0, 0.5, 1], confidence: [0.1, 0.3, 0.9] };

test('a raw confidence between two points of the curve is shown as what lies between them', () => {
  assert.equal(calibrated(CURVE, 0.25), 0.2);
  assert.ok(Math.abs(calibrated(CURVE, 0.75) - 0.6) < 1e-12);
});

test('points and ends of the curve are met exactly', () => {
  for (const [i, raw] of CURVE.raw.entries()) assert.equal(calibrated(CURVE, raw), CURVE.confidence[i]);
  assert.equal(calibrated({ raw: [0.2, 0.8], confidence: [0.4, 0.6] }, 0), 0.4);
  assert.equal(calibrated({ raw: [0.2, 0.8], confidence: [0.4, 0.6] }, 1), 0.6);
});

test('a model without a curve shows its raw confidence', () => {
  assert.equal(calibrated(undefined, 0.37), 0.37);
});

test('a model with a broken calibration is told from a sound one', () => {
  assert.ok(isCalibration({ codes: CURVE, spaces: CURVE }));
  assert.ok(!isCalibration({ codes: CURVE }));
  assert.ok(!isCalibration({ codes: CURVE, spaces: { raw: [0, 1], confidence: [0.5] } }));
  assert.ok(!isCalibration({ codes: CURVE, spaces: { raw: [0, 0.7, 0.4], confidence: [0, 0.1, 0.2] } }));
  assert.ok(!isCalibration({ codes: CURVE, spaces: { raw: [], confidence: [] } }));
});

for (const name of ['morse-live', 'morse-accurate']) {
  test(`${name}: a surer model never looks less sure, and no confidence is outside 0…1`, () => {
    const contract: ModelContract = JSON.parse(readFileSync(`models/${name}.json`, 'utf8'));
    const curves = contract.calibration ? Object.values(contract.calibration) : [];
    for (const curve of curves) {
      let before = 0;
      for (let raw = 0; raw <= 1; raw += 0.01) {
        const shown = calibrated(curve, raw);
        assert.ok(shown >= before - 1e-12 && shown <= 1, `${shown} at ${raw}`);
        before = shown;
      }
    }
  });
}
