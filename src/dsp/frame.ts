/**
 * The one time-frequency grid that everything shares: waterfall, finder, features, re-decode and training
 * (models/training uses the same numbers; test/vectors/features.json holds the two together).
 */

/** Hz of the audio history. */
export const SAMPLE_RATE = 8000;
/** Samples from one frame to the next: 8 ms. */
export const HOP = 64;
/** Samples of a frame, and of the long Hann window: 96 ms. */
export const WINDOW = 768;
/** Samples of the short Hann window, centred in the frame: 32 ms. */
export const SHORT_WINDOW = 256;
/** Length of the transform, zero-padded. */
export const FFT_SIZE = 1024;
/** Hz from one bin to the next: 7.8125. */
export const BIN_HZ = SAMPLE_RATE / FFT_SIZE;
/** Bins of a row, 0 … 4000 Hz. */
export const BINS = FFT_SIZE / 2 + 1;
/** Frames a second: 125. */
export const FRAME_RATE = SAMPLE_RATE / HOP;
/** Added to the power before the logarithm. */
export const LOG_FLOOR = 1e-10;

/** Stream time of the centre of frame `k`, seconds. */
export const frameTime = (k: number): number => (k * HOP + WINDOW / 2) / SAMPLE_RATE;
/** The frame whose centre is nearest to a stream time, seconds. */
export const frameAt = (time: number): number => Math.round((time - frameTime(0)) * FRAME_RATE);

/** Power of a tone in a bin over the noise there, for the same power over the noise in 2500 Hz: 256 · 2500/4000. */
export const BIN_GAIN = 160;
