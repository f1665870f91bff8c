/** A rising piecewise linear map from raw confidences to the share of characters that are right; both lists 0…1. */
export interface CalibrationCurve {
  readonly raw: readonly number[];
  readonly confidence: readonly number[];
}

/** What a model's confidences are worth: fitted by models/evaluation/calibrate.py, carried by the model's contract. */
export interface Calibration {
  readonly codes: CalibrationCurve;
  readonly spaces: CalibrationCurve;
}

/** The confidence that stands for a raw one; constant beyond the curve's ends, and the raw value itself without a curve. */
export function calibrated(curve: CalibrationCurve | undefined, raw: number): number {
  if (!curve || curve.raw.length === 0) return raw;
  const above = curve.raw.findIndex((x) => x > raw);
  const at = (index: number) => curve.confidence.at(index) as number;
  if (above < 0) return at(-1);
  if (above === 0) return at(0);
  const from = curve.raw[above - 1] as number;
  const part = (raw - from) / ((curve.raw[above] as number) - from);
  return at(above - 1) + part * (at(above) - at(above - 1));
}

/** True for what came from a file and has the form of a calibration. */
export function isCalibration(value: unknown): value is Calibration {
  if (typeof value !== 'object' || value === null) return false;
  return ['codes', 'spaces'].every((name) => isCurve(Reflect.get(value, name)));
}

function isCurve(value: unknown): value is CalibrationCurve {
  if (typeof value !== 'object' || value === null) return false;
  const raw: unknown = Reflect.get(value, 'raw');
  const confidence: unknown = Reflect.get(value, 'confidence');
  return areShares(raw) && areShares(confidence) && raw.length === confidence.length && raw.length > 0;
}

const areShares = (values: unknown): values is number[] =>
  Array.isArray(values) && values.every((x, i) => x >= 0 && x <= 1 && (i === 0 || x >= values[i - 1]));
