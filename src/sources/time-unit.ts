import { type AudioBlock, secondsOf } from '../engine/audio-block.js';
import { MorseDecoderError } from '../errors.js';

/** Times that go on so much faster than the sound are no seconds with gaps between. */
const FASTER = 100;
/** Blocks in a row of which that has to be true. */
const SURE = 4;
/** How exactly they must go on at the rate of a unit: times of arrival waver. */
const NEAR = 0.2;

/** Looks at the times that a page gives with its samples, and says once what they are when they are no seconds. */
export class TimeUnit {
  #last: { readonly time: number; readonly seconds: number } | null = null;
  #fast = 0;
  #passed = 0;
  #sound = 0;
  #told = false;

  /** The warning that is due with this block; null: none. */
  doubt(block: AudioBlock): MorseDecoderError | null {
    const { sampleRate, time } = block;
    const before = this.#last;
    const seconds = secondsOf(block);
    this.#last = time === undefined || seconds === 0 ? null : { time, seconds };
    if (!before || time === undefined || time - before.time < FASTER * before.seconds) {
      this.#fast = this.#passed = this.#sound = 0;
      return null;
    }
    this.#passed += time - before.time;
    this.#sound += before.seconds;
    if (++this.#fast < SURE || this.#told) return null;
    const unit = unitOf(this.#passed / this.#sound, sampleRate);
    if (!unit) return null;
    this.#told = true;
    const [name, divisor] = unit;
    return new MorseDecoderError(
      'bad-time',
      `time went on by ${Math.round(this.#passed)} in ${this.#sound.toFixed(2)} s of sound: it looks like ${name}`,
      {
        action: `Give seconds: { time: time / ${divisor} }.`,
      },
    );
  }
}

/** What goes on by so much in a second, and what makes seconds of it. */
function unitOf(rate: number, sampleRate: number): readonly [name: string, divisor: number] | null {
  const units = [
    ['milliseconds', 1000],
    ['a count of samples', sampleRate],
  ] as const;
  return units.find(([, perSecond]) => Math.abs(rate / perSecond - 1) < NEAR) ?? null;
}
