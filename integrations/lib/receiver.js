import { Feed } from './feed.js';
import { complain, keepTapped, safely } from './tap.js';

export { complain, Feed, safely };

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
 * @typedef {HTMLElement & import('./feed.js').Listener & { stop(): void, start(): Promise<void>, state: string, sourceObject: unknown }} Decoder
 *
 * @typedef {object} Receiver
 * @property {(feed: Feed) => Tap[]} taps where the sound passes; asked over and over, so that replaced objects are found
 * @property {() => Dial | null} [dial] null where the sound has no dial, as of AM
 * @property {(dial: number, radioFrequency: number) => unknown} [tune] tunes to this dial, kHz of 0 Hz audio, which brings the
 *   radio frequency (kHz) to the pitch
 *
 * @callback Listen gives the decoder its sound
 * @param {Decoder} decoder
 * @param {(text: string) => void} say shows a sentence beside the decoder; an empty one takes it away
 * @returns {() => void} takes the sound away
 *
 * @typedef {object} Place
 * @property {() => Element | null} [inside] the part of the page that gets the panel; without, it floats over the page
 * @property {boolean} [open] at once, without a button
 */

/** Hz where a clicked signal is brought to, in a receiver without a narrow filter. */
const PITCH = 700;
const DECODER = new URL('../../dist/morse-decoder.js', import.meta.url).href;
const MARK = Symbol.for('morse-decoder on a receiver');
const FLOATING = 'position:fixed;right:8px;bottom:8px;z-index:2147483000;max-width:calc(100vw - 16px);';
const SIZE = [
  'width:min(640px,calc(100vw - 16px));height:min(560px,75vh);resize:both;overflow:auto;text-align:start;',
  // The text is what a listener wants to see first; a page that is dark for those who want that seldom says so.
  '--morse-waterfall-height:11rem;color-scheme:light dark;',
].join('');

/**
 * Puts the button on the page. A second call changes nothing.
 *
 * @param {Listen} listen
 * @param {Place} [place]
 */
export function addToPage(listen, { inside = () => null, open = false } = {}) {
  const page = /** @type {Record<symbol, unknown>} */ (/** @type {unknown} */ (globalThis));
  if (page[MARK]) return;
  page[MARK] = true;
  const box = document.createElement('div');
  box.className = 'morse-decoder-receiver';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Morse';
  button.title = 'Reads the Morse signals in what this receiver hears';
  button.setAttribute('aria-expanded', 'false');
  const options = /** @type {{ morseDecoder?: { open?: boolean } }} */ (globalThis).morseDecoder;
  const toggle = toggleOf(box, listen, button);
  button.addEventListener('click', toggle);
  // Receivers have keys of their own, for the whole page: what is typed here is not for them.
  for (const type of ['keydown', 'keypress', 'keyup']) box.addEventListener(type, (event) => event.stopPropagation());
  whenReady(() => {
    const home = safely(inside) ?? null;
    box.style.cssText = open || home ? '' : FLOATING;
    if (!open) box.append(button);
    (home ?? document.body).append(box);
    if (open || options?.open) toggle();
  });
}

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

/**
 * @param {Element} box
 * @param {Listen} listen
 * @param {Element} button
 */
function toggleOf(box, listen, button) {
  /** @type {Decoder | null} */
  let decoder = null;
  /** @type {(() => void) | null} */
  let silence = null;
  let on = false;
  const note = document.createElement('p');
  /** @param {string} text */
  const say = (text) => {
    note.textContent = text;
    if (text) box.prepend(note);
    else note.remove();
  };
  return () => {
    on = !on;
    say('');
    button.setAttribute('aria-expanded', String(on));
    decoder ??= newDecoder(box);
    decoder.style.display = on ? 'block' : 'none';
    if (on) return void load(decoder);
    silence?.();
    silence = null;
    decoder.stop?.();
  };

  /** @param {Decoder} heard */
  async function load(heard) {
    try {
      await import(DECODER);
      if (!on || silence) return;
      silence = listen(heard, say);
      if (heard.state === 'paused') await heard.start();
    } catch (error) {
      complain(error);
      say(`The Morse decoder could not be started: ${error}`);
    }
  }
}

/** @param {Element} box */
function newDecoder(box) {
  const decoder = /** @type {Decoder} */ (document.createElement('morse-decoder'));
  decoder.style.cssText = SIZE;
  box.prepend(decoder);
  return decoder;
}

/** @param {() => void} run */
function whenReady(run) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run, { once: true });
  else run();
}
