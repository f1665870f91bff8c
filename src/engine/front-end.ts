import { AudioHistory } from '../dsp/audio-history.js';
import { HOP, SAMPLE_RATE, WINDOW } from '../dsp/frame.js';
import { FrameStore } from '../dsp/frame-store.js';
import { HoleFiller } from '../dsp/hole-filler.js';
import type { NoiseFloor } from '../dsp/noise-floor.js';
import { PatchyResampler } from '../dsp/patchy-resampler.js';
import { SilentRuns, type Stretch } from '../dsp/silent-runs.js';
import type { AudioBlock } from './audio-block.js';
import { InputGuard } from './input-guard.js';
import { LevelMeter } from './level-meter.js';
import { SourceClock } from './source-clock.js';

/** Samples taken in at once, so that no frame leaves a short history before it was computed: 1 s. */
const PORTION = SAMPLE_RATE;

/** From a source's blocks to the 8 kHz history and its frames, on one time line whatever the source does. */
export class FrontEnd {
  readonly history: AudioHistory;
  readonly frames: FrameStore;
  readonly guard = new InputGuard();
  readonly level = new LevelMeter();
  readonly #onFrame: (k: number, long: Float32Array, short: Float32Array) => void;
  readonly #clock = new SourceClock();
  readonly #runs = new SilentRuns();
  readonly #filler: HoleFiller;
  #resampler: PatchyResampler | null = null;
  #missed = 0;

  /**
   * @param seconds of history
   * @param noise what long holes are filled with
   */
  constructor(
    seconds: number,
    noise: Pick<NoiseFloor, 'logAt'>,
    onFrame: (k: number, long: Float32Array, short: Float32Array) => void,
  ) {
    this.history = new AudioHistory(seconds);
    this.frames = new FrameStore(this.history);
    this.#filler = new HoleFiller(this.history, noise, (samples) => this.#append(samples));
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

  /** Seconds that the source has left out, in all. */
  get missed(): number {
    return this.#missed;
  }

  /** Takes a block in; false when its sample rate is impossible. A new rate goes on where the old one ended. */
  push(block: AudioBlock): boolean {
    const { sampleRate } = block;
    if (!InputGuard.acceptsRate(sampleRate)) return false;
    this.#miss(this.#clock.take(block));
    if (this.#resampler?.inputRate !== sampleRate) {
      this.#finishRate();
      this.#resampler = new PatchyResampler(sampleRate, this.#filler);
    }
    const samples = this.guard.clean(block);
    this.level.push(samples, sampleRate);
    this.#pass(this.#runs.divide(samples, sampleRate));
    return true;
  }

  /** The source has ended: takes in what the resampler holds, then silence of at least `seconds` up to a whole number of ticks. */
  pad(seconds: number, tick: number): void {
    this.#finishRate();
    this.#filler.flush();
    const frames = Math.ceil((this.history.end + seconds * SAMPLE_RATE - WINDOW) / HOP) + 1;
    const whole = Math.max(tick, Math.ceil(frames / tick) * tick);
    const silence = WINDOW + (whole - 1) * HOP - this.history.end;
    this.#append(new Float32Array(silence));
    this.#clock.pass(silence / SAMPLE_RATE);
  }

  /** So many seconds were not received; before the first sound that is nothing. */
  #miss(seconds: number): void {
    if (seconds <= 0 || (!this.#resampler && this.history.end === 0)) return;
    this.#missed += seconds;
    this.#pass(this.#runs.flush());
    if (this.#resampler) this.#resampler.miss(seconds);
    else this.#filler.miss(Math.round(seconds * SAMPLE_RATE), { reach: 0, guessed: false });
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
    for (let at = 0; at < samples.length; at += PORTION) {
      this.history.append(samples.subarray(at, at + PORTION));
      this.frames.advance(this.#onFrame);
    }
  }
}
