import type { WavFormat } from './wav-format.js';

/** IMA, Recommended Practices for Enhancing Digital Audio Compatibility in Multimedia Systems, 1992. */
const STEPS = Int16Array.of(
  ...[7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107],
  ...[118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876],
  ...[963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358],
  ...[5894, 6484, 7132, 7845, 8630, 9493, 10_442, 11_487, 12_635, 13_899, 15_289, 16_818, 18_500, 20_350, 22_385],
  ...[24_623, 27_086, 29_794, 32_767],
);
const STEP_MOVES = [-1, -1, -1, -1, 2, 4, 6, 8] as const;

/** Microsoft, New Multimedia Data Types and Data Techniques 3.0, 1994. */
const ADAPTATION = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230] as const;
const LEAST_DELTA = 16;

const clip16 = (value: number): number => Math.max(-32_768, Math.min(32_767, value));

/**
 * Frames of one block of IMA ADPCM, interleaved. A block begins with each channel's first sample and step; then come eight
 * samples, 4 bytes, of each channel in turn. A block that was cut off gives what is whole.
 */
export function imaBlock(view: DataView, { channels }: WavFormat): Float32Array {
  const groups = Math.max(0, Math.floor((view.byteLength - 4 * channels) / (4 * channels)));
  if (view.byteLength < 4 * channels) return new Float32Array(0);
  const out = new Float32Array((1 + 8 * groups) * channels);
  for (let channel = 0; channel < channels; channel++) {
    let value = view.getInt16(4 * channel, true);
    let index = Math.min(88, view.getUint8(4 * channel + 2));
    out[channel] = value / 32_768;
    for (let n = 0; n < 8 * groups; n++) {
      const at = 4 * (channels * (1 + (n >> 3)) + channel) + ((n & 7) >> 1);
      const nibble = (view.getUint8(at) >> (4 * (n & 1))) & 15;
      const step = STEPS[index] as number;
      const change = (step >> 3) + (nibble & 1 && step >> 2) + (nibble & 2 && step >> 1) + (nibble & 4 && step);
      value = clip16(nibble & 8 ? value - change : value + change);
      index = Math.max(0, Math.min(88, index + (STEP_MOVES[nibble & 7] as number)));
      out[(1 + n) * channels + channel] = value / 32_768;
    }
  }
  return out;
}

/** The same of Microsoft's ADPCM: a predictor from the last two samples, one or two channels, their samples by turns. */
export function msBlock(view: DataView, { channels, coefficients = [] }: WavFormat): Float32Array {
  const header = 7 * channels;
  if (view.byteLength < header) return new Float32Array(0);
  const frames = 2 + Math.floor(((view.byteLength - header) * 2) / channels);
  const out = new Float32Array(frames * channels);
  for (let channel = 0; channel < channels; channel++) {
    const word = (n: number) => view.getInt16(channels + 2 * (n * channels + channel), true);
    const [first, second] = coefficients[view.getUint8(channel)] ?? [256, 0];
    let delta = word(0);
    let last = word(1);
    let before = word(2);
    out[channel] = before / 32_768;
    out[channels + channel] = last / 32_768;
    for (let n = 2; n < frames; n++) {
      const position = (n - 2) * channels + channel;
      const nibble = (view.getUint8(header + (position >> 1)) >> (position & 1 ? 0 : 4)) & 15;
      const predicted = Math.trunc((last * first + before * second) / 256);
      before = last;
      last = clip16(predicted + delta * (nibble < 8 ? nibble : nibble - 16));
      delta = Math.max(LEAST_DELTA, (delta * (ADAPTATION[nibble] as number)) >> 8);
      out[n * channels + channel] = last / 32_768;
    }
  }
  return out;
}
