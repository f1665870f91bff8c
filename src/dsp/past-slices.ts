import type { AudioHistory } from './audio-history.js';
import { BandSlicer, SLICE_CENTRE } from './band-slice.js';
import { type Baseband, type Stretch, toBaseband } from './baseband.js';
import { BIN_HZ, BINS, HOP, WINDOW } from './frame.js';
import type { FrameRows } from './frame-rows.js';
import type { Grid } from './grid.js';
import { Spectrogram } from './spectrogram.js';

/** Bins from the middle of one slice to that of the next: 1250 Hz. What is asked for is at most half of it off, and reaches 6 on. */
const SPACING = 160;
/** Bin of a slice's middle in its own sound. */
const MIDDLE = SLICE_CENTRE / BIN_HZ;
/** Samples of a slice that are cut at once, and slices that are kept. */
const STRETCH = 2048 + WINDOW;
const KEPT = 16;

interface Slice {
  from: number;
  to: number;
  readonly samples: Float32Array;
}

/**
 * The past of a wide band, a part of the spectrum at a time: what one channel reads again costs as much whatever the span.
 * Channels near each other share the slice that they lie in.
 */
export class PastSlices {
  readonly #history: AudioHistory;
  readonly #slicer: BandSlicer;
  readonly #spectrogram = new Spectrogram();
  readonly #slices = new Map<number, Slice>();
  readonly #long = new Float32Array(BINS);
  readonly #short = new Float32Array(BINS);

  constructor(history: AudioHistory, grid: Grid) {
    this.#history = history;
    this.#slicer = new BandSlicer(history, grid);
  }

  /** Both planes of frame `k` around `bin`; they are valid until the next call. */
  rows(k: number, bin: number): FrameRows {
    const number = Math.round(bin / SPACING);
    const slice = this.#slice(number, k * HOP);
    this.#spectrogram.frame(slice.samples, k * HOP - slice.from, this.#long, this.#short);
    return { long: this.#long, short: this.#short, first: number * SPACING - MIDDLE };
  }

  /** See {@link toBaseband}; a signal that was moved is cut out wherever it was. */
  baseband(from: number, to: number, stretches: readonly Stretch[]): Baseband {
    const samples = new Float32Array(to - from);
    stretches.forEach(({ start, hertz }, i) => {
      const end = Math.min(samples.length, stretches[i + 1]?.start ?? samples.length);
      if (hertz !== null && end > start) this.#slicer.cut(from + start, from + end, hertz, samples, start);
    });
    return toBaseband(samples, SLICE_CENTRE);
  }

  /** A slice that holds a frame from sample `from` on. */
  #slice(number: number, from: number): Slice {
    const slice = this.#slices.get(number) ?? { from: 0, to: 0, samples: new Float32Array(STRETCH) };
    this.#slices.delete(number);
    this.#slices.set(number, slice);
    if (this.#slices.size > KEPT) this.#slices.delete([...this.#slices.keys()][0] as number);
    if (from >= slice.from && from + WINDOW <= slice.to) return slice;
    const kept = from > slice.from && from < slice.to ? slice.to - from : 0;
    if (kept > 0) slice.samples.copyWithin(0, from - slice.from, slice.to - slice.from);
    // What ends with the history would be cut off there: it is cut again when more has come.
    const sure = this.#history.end - this.#slicer.reach;
    const to = Math.min(from + STRETCH, Math.max(from + WINDOW, sure));
    this.#slicer.cut(from + kept, to, number * SPACING * BIN_HZ, slice.samples, kept);
    slice.from = from;
    slice.to = Math.min(to, Math.max(from, sure));
    return slice;
  }
}
