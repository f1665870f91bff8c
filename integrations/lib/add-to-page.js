import { element, icon, shadowHost } from './elements.js';
import { keepKeys } from './keys.js';
import { moveBy } from './moving.js';
import { Panel } from './panel.js';
import { panelStyle } from './panel-style.js';
import { inWindow, recallButton, rememberButton } from './place.js';
import { complain, safely } from './tap.js';

/**
 * @typedef {HTMLElement & import('./feed.js').Listener & { stop(): void, start(): Promise<void>, state: string, text: string, sourceObject: unknown }} Decoder
 *
 * @callback Listen gives the decoder its sound
 * @param {Decoder} decoder
 * @param {(text: string) => void} say shows a sentence beside the decoder; an empty one takes it away
 * @returns {() => void} takes the sound away
 *
 * @typedef {object} Options
 * @property {() => Element | null} [inside] the part of the page that gets the button; without, it floats over the page
 * @property {boolean} [open] at once, and filling the page, which is a frame for it alone
 * @property {import('./keys.js').Ear} [keys] has been listening since before the page's own scripts
 */

const DECODER = new URL('../../dist/morse-decoder.js', import.meta.url).href;
const MARK = Symbol.for('morse-decoder on a receiver');

/**
 * Puts a button on the page that opens a panel with the decoder. A second call changes nothing.
 *
 * @param {Listen} listen
 * @param {Options} [options]
 */
export function addToPage(listen, { inside = () => null, open = false, keys } = {}) {
  const page = /** @type {Record<symbol, unknown>} */ (/** @type {unknown} */ (globalThis));
  if (page[MARK]) return;
  page[MARK] = true;
  const wanted = /** @type {{ morseDecoder?: { open?: boolean } }} */ (globalThis).morseDecoder;
  whenReady(() => {
    if (open) fill(listen);
    else float(listen, safely(inside) ?? null, keys, wanted?.open === true);
  });
}

/** @param {Listen} listen */
function fill(listen) {
  const { host, root } = shadowHost('morse-decoder-receiver', panelStyle);
  const note = element('p', { class: 'note', role: 'status' });
  /** @param {string} text */
  const say = (text) => {
    note.textContent = text;
    note.hidden = text === '';
  };
  say('');
  root.append(note);
  document.body.append(host);
  listening(root, listen, say)(true);
}

/**
 * @param {Listen} listen
 * @param {Element | null} home of the button
 * @param {import('./keys.js').Ear | undefined} ear
 * @param {boolean} atOnce
 */
function float(listen, home, ear, atOnce) {
  const launcher = launcherIn(home);
  const panel = new Panel(() => toggle(false));
  const listenOrNot = listening(
    panel.content,
    listen,
    (text) => panel.say(text),
    (text) => panel.showNewest(text),
  );
  /** @param {boolean} on */
  const toggle = (on) => {
    launcher.host.hidden = on;
    launcher.button.setAttribute('aria-expanded', String(on));
    if (on) panel.show();
    else panel.hide();
    listenOrNot(on);
    if (!on) launcher.button.focus({ preventScroll: true });
  };
  launcher.button.addEventListener('click', () => toggle(true));
  keepKeys([launcher.host, panel.host], ear);
  document.body.append(panel.host);
  if (atOnce) toggle(true);
}

/** @param {Element | null} home */
function launcherIn(home) {
  const { host, root } = shadowHost('morse-decoder-launcher', panelStyle);
  const button = element(
    'button',
    { type: 'button', class: 'launcher', 'aria-expanded': 'false' },
    icon('morse'),
    'Morse',
  );
  button.title = 'Reads the Morse signals in what this receiver hears';
  root.append(button);
  (home ?? document.body).append(host);
  if (!home) floatLauncher(button);
  return { host, button };
}

/** @param {HTMLElement} button may be moved out of the way */
function floatLauncher(button) {
  button.classList.add('floating');
  button.title += ' (arrow keys or a drag move this button)';
  let at = recallButton();
  const put = () => {
    if (!at) return;
    const { innerHeight: height } = window;
    const { clientWidth: width } = document.documentElement;
    const { left, top } = inWindow(at, button.getBoundingClientRect(), { width, height });
    Object.assign(button.style, { left: `${left}px`, top: `${top}px`, bottom: 'auto' });
  };
  let from = { left: 0, top: 0 };
  const begin = () => {
    from = button.getBoundingClientRect();
  };
  /** @param {number} dx @param {number} dy */
  const drag = (dx, dy) => {
    at = { left: from.left + dx, top: from.top + dy };
    put();
    at = button.getBoundingClientRect();
  };
  /** @param {number} dx @param {number} dy */
  const step = (dx, dy) => {
    begin();
    drag(dx, dy);
  };
  moveBy(button, button, { begin, drag, step, end: () => rememberButton(at && { left: at.left, top: at.top }) });
  window.addEventListener('resize', put);
  put();
}

/**
 * @param {Node} place of the decoder, which is made when it is needed
 * @param {Listen} listen
 * @param {(text: string) => void} say
 * @param {(text: string) => void} [showText] gets the main channel's text
 * @returns {(on: boolean) => void} lets it hear, or not
 */
function listening(place, listen, say, showText = () => {}) {
  /** @type {Decoder | null} */
  let decoder = null;
  /** @type {(() => void) | null} */
  let silence = null;
  let on = false;
  return (now) => {
    on = now;
    say('');
    if (!decoder) {
      const made = /** @type {Decoder} */ (document.createElement('morse-decoder'));
      made.addEventListener('morse-text', () => showText(made.text));
      place.appendChild(made);
      decoder = made;
    }
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

/** @param {() => void} run */
function whenReady(run) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run, { once: true });
  else run();
}
