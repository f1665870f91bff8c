/** Root of the mean power below which a recording is made louder, −70 dBFS, and to about what. Powers of two keep its values exact. */
const QUIET = 3e-4;
const ENOUGH = 1e-2;

/**
 * Makes a very quiet recording louder, as those of 24 bits and of floats may be: every power has `LOG_FLOOR` added, and noise that
 * is weaker than that floor is none. The first sound decides for the whole recording.
 */
export class QuietGain {
  #gain: number | null = null;

  /** @param samples the next ones; the same are returned where nothing has to be done */
  of(samples: Float32Array): Float32Array {
    this.#gain ??= gainFor(samples);
    const gain = this.#gain;
    return gain === null || gain === 1 ? samples : samples.map((value) => gain * value);
  }
}

/** Null while there is only digital silence. */
function gainFor(samples: Float32Array): number | null {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  if (!(power > 0)) return null;
  return power < QUIET ** 2 ? 2 ** Math.round(Math.log2(ENOUGH / Math.sqrt(power))) : 1;
}
