import { Gaussian } from '../dsp/gaussian.js';
import { type AudioBlock, channelsOf } from './audio-block.js';

/** Seconds of noise that go ahead of a recording: 64 frames. */
export const LEAD_IN = 0.512;
/** Seconds at the beginning of a recording whose quietest stretch tells how loud its noise is, and seconds of such a stretch. */
const LISTEN = 1;
const STRETCH = 0.04;
/** Parts of a stretch by which the next one is further on. */
const STEPS = 4;
/** What a random number is multiplied by to choose among so many samples. */
const SCATTER = 1e6;

/**
 * Noise to go ahead of a recording: its own samples, pairs as pairs, in random order, from where its beginning is quietest. A mark at the
 * first sample has no edge, and its level is all that is known: a decoder takes it for what was there before, and the first letter is lost.
 *
 * @param beginning first samples of the recording, nominally −1…1; interleaved where `width` is 2
 * @param sampleRate Hz
 * @param width samples for each point of time: 2 of I and Q
 * @returns as many seconds as `LEAD_IN`, to the nearest sample, laid out as `beginning` is
 */
export function leadIn(beginning: Float32Array, sampleRate: number, width: number): Float32Array {
  const length = leadInLength(sampleRate);
  const noise = new Float32Array(length * width);
  const quiet = quietest(beginning.subarray(0, Math.round(LISTEN * sampleRate) * width), sampleRate, width);
  const points = quiet.length / width;
  if (points === 0) return noise;
  const random = new Gaussian(1);
  for (let i = 0; i < length; i++) {
    const from = Math.floor(Math.abs(SCATTER * random.next())) % points;
    for (let k = 0; k < width; k++) noise[i * width + k] = quiet[from * width + k] as number;
  }
  return noise;
}

/** A block to push ahead of the first one of a recording. */
export const leadInOf = ({ samples, ...kind }: AudioBlock): AudioBlock => ({
  samples: leadIn(samples, kind.sampleRate, channelsOf(kind)),
  ...kind,
});

/** Samples of each channel in a lead-in. */
export const leadInLength = (sampleRate: number): number => Math.round(LEAD_IN * sampleRate);

/** Seconds by which a recording's times are later than in the recording itself. */
export const leadInSeconds = (sampleRate: number): number => leadInLength(sampleRate) / sampleRate;

/** The quietest stretch; all where there is not even one. */
function quietest(samples: Float32Array, sampleRate: number, width: number): Float32Array {
  const length = Math.min(Math.round(STRETCH * sampleRate) * width, samples.length);
  const step = Math.max(1, Math.floor(length / width / STEPS)) * width;
  let least = Number.POSITIVE_INFINITY;
  let best = 0;
  for (let at = 0; at + length <= samples.length; at += step) {
    let power = 0;
    for (let i = at; i < at + length; i++) power += (samples[i] as number) ** 2;
    if (power >= least) continue;
    least = power;
    best = at;
  }
  return samples.subarray(best, best + length);
}
