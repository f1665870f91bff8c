import { frameTime, SAMPLE_RATE, WINDOW } from '../dsp/frame.js';
import { SnrMeter } from '../dsp/snr-meter.js';
import type { NoiseSource } from './noise-source.js';
import { STRIP_CENTRE } from './reader.js';
import type { Padded } from './sent-codes.js';

/** Bins to each side at which the noise is measured too: 109 Hz, beyond a signal's key clicks. */
const REACH = 14;
/** Seconds of a frame to each side of its centre. */
const HALF_WINDOW = WINDOW / SAMPLE_RATE / 2;

/** SNR of a channel's signal, over the noise in its pauses or around it. */
export class ChannelSnr {
  readonly #noise: NoiseSource;
  #meter = new SnrMeter();

  constructor(noise: NoiseSource) {
    this.#noise = noise;
  }

  /** dB in 2500 Hz, however little noise there is; null until measured. */
  get snr(): number | null {
    return this.#meter.snr;
  }

  /** The same over the noise around alone, as `Candidate.snr` has it. */
  get overAround(): number | null {
    return this.#meter.overAround;
  }

  /** Another signal is meant. */
  reset(): void {
    this.#meter = new SnrMeter();
  }

  /**
   * @param strip log powers around the signal @param first bin of the first of them @param keyDown probability, 0…1
   * @param padded the silence put behind the end of the sound tells nothing of the noise
   */
  update(strip: Float32Array, first: number, keyDown: number, frame: number, padded: Padded | null): void {
    const time = frameTime(frame);
    if (padded && time + HALF_WINDOW > padded.from && time - HALF_WINDOW < padded.to) return;
    this.#meter.update(strip, STRIP_CENTRE, keyDown, this.#noiseAround(first + STRIP_CENTRE));
  }

  /** A fast signal fills its own pauses, so what its neighbourhood says counts too. */
  #noiseAround(bin: number): number {
    const [here, below, above] = [this.#noise.at(bin), this.#noise.at(bin - REACH), this.#noise.at(bin + REACH)];
    return Math.max(Math.min(below, above), Math.min(here, Math.max(below, above)));
  }
}
