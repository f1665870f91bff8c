import { element, icon, shadowHost } from './elements.js';
import { moveBy } from './moving.js';
import { panelStyle } from './panel-style.js';
import { firstPlace, inside, inWindow, NARROW, recall, remember, sheetPart } from './place.js';

/**
 * A panel over the page, with a title bar by which it is moved, folded and closed. Where it was left it is the next time, as far as
 * the window has room. In a narrow window it is a sheet at the lower edge, and moving changes its height.
 */
export class Panel {
  /** In the page; what is inside has styles of its own. */
  host;
  /** Where the decoder goes. */
  content = element('div', { class: 'content' });
  #memory = recall();
  #section = element('section', { class: 'panel floating', role: 'region', 'aria-label': 'Morse', tabindex: '-1' });
  #bar = element('div', { class: 'bar' });
  #grip = button('grip', 'grip', 'Move', 'Move: arrow keys, or drag the bar; with Shift its size');
  #fold = button('fold', 'fold', 'Fold', 'Fold');
  #newest = element('bdi');
  #note = element('p', { class: 'note', role: 'status', hidden: '' });
  /** Where a drag began. */
  #from = firstPlace(windowSize());

  /** @param {() => void} close what the button does */
  constructor(close) {
    const { host, root } = shadowHost('morse-decoder-receiver', panelStyle);
    this.host = host;
    host.hidden = true;
    const closing = button('close', 'close', 'Close', 'Close: takes the decoder away');
    closing.addEventListener('click', close);
    this.#fold.addEventListener('click', () => this.#setFolded(!this.#memory.folded));
    const title = element('span', { class: 'title' }, 'Morse');
    this.#bar.append(this.#grip, title, element('span', { class: 'newest' }, this.#newest), this.#fold, closing);
    this.#section.append(this.#bar, this.#note, this.content);
    root.append(this.#section);
    const buttons = [this.#fold, closing];
    moveBy(
      this.#bar,
      this.#grip,
      {
        begin: () => (this.#from = this.#shown),
        drag: (dx, dy) => this.#move(this.#from, dx, dy),
        step: (dx, dy, resize) => (resize ? this.#resize(dx, dy) : this.#move(this.#shown, dx, dy)),
        end: () => remember(this.#memory),
      },
      (target) => !buttons.some((one) => target instanceof Node && one.contains(target)),
    );
    this.#bar.addEventListener('dblclick', ({ target }) => {
      if (target === this.#bar || target === title) this.#setFolded(!this.#memory.folded);
    });
    window.addEventListener('resize', () => this.#put());
    new ResizeObserver(() => this.#sized()).observe(this.#section);
  }

  get isOpen() {
    return !this.host.hidden;
  }

  show() {
    this.host.hidden = false;
    this.#setFolded(this.#memory.folded);
    this.#section.focus({ preventScroll: true });
  }

  hide() {
    this.host.hidden = true;
  }

  /** @param {string} text a sentence above the decoder; an empty one takes it away */
  say(text) {
    this.#note.textContent = text;
    this.#note.hidden = text === '';
  }

  /** @param {string} text what is read of the main channel, for when the panel is folded */
  showNewest(text) {
    if (this.#memory.folded) this.#newest.textContent = text.slice(-80);
  }

  get #isSheet() {
    return window.innerWidth < NARROW;
  }

  /** Where it is now. */
  get #shown() {
    const { left, top, width, height } = this.#section.getBoundingClientRect();
    const unfolded = this.#memory.place ?? firstPlace(windowSize());
    return { left, top, width, height: this.#memory.folded ? unfolded.height : height };
  }

  /** @param {boolean} folded */
  #setFolded(folded) {
    const changed = folded !== this.#memory.folded;
    this.#memory.folded = folded;
    this.#section.classList.toggle('folded', folded);
    this.content.hidden = folded;
    this.#fold.setAttribute('aria-expanded', String(!folded));
    name(this.#fold, folded ? 'Unfold' : 'Fold');
    this.#newest.textContent = '';
    this.#put();
    if (changed) remember(this.#memory);
  }

  /**
   * @param {import('./place.js').Place} from
   * @param {number} dx
   * @param {number} dy
   */
  #move(from, dx, dy) {
    if (this.#isSheet) return this.#setSheet(from.height - dy);
    const wanted = { ...from, left: from.left + dx, top: from.top + dy };
    const size = { ...wanted, height: this.#memory.folded ? this.#bar.offsetHeight : wanted.height };
    this.#memory.place = { ...wanted, ...inWindow(wanted, size, windowSize()) };
    this.#put();
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  #resize(dx, dy) {
    if (this.#memory.folded) return;
    const shown = this.#shown;
    if (this.#isSheet) return this.#setSheet(shown.height - dy);
    this.#memory.place = inside({ ...shown, width: shown.width + dx, height: shown.height + dy }, windowSize());
    this.#put();
  }

  /** @param {number} height */
  #setSheet(height) {
    this.#memory.sheet = sheetPart(height / window.innerHeight);
    this.#put();
  }

  /** The corner that browsers offer for resizing was dragged. */
  #sized() {
    const { width, height } = this.#section.style;
    if (!this.isOpen || this.#memory.folded || this.#isSheet) return;
    const { place } = this.#memory;
    const now = { width: Number.parseFloat(width), height: Number.parseFloat(height) };
    const put = inside(place ?? firstPlace(windowSize()), windowSize());
    if (Math.abs(now.width - put.width) < 1 && Math.abs(now.height - put.height) < 1) return;
    this.#memory.place = { ...put, ...now };
    remember(this.#memory);
  }

  /** Puts it where it is wanted, as far as the window has room. */
  #put() {
    const { style, classList } = this.#section;
    const { folded, sheet } = this.#memory;
    classList.toggle('sheet', this.#isSheet);
    if (this.#isSheet) {
      for (const property of ['left', 'top', 'width']) style.removeProperty(property);
      style.height = folded ? 'auto' : `${Math.round(sheetPart(sheet) * window.innerHeight)}px`;
      return;
    }
    const wanted = this.#memory.place ?? firstPlace(windowSize());
    const place = inside(wanted, windowSize());
    const height = folded ? this.#bar.offsetHeight : place.height;
    const { left, top } = folded ? inWindow(wanted, { width: place.width, height }, windowSize()) : place;
    Object.assign(style, { left: `${left}px`, top: `${top}px`, width: `${place.width}px` });
    style.height = folded ? 'auto' : `${height}px`;
  }
}

/**
 * @param {string} kind
 * @param {'grip' | 'fold' | 'close'} picture
 * @param {string} label
 * @param {string} hint
 */
function button(kind, picture, label, hint) {
  const made = element('button', { type: 'button', class: kind }, icon(picture));
  made.setAttribute('aria-label', label);
  made.title = hint;
  return made;
}

/**
 * @param {HTMLElement} made
 * @param {string} label
 */
function name(made, label) {
  made.setAttribute('aria-label', label);
  made.title = label;
}

const windowSize = () => ({ width: document.documentElement.clientWidth, height: window.innerHeight });
