import { type AudioBlock, secondsOf } from './audio-block.js';

/** Seconds of the mean, and of the memory for clipping. */
const LEVEL_SECONDS = 0.25;
const CLIPPING_SECONDS = 1;
/** Magnitude from which a sample counts as clipped, and the fraction of such samples that is too much. */
const CLIPPED = 0.999;
const TOO_MANY = 0.001;
/** Stands for −∞. */
const SILENCE = -200;

/** Level of the input as it comes in. Memories fade exponentially, so that nothing has to be kept. */
export class LevelMeter {
  #power = 0;
  #clipped = 0;

  push(block: AudioBlock): void {
    const { samples } = block;
    if (samples.length === 0) return;
    let power = 0;
    let clipped = 0;
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i] as number;
      power += sample * sample;
      if (Math.abs(sample) >= CLIPPED) clipped++;
    }
    const seconds = secondsOf(block);
    this.#power = blend(this.#power, power / samples.length, seconds / LEVEL_SECONDS);
    this.#clipped = blend(this.#clipped, clipped / samples.length, seconds / CLIPPING_SECONDS);
  }

  /** Root mean square, dBFS (0 dBFS: a square wave of full scale); −200 for silence. */
  get level(): number {
    return this.#power > 0 ? Math.max(SILENCE, 10 * Math.log10(this.#power)) : SILENCE;
  }

  get clipping(): boolean {
    return this.#clipped > TOO_MANY;
  }
}

const blend = (old: number, fresh: number, time: number): number => {
  const kept = Math.exp(-time);
  return kept * old + (1 - kept) * fresh;
};
