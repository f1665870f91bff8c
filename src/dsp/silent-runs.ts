/** Seconds of one value that no noise holds; half a dit at 120 WPM. */
const SHORTEST = 0.005;
/** Seconds of it at the end of a block that are kept back until it is known what they are. */
const SUSPECT = 0.0005;
/** From there on it is overload. */
const CLIPPED = 0.99;
/** Time constant of the share of such runs in the sound, seconds. */
const MEMORY = 2;
/** Up to this share they are holes. Between the marks of sound without noise, where they are the pauses, it is at least 0.25. */
const HOLES = 0.2;
/** Seconds of a hole that count: a squelch may be closed for long. */
const COUNTED = 0.1;
/** The share at the beginning, when nothing is known: holes are believed in after 2 s of sound. */
const UNKNOWN = 0.5;

/** A stretch of sound. */
export interface Stretch {
  readonly samples: Float32Array;
  /** The source had nothing and gave one value over and over. */
  readonly silent: boolean;
}

/**
 * Finds runs of one exact value, zero mostly, in sound that has something else to say most of the time: a receiver's squelch,
 * lost packets. It works on the samples as the source gave them: after a resampler zero is not zero any more.
 */
export class SilentRuns {
  #value = Number.NaN;
  #length = 0;
  /** The run is long enough, and a hole. */
  #hole = false;
  /** Samples of a run that are kept back, and their value. */
  #held = 0;
  #heldValue = 0;
  #share = UNKNOWN;

  /** Divides the next samples; what is kept back of them comes with those after. @param rate Hz */
  divide(samples: Float32Array, rate: number): Stretch[] {
    const stretches: Stretch[] = [];
    const shortest = Math.ceil(SHORTEST * rate);
    const suspect = Math.max(4, Math.ceil(SUSPECT * rate));
    let given = 0;
    let heard = 0;
    const give = (to: number, silent: boolean): void => {
      if (this.#held > 0) stretches.push({ samples: new Float32Array(this.#held).fill(this.#heldValue), silent });
      if (to > given) stretches.push({ samples: samples.subarray(given, to), silent });
      this.#held = 0;
      given = to;
    };
    const hear = (until: number): void => {
      this.#share *= Math.exp(-Math.max(0, until - heard) / rate / MEMORY);
      heard = until;
    };
    for (let i = 0; i < samples.length; i++) {
      const x = samples[i] as number;
      if (x !== this.#value) {
        if (this.#length >= shortest) this.#countRun(this.#length / rate);
        if (this.#length >= shortest) heard = i;
        if (this.#hole) give(i, true);
        this.#hole = false;
        this.#value = x;
        this.#length = 0;
      }
      if (++this.#length !== shortest) continue;
      const start = i + 1 - shortest;
      hear(start);
      this.#hole = this.#share < HOLES && Math.abs(x) < CLIPPED;
      if (this.#hole && start >= 0) give(start, false);
    }
    const end = samples.length;
    const start = end - this.#length;
    if (this.#length < shortest) hear(Math.max(start, 0));
    if (this.#hole) give(end, true);
    else if (this.#length >= suspect && this.#length < shortest && this.#share < HOLES) {
      if (start >= 0) give(start, false);
      this.#held += end - given;
      this.#heldValue = this.#value;
    } else give(end, false);
    return stretches;
  }

  /** What is kept back: no more comes, or not at this rate. */
  flush(): Stretch[] {
    const held = new Float32Array(this.#held).fill(this.#heldValue);
    this.#held = 0;
    return held.length > 0 ? [{ samples: held, silent: this.#hole }] : [];
  }

  #countRun(seconds: number): void {
    const counted = this.#hole ? Math.min(seconds, COUNTED) : seconds;
    this.#share = 1 - (1 - this.#share) * Math.exp(-counted / MEMORY);
  }
}
