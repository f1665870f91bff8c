import { BIN_HZ, LOG_FLOOR } from './frame.js';

/** Hz around the estimate within which the signal is looked for. */
const REACH = 25;
/** Frames of averaging of the measured frequency: about 0.6 s of mark; of a clear one that is well off, as under Doppler, 0.16 s. */
const MEMORY = 80;
const QUICK_MEMORY = 20;
const WELL_OFF = 5;
/** Times its power in pauses that a bin has for a mark to be clear. */
const CLEARLY = 30;
/** Frames of marks after which the frequency is known. */
const KNOWN = 40;
/** Frames of a pause, 2 s, after which what comes may be somebody else: it is the same one within so many Hz. */
const PAUSE = 250;
const SAME = 12;
/** Frames on the frequency, or beside it, that show that it is the same one, or another. */
const SHOWN = 20;
/** Part of the highest power around it that the signal's own bins have while it sends: 10 dB less is another's side lobe. */
const OWN = 0.1;
/** Frames after a mark until a frame of 96 ms holds nothing of it. */
const CLEAR = 6;
/** What a bin's level in pauses moves by in a frame, as a part of the difference: the lowest of them count most. */
const RISE = 1 / 50;
const FALL = 1 / 10;
/** Bins that are told apart, a power of two: no signal drifts by 8 kHz. */
const RING = 1024;
const SILENCE = Math.log(LOG_FLOOR);
/** Times its power in pauses that a bin must exceed to count as keyed: what is always there is somebody's carrier. */
const STEADY = 1.5;

/**
 * Follows the frequency of one keyed signal (AFC). Each frame in which the key is down moves the estimate a little towards
 * the interpolated peak, within ±25 Hz, of what that frame holds and pauses do not; in pauses and noise it stays where it is.
 * So a steady carrier beside the signal, or a line of buzz, does not draw it away. Nor does a caller on a frequency nearby who
 * takes over when the signal has ended: after a pause it is looked for where it was.
 */
export class DriftTracker {
  #frequency: number;
  /** Log power of each bin in pauses; NaN where none has been heard. */
  readonly #idle = new Float32Array(RING).fill(Number.NaN);
  /** The frame that is being looked at, and its first bin. */
  #row: Float32Array = new Float32Array(0);
  #first = 0;
  #sinceMark = 0;
  /** Frames of marks so far. */
  #marks: number;
  /** The signal is not there, as far as is known, and what speaks against that: frames on its frequency less those beside it. */
  #lost = false;
  #shown = SHOWN;
  #elsewhere = false;
  /** No other station is known nearby: what moves is this one. */
  alone = false;
  /** It has jumped: after a pause it may be anywhere within reach. */
  unsteady = false;

  /**
   * @param centreHz Hz where the signal is
   * @param sure to a few hertz
   */
  constructor(centreHz: number, sure = false) {
    this.#frequency = centreHz;
    this.#marks = sure ? KNOWN : 0;
    if (sure) this.#lose();
  }

  /** Hz. */
  get frequency(): number {
    return this.#frequency;
  }

  /** The sound as a whole has moved. */
  set frequency(hertz: number) {
    this.#frequency = hertz;
  }

  /** The mark in the newest frame was somebody else's, who sends nearby. */
  get elsewhere(): boolean {
    return this.#elsewhere;
  }

  /**
   * Takes the log powers of a frame, or of its part from bin `first` on, and the probability that the key is down in it, 0…1.
   * @returns the frequency, Hz.
   */
  update(row: Float32Array, keyDown: number, first = 0): number {
    this.#row = row;
    this.#first = first;
    const low = Math.ceil((this.#frequency - REACH) / BIN_HZ);
    const high = Math.floor((this.#frequency + REACH) / BIN_HZ);
    this.#elsewhere = false;
    if (!(keyDown > 0.5)) {
      if (++this.#sinceMark > PAUSE && this.#marks >= KNOWN) this.#lose();
      if (this.#sinceMark > CLEAR) for (let b = low - 1; b <= high + 1; b++) this.#hearPause(b, this.#level(b));
      return this.#frequency;
    }
    this.#sinceMark = 0;
    let peak = low;
    for (let b = low; b <= high; b++) if (this.#keyed(b) > this.#keyed(peak)) peak = b;
    const power = this.#keyed(peak);
    if (!(power > 0)) return this.#frequency;
    const level = (b: number) => Math.log(Math.max(this.#keyed(b), 1e-3 * power));
    const measured = (peak + vertex(level(peak - 1), level(peak), level(peak + 1))) * BIN_HZ;
    const error = measured - this.#frequency;
    const beside = Math.abs(error) > (this.unsteady ? REACH : SAME);
    const elsewhere = beside && this.#own < OWN * power;
    // The clicks of somebody else have frames on any frequency; his marks outnumber them.
    if (this.#lost) this.#shown = Math.max(0, this.#shown + (beside ? -2 : 1));
    else this.#shown = Math.min(SHOWN, this.#shown + (elsewhere ? -1 : 1));
    if (this.#shown <= 0 && this.#marks >= KNOWN) this.#lose();
    if (this.#shown >= SHOWN) this.#lost = false;
    this.#elsewhere = elsewhere && this.#lost;
    if (this.#lost ? beside || this.#shown < SHOWN / 4 : Math.abs(error) > REACH) return this.#frequency;
    this.#marks++;
    const quick =
      this.alone && Math.abs(error) > WELL_OFF && power > CLEARLY * Math.exp(this.#idle[peak & (RING - 1)] as number);
    this.#frequency += (error * keyDown) / (quick ? QUICK_MEMORY : MEMORY);
    return this.#frequency;
  }

  /** Log power of a bin; beyond what is given there is silence. */
  #level(bin: number): number {
    return this.#row[bin - this.#first] ?? SILENCE;
  }

  #lose(): void {
    this.#lost = true;
    this.#shown = 0;
  }

  /** Power of the signal's own bins over what stands in pauses there. */
  get #own(): number {
    const bin = Math.floor(this.#frequency / BIN_HZ);
    return Math.max(this.#keyed(bin), this.#keyed(bin + 1));
  }

  #hearPause(bin: number, level: number): void {
    const place = bin & (RING - 1);
    const before = this.#idle[place] as number;
    const part = level < before ? FALL : RISE;
    this.#idle[place] = Number.isNaN(before) ? level : before + part * (level - before);
  }

  /** Power of a bin over what stands in pauses there. */
  #keyed(bin: number): number {
    const idle = this.#idle[bin & (RING - 1)] as number;
    return Math.exp(this.#level(bin)) - (Number.isNaN(idle) ? 0 : STEADY * Math.exp(idle));
  }
}

/**
 * Frequency in Hz of a peak at `bin` of a row of log powers. The logarithm of a Hann window's main lobe is nearly a parabola;
 * three points of it find the top to 0.2 Hz here.
 */
export const peakFrequency = (row: Float32Array, bin: number): number =>
  (bin + vertex(row[bin - 1] as number, row[bin] as number, row[bin + 1] as number)) * BIN_HZ;

/** Bins from the middle one of three levels to the top of the parabola through them, -1…1; 0 where there is none. */
function vertex(left: number, middle: number, right: number): number {
  const curvature = left - 2 * middle + right;
  const shift = curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
  return Math.min(1, Math.max(-1, shift));
}
