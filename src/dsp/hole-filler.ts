import type { AudioHistory } from './audio-history.js';
import { type Autoregression, fitAutoregression, interpolate } from './autoregression.js';
import { SAMPLE_RATE } from './frame.js';
import { Gaussian } from './gaussian.js';
import type { NoiseFloor } from './noise-floor.js';
import { NoiseMaker } from './noise-maker.js';

/** Order of the model: twelve tones, or the edges of a narrow filter, and noise. */
const ORDER = 64;
/** Samples before a hole and after it that tell what may have sounded in it: 0.2 s and 32 ms. */
const BEFORE = 1600;
const AFTER = 256;
/** Samples after a hole that are worth something when another hole follows: 8 ms. */
const ISLAND = 64;
/** Longest hole that is bridged, with what is taken away at its ends: 100 ms and 10 ms. */
const LONGEST = 0.11 * SAMPLE_RATE;
/** Samples over which a longer one begins and ends: 16 ms. */
const SEAM = 128;
/** Samples of noise that are made at once. */
const PORTION = SAMPLE_RATE;
/**
 * What is left of a tone's belief from one sample of a hole to the next: 1/e after 21 ms. A hole of 20 ms cannot hold an
 * element's pause and is bridged at full strength; one of 100 ms may, and a tone on both sides sags in it by 10 dB, so that a
 * dah stays whole and two dits may be two. Of 1, 0.997, 0.995, 0.992 and 0.985 the two from 0.992 to 0.995 gave the
 * fewest wrong characters (scripts/measure-holes.ts, the same clips); this lies between them.
 */
const BELIEF = 0.994;
/** Part of the power that nothing foretells, below which a sound has no noise: 45 dB. */
const NOISELESS = 3e-5;

/** What is known of a hole. */
export interface Hole {
  /** Samples before it and after it that are spoilt too, as by the ringing of a resampler. */
  readonly reach: number;
  /** Only guessed from the sound: in one without noise it is a pause. */
  readonly guessed: boolean;
}

/** Takes sound and holes, and puts sound without holes into a history. */
export interface Filler {
  /** @param samples whole indices of the history */
  push(samples: Float32Array): void;
  /** So many indices are missing; a hole may come in pieces. */
  miss(count: number, hole: Hole): void;
  /** Nothing comes any more: fills a hole at the end. */
  flush(): void;
}

/**
 * Puts sound with holes into a history, so that nothing downstream has to know of them: what is not known is not silence. A
 * hole of up to 100 ms is bridged as both of its sides want it, a tone on both sides going through; a longer one holds noise
 * like that around it. Sound without holes passes as it is, at once; after a hole it waits until 32 ms have come.
 */
export class HoleFiller implements Filler {
  readonly #history: AudioHistory;
  readonly #noise: Pick<NoiseFloor, 'logAt'>;
  readonly #append: (samples: Float32Array) => void;
  readonly #random = new Gaussian(1);
  #hole: Hole | null = null;
  /** The hole is a pause of a sound without noise. */
  #pause = false;
  /** Samples of the hole: at the end of the history, where they are spoilt, and after it. */
  #spoilt = 0;
  #missing = 0;
  /** Samples still to come that are spoilt. */
  #spoiltNext = 0;
  /** Of a hole that has become too long to be bridged. */
  #maker: NoiseMaker | null = null;
  /** What has come after the hole. */
  readonly #after = new Float32Array(AFTER);
  #waiting = 0;

  /**
   * @param noise what a long hole is filled with
   * @param append puts samples into the history
   */
  constructor(history: AudioHistory, noise: Pick<NoiseFloor, 'logAt'>, append: (samples: Float32Array) => void) {
    this.#history = history;
    this.#noise = noise;
    this.#append = append;
  }

  /** Takes sound. */
  push(samples: Float32Array): void {
    let rest = samples;
    this.#pause = false;
    if (this.#hole) {
      const spoilt = Math.min(rest.length, this.#spoiltNext);
      this.#spoiltNext -= spoilt;
      this.#missing += spoilt;
      rest = rest.subarray(spoilt);
      const room = Math.min(rest.length, AFTER - this.#waiting);
      this.#after.set(rest.subarray(0, room), this.#waiting);
      this.#waiting += room;
      rest = rest.subarray(room);
      if (this.#waiting === AFTER) this.#close();
    }
    if (rest.length > 0) this.#append(rest);
  }

  /** So many samples are missing; a hole may come in pieces. */
  miss(count: number, hole: Hole): void {
    if (this.#waiting >= ISLAND) this.#close();
    if (!this.#hole && !this.#pause) this.#begin(hole);
    if (this.#pause) {
      this.#append(new Float32Array(count));
      return;
    }
    this.#missing += this.#waiting + count;
    this.#waiting = 0;
    this.#spoiltNext = hole.reach;
    if (this.#maker || this.#spoilt + this.#missing > LONGEST) this.#goOn();
  }

  /** Nothing comes any more: fills a hole at the end. */
  flush(): void {
    if (this.#hole) this.#close();
    this.#pause = false;
  }

  #begin(hole: Hole): void {
    const spoilt = Math.min(hole.reach, this.#history.end - this.#history.start);
    this.#spoilt = spoilt;
    this.#pause = hole.guessed && !this.#noisy();
    if (this.#pause) this.#spoilt = 0;
    else this.#hole = hole;
  }

  /** The sound before the hole is not all tones. */
  #noisy(): boolean {
    const before = this.#before();
    const model = modelOf([before]);
    const power = before.reduce((sum, x) => sum + x * x, 0) / before.length;
    return model !== null && model.variance > NOISELESS * power;
  }

  /** A long hole: lets the sound pass into noise, and gives all of that but what is to pass into the sound again. */
  #goOn(): void {
    let known = this.#spoilt + this.#missing - SEAM;
    if (!this.#maker) {
      this.#maker = new NoiseMaker(this.#noise, this.#random);
      const noise = this.#maker.take(AFTER);
      this.#fill(SEAM, noise, modelOf([this.#before()]));
      this.#append(noise);
      known -= SEAM + AFTER;
    }
    for (; known > 0; known -= PORTION) this.#append(this.#maker.take(Math.min(PORTION, known)));
    this.#missing = SEAM;
  }

  #close(): void {
    const before = this.#before();
    const after = this.#after.slice(0, this.#waiting);
    const model = modelOf(after.length > 2 * ORDER ? [before, after] : [before]);
    this.#fill(this.#spoilt + this.#missing, after, model);
    this.#append(after);
    this.#hole = null;
    this.#maker = null;
    this.#missing = 0;
    this.#waiting = 0;
  }

  /** Fills `length` samples, of which the spoilt ones stand in the history already. */
  #fill(length: number, after: Float32Array, model: Autoregression | null): void {
    const filled = (this.#maker ?? new NoiseMaker(this.#noise, this.#random)).take(length);
    if (model) {
      const tones = interpolate(sagging(model), this.#before(), after, length);
      for (let n = 0; n < length; n++) filled[n] = (filled[n] as number) + (tones[n] as number);
    }
    this.#history.replaceNewest(filled.subarray(0, this.#spoilt));
    this.#append(filled.slice(this.#spoilt));
    this.#spoilt = 0;
  }

  /** The sound before the hole. */
  #before(): Float32Array {
    const end = this.#history.end - this.#spoilt;
    return this.#history.read(Math.max(this.#history.start, end - BEFORE), end);
  }
}

/** The same sound, but that tones fade. */
const sagging = ({ coefficients, variance }: Autoregression): Autoregression => ({
  coefficients: coefficients.map((a, k) => a * BELIEF ** k),
  variance,
});

/** Null where there is too little to tell. */
const modelOf = (stretches: readonly Float32Array[]): Autoregression | null =>
  (stretches[0] as Float32Array).length > 4 * ORDER ? fitAutoregression(stretches, ORDER) : null;
