import { type AudioBlock, secondsOf } from './audio-block.js';

/**
 * Seconds by which a block may be late and no sound be missing: more than times in whole milliseconds or in packets of 128
 * samples are off, and half of the shortest dit that is read, at 60 WPM.
 */
const LATE = 0.01;
/** Seconds by which a clock may be set back, as by NTP, without having begun anew. */
const EARLY = 1;
/** Seconds in which a clock is followed that runs a little faster or slower than the samples: 0.1 % makes it 5 ms late. */
const FOLLOWING = 5;
/** Seconds of sound that may be missing; a clock that jumps further has begun anew. */
const LONGEST = 12 * 3600;
/** Seconds of pause where a clock has begun anew and nobody knows how long it was: the text before it is at its end. */
const BREAK = 2;

/**
 * Compares a source's clock with its samples. A jump forward is sound that was not received; a small one to either side is
 * no more than how exactly the source tells the time.
 */
export class SourceClock {
  /** When the next sample is due by the source's clock, seconds; null while there is no clock. */
  #due: number | null = null;
  /** Samples of the newest block. Packets of one length are lost whole: then their length is more exact than the clock. */
  #packet = 0;
  /** Seconds of silence that have been put behind the sound and were not missing, and whether that was just now. */
  #ahead = 0;
  #padded = false;

  /** Seconds of silence to put before the block, for what is missing there. */
  take(block: AudioBlock): number {
    const missing = this.#missing(block);
    this.#packet = block.samples.length;
    return this.#makeUp(missing);
  }

  /** Silence that is there already counts; later on as much as leaves a pause between the words. */
  #makeUp(missing: number): number {
    const spare = Math.max(0, this.#padded ? missing : missing - BREAK);
    const there = Math.min(this.#ahead, spare);
    this.#padded = false;
    this.#ahead -= there;
    return missing - there;
  }

  #missing(block: AudioBlock): number {
    const { samples, time, gap = 0 } = block;
    const seconds = secondsOf(block);
    const due = this.#due === null ? null : this.#due + gap;
    if (time === undefined) this.#due = due === null ? null : due + seconds;
    else this.#due = time + seconds;
    if (time === undefined || due === null) return gap;
    const late = time - due;
    if (late > LONGEST || late < -EARLY) return gap + BREAK;
    if (late > LATE) {
      const whole = this.#packet === samples.length ? Math.round(late / seconds) * seconds : 0;
      if (Math.abs(late - whole) >= LATE / 2) return gap + late;
      this.#due = due + whole + seconds;
      return gap + whole;
    }
    if (late >= -LATE) this.#due = due + seconds + late * Math.min(1, seconds / FOLLOWING);
    return gap;
  }

  /** So many seconds of silence have been put behind the sound, whose end it seemed to be. */
  pad(seconds: number): void {
    this.#ahead += seconds;
    this.#padded = true;
  }
}
