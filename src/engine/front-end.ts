import { AudioHistory } from '../dsp/audio-history.js';
import { HOP, SAMPLE_RATE, WINDOW } from '../dsp/frame.js';
import { FrameStore } from '../dsp/frame-store.js';
import { Resampler } from '../dsp/resampler.js';
import type { AudioBlock } from './audio-block.js';
import { InputGuard } from './input-guard.js';
import { LevelMeter } from './level-meter.js';

/** Samples taken in at once, so that no frame leaves a short history before it was computed: 1 s. */
const PORTION = SAMPLE_RATE;

/** From a source's blocks to the 8 kHz history and its frames, on one time line whatever the source does. */
export class FrontEnd {
  readonly history: AudioHistory;
  readonly frames: FrameStore;
  readonly guard = new InputGuard();
  readonly level = new LevelMeter();
  readonly #onFrame: (k: number, long: Float32Array, short: Float32Array) => void;
  #resampler: Resampler | null = null;

  /** @param seconds of history */
  constructor(seconds: number, onFrame: (k: number, long: Float32Array, short: Float32Array) => void) {
    this.history = new AudioHistory(seconds);
    this.frames = new FrameStore(this.history);
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

  /** Takes a block in; false when its sample rate is impossible. A new rate goes on where the old one ended. */
  push(block: AudioBlock): boolean {
    if (!InputGuard.acceptsRate(block.sampleRate)) return false;
    if (this.#resampler?.inputRate !== block.sampleRate) {
      this.#finishRate();
      this.#resampler = new Resampler(block.sampleRate);
    }
    const samples = this.guard.clean(block);
    this.level.push(samples, block.sampleRate);
    this.#append(this.#resampler.process(samples));
    return true;
  }

  /** The source has ended: takes in what the resampler holds, then silence of at least `seconds` up to a whole number of ticks. */
  pad(seconds: number, tick: number): void {
    this.#finishRate();
    const frames = Math.ceil((this.history.end + seconds * SAMPLE_RATE - WINDOW) / HOP) + 1;
    const whole = Math.max(tick, Math.ceil(frames / tick) * tick);
    this.#append(new Float32Array(WINDOW + (whole - 1) * HOP - this.history.end));
  }

  #finishRate(): void {
    if (this.#resampler) this.#append(this.#resampler.flush());
    this.#resampler = null;
  }

  #append(samples: Float32Array): void {
    for (let at = 0; at < samples.length; at += PORTION) {
      this.history.append(samples.subarray(at, at + PORTION));
      this.frames.advance(this.#onFrame);
    }
  }
}
