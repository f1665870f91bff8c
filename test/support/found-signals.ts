/** What the finder makes of a test's samples, 8 kHz. Imported by tests only. */

import { BINS, HOP, WINDOW } from '../../src/dsp/frame.js';
import { SignalFinder } from '../../src/dsp/signal-finder.js';
import { Spectrogram } from '../../src/dsp/spectrogram.js';
import type { Candidate } from '../../src/dsp/station-list.js';
import { addKeyed, amplitudeFor, keying, type Random, randomText } from './signals.js';

/** Standard deviation of the noise. */
export const SIGMA = 0.01;

/** Runs the finder over samples; `visit` sees the candidates every 0.5 s. */
export const find = (
  samples: Float32Array,
  visit?: (time: number, candidates: readonly Candidate[]) => void,
  band: readonly [number, number] = [300, 3000],
): readonly Candidate[] => {
  const spectrogram = new Spectrogram();
  const finder = new SignalFinder(...band);
  const long = new Float32Array(BINS);
  const short = new Float32Array(BINS);
  for (let k = 0; k * HOP + WINDOW <= samples.length; k++) {
    spectrogram.frame(samples, k * HOP, long, short);
    finder.push(k, long);
    if (visit && k % 62 === 61) visit((k * HOP + WINDOW) / 8000, finder.candidates());
  }
  return finder.candidates();
};

/** Adds a station that sends random text from `start` (s) on. */
export const station = (
  samples: Float32Array,
  frequency: number,
  snr: number,
  wpm: number,
  random: Random,
  start = 0,
): void => {
  const marks = keying(randomText(samples.length / 8000, wpm, random), { wpm, start });
  addKeyed(samples, marks, { frequency, amplitude: amplitudeFor(snr, SIGMA) });
};

export const near = (candidates: readonly Candidate[], frequency: number): Candidate | undefined =>
  candidates.find((c) => Math.abs(c.frequency - frequency) <= 8);
