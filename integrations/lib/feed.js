import { safely } from './tap.js';

/**
 * Sound as receivers hand it out, made what a decoder takes: mono, −1…1, one rate, and every hole told as one.
 *
 * @typedef {object} Block
 * @property {number} rate Hz
 * @property {number} [count] values of `pcm` that belong to the block; default all
 * @property {number} [channels] interleaved; their mean is taken. Default 1
 * @property {number} [scale] factor that makes full scale 1; default 1/32768 for Int16, 1 for floats
 *
 * @typedef {object} Listener what the feed needs of `<morse-decoder>`
 * @property {(samples: Float32Array, sampleRate: number) => void} push
 * @property {(seconds: number) => void} gap
 *
 * @typedef {object} Clock
 * @property {() => number} now seconds
 * @property {(seconds: number, then: () => void) => void} after
 */

/** Seconds by which a block may be late before something is thought to be missing. */
const PATIENCE = 1;
/** Seconds in which what was only held up on its way arrives, all at once. */
const CATCH_UP = 0.5;
/** Seconds of sound that may come early, as at the start of a stream. */
const AHEAD = 1;
/** Receivers measure their rate over and over; changes below this share are not changes. */
const SAME_RATE = 1e-3;

/** @type {Clock} */
const pageClock = {
  now: () => performance.now() / 1000,
  after: (seconds, then) => void setTimeout(() => safely(then), 1000 * seconds),
};

export class Feed {
  #listener;
  #clock;
  #rate = 0;
  /** When what has come so far ends, by the clock; NaN before the first block. */
  #end = Number.NaN;
  /** @type {{ late: number, since: number, blocks: Float32Array[], seconds: number } | null} */
  #held = null;

  /**
   * @param {Listener} listener
   * @param {Clock} [clock]
   */
  constructor(listener, clock = pageClock) {
    this.#listener = listener;
    this.#clock = clock;
  }

  /**
   * Takes a copy of a block that has just arrived. A source that sends nothing for a while (a closed squelch) leaves a gap of
   * that length; one whose blocks were only held up does not.
   *
   * @param {Int16Array | Float32Array} pcm
   * @param {Block} block
   */
  push(pcm, { rate, count = pcm.length, channels = 1, scale = pcm instanceof Float32Array ? 1 : 1 / 32768 }) {
    const samples = mono(pcm, Math.min(count, pcm.length), channels, scale);
    if (samples.length === 0) return;
    this.#setRate(rate);
    const seconds = samples.length / this.#rate;
    const now = this.#clock.now();
    const late = now - this.#end - seconds;
    this.#end = Number.isNaN(this.#end) ? now : Math.min(Math.max(this.#end + seconds, now), now + AHEAD);
    if (late > PATIENCE) this.#hold(late, now);
    if (!this.#held) return this.#listener.push(samples, this.#rate);
    this.#held.blocks.push(samples);
    this.#held.seconds += this.#held.blocks.length > 1 ? seconds : 0;
  }

  /**
   * So much sound is known to be missing, as where the squelch is closed or packets are lost.
   *
   * @param {number} seconds
   */
  missing(seconds) {
    if (!(seconds > 0)) return;
    this.#release();
    const now = this.#clock.now();
    this.#end = Math.min(Math.max(this.#end + seconds, now), now + AHEAD);
    this.#listener.gap(seconds);
  }

  /** @param {number} rate Hz */
  #setRate(rate) {
    if (Math.abs(rate - this.#rate) < SAME_RATE * rate) return;
    this.#release();
    this.#rate = rate;
  }

  /**
   * @param {number} late seconds
   * @param {number} now
   */
  #hold(late, now) {
    this.#release();
    const held = { late, since: now, blocks: [], seconds: 0 };
    this.#held = held;
    this.#clock.after(CATCH_UP, () => {
      if (this.#held === held) this.#release();
    });
  }

  /** Sound that came faster than it sounds had been held up; the rest of the pause is a gap. */
  #release() {
    if (!this.#held) return;
    const { late, since, blocks, seconds } = this.#held;
    this.#held = null;
    const caughtUp = Math.max(0, seconds - (this.#clock.now() - since));
    if (late - caughtUp > PATIENCE / 2) this.#listener.gap(late - caughtUp);
    for (const block of blocks) this.#listener.push(block, this.#rate);
  }
}

/**
 * @param {Int16Array | Float32Array} pcm
 * @param {number} count
 * @param {number} channels
 * @param {number} scale
 */
function mono(pcm, count, channels, scale) {
  const samples = new Float32Array(Math.floor(count / channels));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += pcm[i * channels + channel] ?? 0;
    samples[i] = (sum / channels) * scale;
  }
  return samples;
}
