import { HOP, LOG_FLOOR, WINDOW } from './frame.js';
import { type Line, PauseLine } from './pause-line.js';
import { PauseNoise } from './pause-noise.js';

/**
 * Peak power in a bin of a real sine of power 1: a Hann window of N points scaled to unit energy has (Σw)² = 2N/3 = 512;
 * the sine's amplitude √2 puts half of itself, squared 1/2, on either side of 0 Hz.
 */
const SINE_GAIN = 256;
/** Noise of variance σ² spreads over 4000 Hz and has σ² in every bin; 2500 Hz hold this part of it. */
const NOISE_PART = 2500 / 4000;
/** Frames that a window is long. */
const FULL = WINDOW / HOP;
/** Frames of the shortest mark that is measured: below it the window holds too little of the mark. */
const SHORTEST = 3;
/** Weight of all marks before when another comes: about 20 marks are remembered. */
const MEMORY = 0.95;
/** Weight of the noise around another mark where there is less or more of it: clicks of others come and go, noise stays. */
const LESS = 0.5;
const MORE = 0.015;
/** Longest part of one mark that is looked at, frames: 1 s. */
const LONGEST = 125;

/** Nats. */
const DECIBEL = Math.LN10 / 10;
/** Standard deviations: of what one window's length of pauses tells of their noise, and of the noise around, for clicks fill it. */
const PAUSE_DEVIATION = 6.3 * DECIBEL;
const AROUND_DEVIATION = 2 * DECIBEL;
/** Further apart than this and twice the pauses' deviation, and than the other at most, noise around and in pauses are not the same. */
const AGREED = DECIBEL;
const REFUTED = 8 * DECIBEL;
/** Pauses hold more than noise when their median stands further above their floor than this and three times their deviation. */
const RESTLESS = DECIBEL;
/** So far below such pauses the noise around is believed. */
const BELIEVED = 12 * DECIBEL;

/** dB from which on a ratio tells how finely the samples are stored, and not what noise there is. */
const MOST_SHOWN = 60;

/** An SNR as it is shown, dB: behind digital silence there is no noise to measure. */
export const shownSnr = (snr: number | null): number | null => snr && Math.min(MOST_SHOWN, snr);

/**
 * Signal-to-noise ratio as MODEL.md defines it: power of the mark over white-noise power in 2500 Hz, dB. Each mark is
 * measured in its middle, where the window is filled best; a mark of length L fills a Hann window of length N to the part
 * L/N + sin(πL/N)/π of its amplitude, so short marks are corrected by that and weigh as little as they tell. Noise is what
 * this channel's own pauses hold: behind a narrow filter the neighbourhood is another. Clicks of strong neighbours fill them
 * too, though, unlike noise now and then; then, and while there were no pauses, the noise around counts, if it can be the same. So
 * it does where a steady carrier fills the pauses, whose power is taken off the marks': on the average of their beats the two add up.
 */
export class SnrMeter {
  /** Powers of a mark's frames in the bin below the signal's, in its own and in the one above. */
  readonly #mark = new Float32Array(3 * LONGEST);
  #length = 0;
  #signal = 0;
  #noise = 0;
  #filled = 0;
  readonly #pauses = new PauseNoise();
  readonly #pauseLine = new PauseLine();
  #line: Line | null = null;

  /**
   * Takes a frame's log powers, the bin of the signal, the probability that the key is down at the frame's centre (0…1), and
   * the mean noise power of that bin (`NoiseFloor.at`).
   */
  update(long: Float32Array, centreBin: number, keyDown: number, noisePower: number): void {
    if (keyDown > 0.5) {
      this.#pauses.mark();
      this.#pauseLine.mark();
      const bin = Math.min(long.length - 2, Math.max(1, Math.round(centreBin)));
      if (this.#length < LONGEST && Number.isFinite(long[bin])) {
        for (let i = 0; i < 3; i++) this.#mark[3 * this.#length + i] = Math.exp(long[bin - 1 + i] as number);
        this.#length++;
      }
      return;
    }
    if (this.#length >= SHORTEST) this.#finishMark(noisePower);
    this.#length = 0;
    const bin = Math.min(long.length - 1, Math.max(0, Math.round(centreBin)));
    this.#pauses.pause(long[bin] as number);
    this.#pauseLine.pause(long, bin);
  }

  /** dB in 2500 Hz; null until a mark was heard. */
  get snr(): number | null {
    return this.#over(this.#logNoise);
  }

  /** The same over the noise around alone, as the signals that a finder hears are measured. */
  get overAround(): number | null {
    const { pauses } = this.#pauses;
    return this.#over(Math.min(Math.log(this.#noise), pauses?.middle ?? Number.POSITIVE_INFINITY));
  }

  #over(logNoise: number): number | null {
    if (this.#filled === 0) return null;
    const signal = Math.max(this.#signal / this.#filled, LOG_FLOOR) / SINE_GAIN;
    return (Math.log(signal / NOISE_PART) - logNoise) / DECIBEL;
  }

  /** ln of the mean power of the noise. */
  get #logNoise(): number {
    const around = Math.log(this.#noise);
    const { pauses } = this.#pauses;
    if (!pauses) return around;
    const { low, middle, frames } = pauses;
    const line = this.#line;
    if (line) return Math.max(Math.min(around, Math.log(line.beside)), Math.log(line.beside) - BELIEVED);
    const deviation = PAUSE_DEVIATION / Math.sqrt(frames / FULL);
    if (middle - low < RESTLESS + 3 * deviation) {
      const steady = (low + middle) / 2;
      if (Math.abs(around - steady) > Math.min(REFUTED, AGREED + 2 * deviation)) return steady;
      const part = deviation ** 2 / (deviation ** 2 + AROUND_DEVIATION ** 2);
      return steady + part * (around - steady);
    }
    if (around >= low) return low;
    // What lies further below is not believed at all: it is the stop band of a filter.
    return Math.max(around, low - Math.max(0, Math.min(BELIEVED, 2 * BELIEVED - (low - around))));
  }

  #finishMark(noisePower: number): void {
    const length = this.#length;
    const edge = Math.floor((Math.min(length, FULL + 1) - 1) / 2);
    this.#line = this.#pauseLine.line;
    const less = this.#line?.powers ?? [0, 0, 0];
    const means = less.map((power, bin) => Math.max(LOG_FLOOR, this.#meanOf(bin, edge, length - edge) - power));
    const [below, here, above] = means as [number, number, number];
    const power = peakOf(below, here, above);
    const part = Math.min(1, length / FULL);
    const fill = (part + Math.sin(Math.PI * part) / Math.PI) ** 2;
    const noise = Math.max(noisePower, LOG_FLOOR);
    const first = this.#filled === 0;
    this.#noise += (noise - this.#noise) * (first ? 1 : noise < this.#noise ? LESS : MORE);
    this.#signal = MEMORY * this.#signal + Math.max(0, this.#line ? power : power - Math.min(noise, this.#noise));
    this.#filled = MEMORY * this.#filled + fill;
  }
  /** Mean power in one of the three bins, frames `from` … `to` − 1 of the mark. */
  #meanOf(bin: number, from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += this.#mark[3 * i + bin] as number;
    return sum / (to - from);
  }
}

/** Power of a tone between bins: the vertex of the parabola through the logarithms, which a Hann window's main lobe is nearly. */
function peakOf(below: number, here: number, above: number): number {
  const [a, b, c] = [Math.log(below), Math.log(here), Math.log(above)] as const;
  const bend = a - 2 * b + c;
  const offset = bend < 0 ? (a - c) / (2 * bend) : 0;
  if (!(Math.abs(offset) <= 1)) return Math.max(below, here, above);
  return Math.exp(b - ((a - c) * offset) / 4);
}
