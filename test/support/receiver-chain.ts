/** What a receiver does to the sound between its aerial and the loudspeaker: filters and gain control, 8 kHz. */

import { SAMPLE_RATE } from '../../src/dsp/frame.js';

/** Half the length of the filter's response: edges of 30 Hz. */
const HALF = 400;

/** A steep filter, `low`…`high` Hz (windowed sinc, Blackman). */
export function passBand(samples: Float32Array, low: number, high: number): Float32Array {
  const response = Float64Array.from({ length: 2 * HALF + 1 }, (_, k) => {
    const i = k - HALF;
    const angle = (Math.PI * i) / (HALF + 1);
    const window = 0.42 + 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
    const lowPass = (f: number): number =>
      i === 0 ? (2 * f) / SAMPLE_RATE : Math.sin((2 * Math.PI * f * i) / SAMPLE_RATE) / (Math.PI * i);
    return window * (lowPass(high) - lowPass(low));
  });
  return samples.map((_, n) => {
    let sum = 0;
    const end = Math.min(2 * HALF, samples.length - 1 - n + HALF);
    for (let k = Math.max(0, HALF - n); k <= end; k++)
      sum += (response[k] as number) * (samples[n + k - HALF] as number);
    return sum;
  });
}

/** A filter of one resonance, as an audio peak filter has it; `width` between the points of half the power, Hz. */
export function resonance(samples: Float32Array, frequency: number, width: number): Float32Array {
  const r = Math.exp((-Math.PI * width) / SAMPLE_RATE);
  const angle = (2 * Math.PI * frequency) / SAMPLE_RATE;
  const gain = (1 - r) * Math.sqrt(1 - 2 * r * Math.cos(2 * angle) + r * r);
  let [last, before] = [0, 0];
  return samples.map((x) => {
    const y = gain * x + 2 * r * Math.cos(angle) * last - r * r * before;
    [before, last] = [last, y];
    return y;
  });
}

/** Gain control: the level is brought to 0.3, in 5 ms downwards and in `decay` s upwards after `hang` s. */
export function gainControl(samples: Float32Array, { decay, hang }: { decay: number; hang: number }): Float32Array {
  const [down, up] = [0.005, decay].map((seconds) => 1 - Math.exp(-1 / (seconds * SAMPLE_RATE))) as [number, number];
  let [level, held] = [1e-6, 0];
  return samples.map((x) => {
    const size = Math.abs(x);
    if (size > level) {
      level += down * (size - level);
      held = hang * SAMPLE_RATE;
    } else if (held > 0) held--;
    else level += up * (size - level);
    return (0.3 * x) / level;
  });
}
