/**
 * Keys for what we put on a page whose own keys are for the whole page. A receiver's shortcuts may listen on its body or window, also
 * in the capture phase, where they come first and take Enter away from every button; so keys pressed in our part are stopped at the
 * window, before the page, and told again inside our part alone. What the browser does by itself (a click by Enter, the focus by Tab,
 * scrolling) goes on.
 *
 * Our part must be shadow trees: what is dispatched inside one, and not composed, stays there.
 */

const TYPES = /** @type {const} */ (['keydown', 'keypress', 'keyup']);
const EDITABLE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const BUTTON = 'button, summary, a[href], [role="button"]';

/** @typedef {{ handleEvent(event: KeyboardEvent): void }} Ear */

/**
 * Listens before everything that comes later, and does nothing yet: who listens on the window first can keep keys from the rest.
 *
 * @returns {Ear} for {@link keepKeys}
 */
export function listenFirst() {
  const ear = /** @type {Ear} */ ({ handleEvent() {} });
  for (const type of TYPES) window.addEventListener(type, ear, true);
  return ear;
}

/**
 * Keeps keys that are pressed inside these elements' shadow trees from the page.
 *
 * @param {readonly Element[]} hosts
 * @param {Ear} [ear] has been listening since before the page's own scripts
 */
export function keepKeys(hosts, ear = listenFirst()) {
  ear.handleEvent = (event) => {
    const path = event.composedPath();
    if (!path.some((target) => hosts.some((host) => host === target))) return;
    event.stopImmediatePropagation();
    const [origin] = path;
    if (!(origin instanceof Element)) return;
    if (event.defaultPrevented) return press(event, origin, hosts);
    if (deliver(event, origin, hosts)) event.preventDefault();
  };
}

/**
 * A page that came first has already taken away what the browser would do by itself.
 *
 * @param {KeyboardEvent} event
 * @param {Element} origin
 * @param {readonly Element[]} hosts
 */
function press(event, origin, hosts) {
  if (deliver(event, origin, hosts) || event.repeat || event.type !== 'keydown') return;
  const button = event.key === 'Enter' || event.key === ' ' ? origin.closest(BUTTON) : null;
  if (button instanceof HTMLElement) button.click();
}

/**
 * @param {KeyboardEvent} event
 * @param {Element} origin
 * @param {readonly Element[]} hosts
 * @returns {boolean} whether somebody has prevented what the browser does by itself
 */
function deliver(event, origin, hosts) {
  let prevented = false;
  /** @type {Element | null} */
  let target = origin;
  while (target && !hosts.includes(target)) {
    const copy = copyOf(event);
    // Who listens outside of a tree has to know what was done inside.
    if (prevented) copy.preventDefault();
    target.dispatchEvent(copy);
    prevented = copy.defaultPrevented;
    const root = target.getRootNode();
    // Outside, what is typed into a field would seem to be keys of the element around it.
    target = root instanceof ShadowRoot && !origin.closest(EDITABLE) ? root.host : null;
  }
  return prevented;
}

/** @param {KeyboardEvent} event */
function copyOf({ type, key, code, location, repeat, isComposing, ctrlKey, shiftKey, altKey, metaKey }) {
  const modifiers = { ctrlKey, shiftKey, altKey, metaKey };
  const how = { bubbles: true, cancelable: true, composed: false };
  return new KeyboardEvent(type, { key, code, location, repeat, isComposing, ...modifiers, ...how });
}
