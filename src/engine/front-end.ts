import { AudioHistory } from '../dsp/audio-history.js';
import { FRAME_RATE, HOP, SAMPLE_RATE, WINDOW } from '../dsp/frame.js';
import { FrameStore } from '../dsp/frame-store.js';
import { type Grid, NARROW } from '../dsp/grid.js';
import { type Filler, HoleFiller } from '../dsp/hole-filler.js';
import { NoiseFiller } from '../dsp/noise-filler.js';
import type { NoiseFloor } from '../dsp/noise-floor.js';
import { PairRuns } from '../dsp/pair-runs.js';
import { PatchyResampler } from '../dsp/patchy-resampler.js';
import { SilentRuns, type Stretch } from '../dsp/silent-runs.js';
import { type AudioBlock, secondsOf } from './audio-block.js';
import { InputGuard } from './input-guard.js';
import { LevelMeter } from './level-meter.js';
import { PairCheck } from './pair-check.js';
import { SourceClock } from './source-clock.js';

/** Samples taken in at once, so that no frame leaves a short history before it was computed: 1 s. */
const PORTION = SAMPLE_RATE;

/**
 * Seconds of a gap from which on most of it is left out: nobody is to wait until noise has been read. What comes before, 8 s,
 * is what the last text needs to be decided with its look-ahead, and at the end is run-in, 4 s.
 */
const LONG = 16;
const RUN_OUT = 8;
const RUN_IN_FRAMES = 4 * FRAME_RATE;

const CERTAIN = { reach: 0, guessed: false };

/** From a source's blocks to the history, at 8 kHz or as wide as the grid is, and its frames, on one time line whatever the source does. */
export class FrontEnd {
  readonly history: AudioHistory;
  readonly frames: FrameStore;
  readonly guard = new InputGuard();
  readonly level = new LevelMeter();
  readonly #onFrame: (k: number, long: Float32Array, short: Float32Array) => void;
  readonly #clock = new SourceClock();
  /** What is given as I and Q is mono sound. */
  mono = false;
  readonly #pairs = new PairCheck();
  readonly #grid: Grid;
  readonly #runs: SilentRuns | PairRuns;
  readonly #filler: Filler;
  #resampler: PatchyResampler | null = null;
  #missed = 0;
  /** Seconds of a long gap that are still to pass, and what has come after it. */
  #leap = 0;
  #queue: { readonly block: AudioBlock; readonly gap: number }[] = [];
  /** What is put into the history was not received, or is not to be looked at either. */
  #filling = false;
  #blind = false;
  #padding = false;

  /**
   * @param seconds of history
   * @param noise what long holes are filled with
   */
  constructor(
    seconds: number,
    noise: Pick<NoiseFloor, 'logAt'>,
    onFrame: (k: number, long: Float32Array, short: Float32Array) => void,
    grid: Grid = NARROW,
  ) {
    this.#grid = grid;
    this.history = new AudioHistory(seconds, grid.width);
    this.frames = new FrameStore(this.history, grid);
    this.#runs = grid.iq ? new PairRuns() : new SilentRuns();
    const append = (samples: Float32Array) => this.#append(samples);
    this.#filler =
      grid.width === 1 ? new HoleFiller(this.history, noise, append) : new NoiseFiller(grid, noise, append);
    this.#onFrame = onFrame;
  }

  /** Hz of the input; 0 before the first block. */
  get sampleRate(): number {
    return this.#resampler?.inputRate ?? 0;
  }

  /** Stream time taken in, seconds. */
  get time(): number {
    return this.history.end / SAMPLE_RATE;
  }

  /** Seconds that did not come from the source, in all. */
  get missed(): number {
    return this.#missed;
  }

  /** The frames that are coming now were not received. */
  get filling(): boolean {
    return this.#filling;
  }

  /** The frames that are coming now hold silence that was put behind the end of the sound: they tell nothing of the noise. */
  get padding(): boolean {
    return this.#padding;
  }

  /** A long gap waits for {@link leap}. */
  get leaping(): boolean {
    return this.#leap > 0;
  }

  /** Seconds of sound that wait behind it. */
  get queued(): number {
    return this.#queue.reduce((sum, { block }) => sum + secondsOf(block), 0);
  }

  /**
   * Takes a block in; false when its sample rate is impossible. A new rate goes on where the old one ended. What comes after a
   * gap of more than 16 s waits until somebody calls {@link leap}.
   */
  push(block: AudioBlock): boolean {
    if (!InputGuard.acceptsRate(block.sampleRate)) return false;
    this.#queue.push({ block, gap: this.#clock.take(block) });
    this.takeQueue();
    return true;
  }

  /** Lets a long gap pass. Gives the frames that nobody has to read, multiples of `tick`. */
  leap(tick: number): { readonly from: number; readonly to: number } {
    const from = this.frames.end;
    const count = Math.round(this.#leap * SAMPLE_RATE);
    const whole = Math.min(count, this.history.capacity);
    this.#missed += this.#leap;
    this.#leap = 0;
    this.history.skip(count - whole);
    this.#blind = true;
    this.#filler.miss(whole, CERTAIN);
    this.#blind = false;
    this.frames.leap(RUN_IN_FRAMES);
    const to = Math.ceil(this.frames.end / tick) * tick;
    this.#filling = true;
    this.frames.advance(this.#onFrame);
    this.#filling = false;
    return { from, to };
  }

  /** Takes in what has come after a long gap. */
  takeQueue(): void {
    while (this.#leap === 0) {
      const next = this.#queue[0];
      if (!next) return;
      this.#miss(next.gap);
      // The gap may be a long one: the block then waits, without it.
      this.#queue[0] = { block: next.block, gap: 0 };
      if (this.#leap > 0) return;
      this.#queue.shift();
      this.#takeIn(next.block);
    }
  }

  #takeIn(block: AudioBlock): void {
    const { sampleRate } = block;
    if (this.#resampler?.inputRate !== sampleRate) {
      this.#finishRate();
      this.#resampler = new PatchyResampler(sampleRate, this.#filler, this.#grid);
    }
    const samples = this.guard.clean(block);
    this.level.push({ ...block, samples });
    if (block.pairs && this.#pairs.isMono(samples, sampleRate)) this.mono = true;
    this.#pass(this.#runs.divide(samples, sampleRate));
  }

  /** The source has ended: takes in what the resampler holds, then silence of at least `seconds` up to a whole number of ticks. */
  pad(seconds: number, tick: number): void {
    this.#finishRate();
    this.#filler.flush();
    const frames = Math.ceil((this.history.end + seconds * SAMPLE_RATE - WINDOW) / HOP) + 1;
    const whole = Math.max(tick, Math.ceil(frames / tick) * tick);
    const silence = WINDOW + (whole - 1) * HOP - this.history.end;
    this.#padding = true;
    this.#append(new Float32Array(silence * this.#grid.width));
    this.#padding = false;
    this.#missed += silence / SAMPLE_RATE;
    this.#clock.pad(silence / SAMPLE_RATE);
  }

  /** So many seconds were not received; before the first sound that is nothing. */
  #miss(seconds: number): void {
    if (seconds <= 0 || (!this.#resampler && this.history.end === 0)) return;
    this.#pass(this.#runs.flush());
    const filled = seconds > LONG ? RUN_OUT : seconds;
    this.#missed += filled;
    this.#filling = true;
    if (this.#resampler) this.#resampler.miss(filled);
    else this.#filler.miss(Math.round(filled * SAMPLE_RATE), CERTAIN);
    this.#filling = false;
    this.#leap = seconds - filled;
  }

  #finishRate(): void {
    this.#pass(this.#runs.flush());
    this.#resampler?.finish();
    this.#resampler = null;
  }

  #pass(stretches: readonly Stretch[]): void {
    for (const { samples, silent } of stretches) this.#resampler?.push(samples, silent);
  }

  #append(samples: Float32Array): void {
    const portion = PORTION * this.#grid.width;
    for (let at = 0; at < samples.length; at += portion) {
      this.history.append(samples.subarray(at, at + portion));
      if (!this.#blind) this.frames.advance(this.#onFrame);
    }
  }
}
