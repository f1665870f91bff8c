/** Sound as white noise through an all-pole filter: Σ a[k]·x[n − k] = e[n], a[0] = 1. */
export interface Autoregression {
  /** a[0] … a[order]. */
  readonly coefficients: Float64Array;
  /** Variance of e. */
  readonly variance: number;
}

/**
 * Fits a model to several stretches of one sound by Burg's method (1975): needs no window, so that the poles of a tone stand
 * where they should, and is always stable.
 *
 * @param stretches each longer than `order`
 */
export function fitAutoregression(stretches: readonly Float32Array[], order: number): Autoregression {
  const forward = stretches.map((samples) => Float64Array.from(samples));
  const backward = stretches.map((samples) => Float64Array.from(samples));
  let count = 0;
  let energy = 0;
  for (const samples of stretches) {
    count += samples.length;
    for (const x of samples) energy += x * x;
  }
  let variance = count > 0 ? energy / count : 0;
  const a = new Float64Array(order + 1);
  const before = new Float64Array(order + 1);
  a[0] = 1;
  for (let m = 1; m <= order && variance > 0; m++) {
    const reflection = reflectionOf(forward, backward, m);
    before.set(a);
    for (let k = 1; k <= m; k++) a[k] = (before[k] as number) + reflection * (before[m - k] as number);
    variance *= 1 - reflection * reflection;
    forward.forEach((f, s) => {
      const b = backward[s] as Float64Array;
      for (let n = f.length - 1; n >= m; n--) {
        const ahead = f[n] as number;
        const behind = b[n - 1] as number;
        f[n] = ahead + reflection * behind;
        b[n] = behind + reflection * ahead;
      }
    });
  }
  return { coefficients: a, variance };
}

function reflectionOf(forward: readonly Float64Array[], backward: readonly Float64Array[], m: number): number {
  let product = 0;
  let power = 0;
  forward.forEach((f, s) => {
    const b = backward[s] as Float64Array;
    for (let n = m; n < f.length; n++) {
      const ahead = f[n] as number;
      const behind = b[n - 1] as number;
      product += ahead * behind;
      power += ahead * ahead + behind * behind;
    }
  });
  return power > 0 ? (-2 * product) / power : 0;
}

/**
 * What is likeliest to have sounded between `before` and `after`: Σ e² as small as it can be (Janssen, Veldhuis and Vries
 * 1986). Tones go on; of noise, which nothing foretells, there is none but at the ends.
 *
 * @param before at least as many samples as the model's order
 * @param after may be shorter, or nothing: the sound then goes on as it was and fades
 * @param length samples of the gap
 */
export function interpolate(
  { coefficients: a }: Autoregression,
  before: Float32Array,
  after: Float32Array,
  length: number,
): Float32Array {
  const order = a.length - 1;
  const band = order + 1;
  // Row i holds the lower triangle's entries (i, i − order … i).
  const matrix = new Float64Array(length * band);
  const right = new Float64Array(length);
  const known = (n: number): number =>
    n < 0 ? (before[before.length + n] as number) : ((after[n - length] as number | undefined) ?? 0);
  for (let t = 0; t < length + Math.min(order, after.length); t++) {
    let target = 0;
    const first = Math.max(0, t - order);
    const last = Math.min(length - 1, t);
    for (let k = 0; k <= order; k++) {
      const n = t - k;
      if (n < 0 || n >= length) target -= (a[k] as number) * known(n);
    }
    for (let i = first; i <= last; i++) {
      const ai = a[t - i] as number;
      right[i] = (right[i] as number) + ai * target;
      const row = i * band + order - i;
      for (let j = first; j <= i; j++) matrix[row + j] = (matrix[row + j] as number) + ai * (a[t - j] as number);
    }
  }
  return Float32Array.from(solveBanded(matrix, right, order));
}

/** Solves A·x = b for a positive definite band matrix by Cholesky; `matrix` and `right` are used up. */
function solveBanded(matrix: Float64Array, right: Float64Array, reach: number): Float64Array {
  const band = reach + 1;
  const size = right.length;
  for (let i = 0; i < size; i++) {
    const row = i * band + reach - i;
    const first = Math.max(0, i - reach);
    for (let j = first; j <= i; j++) {
      const other = j * band + reach - j;
      let sum = matrix[row + j] as number;
      for (let k = Math.max(first, j - reach); k < j; k++) {
        sum -= (matrix[row + k] as number) * (matrix[other + k] as number);
      }
      matrix[row + j] = j < i ? sum / (matrix[other + j] as number) : Math.sqrt(Math.max(sum, 1e-12));
    }
    let sum = right[i] as number;
    for (let k = first; k < i; k++) sum -= (matrix[row + k] as number) * (right[k] as number);
    right[i] = sum / (matrix[row + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[i] as number;
    for (let k = i + 1; k <= Math.min(size - 1, i + reach); k++) {
      sum -= (matrix[k * band + reach - k + i] as number) * (right[k] as number);
    }
    right[i] = sum / (matrix[i * band + reach] as number);
  }
  return right;
}
