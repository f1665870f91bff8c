import { addToPage } from './add-to-page.js';
import { Feed } from './feed.js';
import { complain, keepTapped, safely } from './tap.js';

export { addToPage, complain, Feed, safely };

/**
 * `<morse-decoder>` on the page of a receiver: a button that opens it, its sound, its dial. Nothing is loaded and nothing of the
 * page is touched before somebody opens it, and everything is as it was when it is closed.
 *
 * @typedef {import('./tap.js').Tap} Tap
 *
 * @typedef {object} Dial
 * @property {number} dial kHz of 0 Hz audio
 * @property {'usb' | 'lsb'} sideband
 * @property {number} [pitch] Hz where the receiver's filter wants a signal, as in CW; default `PITCH`
 *
 * @typedef {object} Receiver
 * @property {(feed: Feed) => Tap[]} taps where the sound passes; asked over and over, so that replaced objects are found
 * @property {() => Dial | null} [dial] null where the sound has no dial, as of AM
 * @property {(dial: number, radioFrequency: number) => unknown} [tune] tunes to this dial, kHz of 0 Hz audio, which brings the
 *   radio frequency (kHz) to the pitch
 */

/** @typedef {import('./add-to-page.js').Decoder} Decoder */
/** @typedef {import('./add-to-page.js').Listen} Listen */

/** Hz where a clicked signal is brought to, in a receiver without a narrow filter. */
const PITCH = 700;

/**
 * Sound that passes through functions of the page.
 *
 * @param {Receiver} receiver
 * @returns {Listen} for {@link addToPage}
 */
export function hear({ taps, dial = () => null, tune }) {
  return (decoder) => {
    const feed = new Feed(decoder);
    /** @param {Tap} tap @returns {Tap} */
    const withDial = (tap) => ({
      ...tap,
      hear: (args) => {
        showDial(decoder, safely(dial) ?? null);
        tap.hear(args);
      },
    });
    const untap = keepTapped(() => taps(feed).map(withDial));
    const forget = tune ? tuneOnRequest(decoder, dial, tune) : () => {};
    return () => {
      untap();
      forget();
    };
  };
}

/**
 * @param {Element} decoder
 * @param {Dial | null} now
 */
export function showDial(decoder, now) {
  const values = { dial: now && String(Math.round(1e6 * now.dial) / 1e6), sideband: now?.sideband ?? null };
  for (const [name, value] of Object.entries(values)) {
    if (value === decoder.getAttribute(name)) continue;
    if (value === null) decoder.removeAttribute(name);
    else decoder.setAttribute(name, value);
  }
}

/**
 * Tunes the receiver when the user asks the decoder for it.
 *
 * @param {Element} decoder
 * @param {() => Dial | null} dial
 * @param {(dial: number, radioFrequency: number) => unknown} tune
 * @returns {() => void} stops doing so
 */
export function tuneOnRequest(decoder, dial, tune) {
  /** @param {Event} event */
  const listener = (event) => {
    const { radioFrequency } = /** @type {Event & { radioFrequency: number | null }} */ (event);
    const now = safely(dial);
    if (!now || typeof radioFrequency !== 'number') return;
    const pitch = (now.pitch ?? PITCH) / 1000;
    const wanted = now.sideband === 'lsb' ? radioFrequency + pitch : radioFrequency - pitch;
    safely(() => tune(Math.round(1e6 * wanted) / 1e6, radioFrequency));
  };
  decoder.addEventListener('morse-tune', listener);
  return () => decoder.removeEventListener('morse-tune', listener);
}
