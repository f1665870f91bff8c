import { BandResampler } from './band-resampler.js';
import { SAMPLE_RATE } from './frame.js';
import { type Grid, NARROW } from './grid.js';
import type { Filler, Hole } from './hole-filler.js';

/** Samples at 8 kHz beside a hole that a resampler's ringing spoils, here or on the way to us: 2 ms. */
const RINGING = 16;
/** Seconds up to which a hole goes through the filter, so that its length is exact to a fraction of a sample. */
const SHORT = 1;

/** Converts sound with holes to 8 kHz, or to the rate of a grid, for somebody who fills them. */
export class PatchyResampler {
  /** Hz. */
  readonly inputRate: number;
  readonly #grid: Grid;
  /** Values of an input sample. */
  readonly #channels: number;
  readonly #resampler: BandResampler;
  readonly #filler: Filler;
  /** Samples of the input taken and indices of the output given. */
  #taken = 0;
  #given = 0;
  /** Where the output is, or will be, a hole. */
  #holes: { readonly from: number; readonly to: number; readonly hole: Hole }[] = [];

  /** @throws RangeError as Resampler does. */
  constructor(inputRate: number, filler: Filler, grid: Grid = NARROW) {
    this.inputRate = inputRate;
    this.#grid = grid;
    this.#channels = grid.iq ? 2 : 1;
    this.#resampler = new BandResampler(inputRate, grid);
    this.#filler = filler;
  }

  /** @param silent the source seems to have had nothing to give */
  push(samples: Float32Array, silent: boolean): void {
    if (silent) this.#mark(samples.length / this.#channels, { reach: RINGING, guessed: true });
    this.#convert(samples);
  }

  /** The source has left so many seconds out. */
  miss(seconds: number): void {
    const count = Math.round(seconds * this.inputRate);
    const hole = { reach: this.inputRate === SAMPLE_RATE ? 0 : RINGING, guessed: false };
    if (seconds > SHORT) {
      this.finish();
      this.#filler.miss(Math.round(seconds * SAMPLE_RATE), hole);
    } else if (count > 0) {
      this.#mark(count, hole);
      this.#convert(new Float32Array(count * this.#channels));
    }
  }

  /** Gives the rest. What comes then begins anew. */
  finish(): void {
    this.#give(this.#resampler.flush());
    this.#holes = [];
    this.#taken = 0;
    this.#given = 0;
  }

  #mark(count: number, hole: Hole): void {
    const at = (input: number) => Math.round((input * SAMPLE_RATE) / this.inputRate);
    this.#holes.push({ from: at(this.#taken), to: at(this.#taken + count), hole });
  }

  #convert(samples: Float32Array): void {
    this.#taken += samples.length / this.#channels;
    this.#give(this.#resampler.process(samples));
  }

  #give(samples: Float32Array): void {
    const { width } = this.#grid;
    const count = samples.length / width;
    for (let at = 0; at < count; ) {
      const next = this.#holes[0];
      const here = this.#given + at;
      if (next && here >= next.to) {
        this.#holes.shift();
        continue;
      }
      const until = next ? (here < next.from ? next.from : next.to) - this.#given : count;
      const end = Math.min(until, count);
      if (next && here >= next.from) this.#filler.miss(end - at, next.hole);
      else this.#filler.push(samples.subarray(at * width, end * width));
      at = end;
    }
    this.#given += count;
  }
}
