import { FRAME_RATE } from '../dsp/frame.js';
import type { Channel } from './channel.js';

/** How many are remembered, and for how many frames: 15 min. */
const MOST = 128;
const REMEMBERED = 900 * FRAME_RATE;

/** Stations whose channels were closed. One that comes back goes on in its channel, with its text. */
export class GoneStations {
  #gone: { readonly channel: Channel; readonly frame: number }[] = [];

  /** @param frame the newest one when it was closed */
  add(channel: Channel, frame: number): void {
    this.#gone = this.#gone.filter((one) => frame - one.frame < REMEMBERED).slice(1 - MOST);
    this.#gone.push({ channel, frame });
  }

  /** Whether there was one less than `hertz` away from `frequency` (Hz). */
  has(frequency: number, hertz: number): boolean {
    return this.#gone.some(({ channel }) => Math.abs(channel.frequency - frequency) < hertz);
  }

  /** Takes out the one nearest to `frequency` (Hz) that is less than `hertz` away. */
  take(frequency: number, hertz: number): Channel | null {
    const distance = ({ channel }: { channel: Channel }) => Math.abs(channel.frequency - frequency);
    const [nearest] = this.#gone.filter((one) => distance(one) < hertz).sort((a, b) => distance(a) - distance(b));
    this.#gone = this.#gone.filter((one) => one !== nearest);
    return nearest?.channel ?? null;
  }
}
