import type { Channel } from './channel.js';

/** So many automatic channels and more are read by the smaller model, where there is one. */
const CROWD = 6;
/** So many side channels, and pinned ones that somebody has asked for are too, until there are fewer than `stay`. */
const THRONG = { go: 32, stay: 24 } as const;
/**
 * WPM and SNR (dB) over which the smaller model reads as well as the larger one: who comes under `stay` goes back to that, who is
 * over `go` leaves it. It forgets how long a slow dit is, and needs 0.1 to 2 dB more where letters are lost at all, under −4 dB.
 */
const EASY = { go: { wpm: 17, snr: 3 }, stay: { wpm: 14, snr: 0 } } as const;

/** Says for which channels of a crowded band the smaller model reads. */
export class SideReading {
  readonly #want: (() => void) | null;
  #begun = false;

  /** @param want asks for the smaller model; null: there is none */
  constructor(want: (() => void) | null) {
    this.#want = want;
  }

  /** Chooses among all channels that are open; to be asked again as their speed and SNR become known. */
  choose(channels: readonly Channel[]): void {
    if (!this.#want) return;
    const side = channels.filter(({ role, reader }) => role !== 'main' && !reader.away);
    const throng = side.length >= THRONG.go;
    const crowd = throng || side.filter(({ role }) => role === 'automatic').length >= CROWD;
    if (crowd && !this.#begun) this.#want();
    this.#begun ||= crowd;
    if (!this.#begun) return;
    for (const { reader, role, wpm, snr } of side) {
      const { small } = reader;
      const among = role === 'automatic' ? crowd || small : throng || (small && side.length >= THRONG.stay);
      const least = small ? EASY.stay : EASY.go;
      reader.small = among && (wpm ?? 0) > least.wpm && (snr ?? least.snr) > least.snr;
    }
  }
}
