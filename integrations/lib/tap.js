/**
 * Listens to a function of the page without changing what it does: the page's own runs first, with its own `this` and
 * arguments, and what it returns or throws is passed on.
 *
 * @typedef {{
 *   owner: unknown,
 *   name: string,
 *   as?: string,
 *   hear(args: unknown[]): void,
 *   keep?(args: unknown[]): unknown[],
 * }} Tap `owner` is the object that has the function `name`; while there is none, there is nothing to hear. `as` tells functions of
 *   one name apart. `hear` comes after the page's own, with its arguments; `keep` before it, for those that it changes: what it
 *   returns is what `hear` gets.
 *
 * @typedef {(this: unknown, ...args: unknown[]) => unknown} AnyFunction
 */

const SEARCH_MILLISECONDS = 250;
const told = new Set();

/**
 * Says once what went wrong in code that must not break the page.
 *
 * @param {unknown} error
 */
export function complain(error) {
  const text = String(error);
  if (told.has(text)) return;
  told.add(text);
  console.warn('morse-decoder:', error);
}

/**
 * @template T
 * @param {() => T} run
 * @returns {T | undefined} undefined when it threw, which has been told
 */
export function safely(run) {
  try {
    return run();
  } catch (error) {
    complain(error);
    return undefined;
  }
}

/**
 * @param {Tap} tap
 * @returns {() => void} takes the tap away
 */
export function tapFunction({ owner, name, hear, keep = (args) => args }) {
  const object = objectOf(owner);
  const original = /** @type {AnyFunction} */ (object[name]);
  const inherited = !Object.hasOwn(object, name);
  let on = true;
  /** @this {unknown} @param {unknown[]} args */
  function tapped(...args) {
    const heard = on ? safely(() => keep(args)) : undefined;
    const result = original.apply(this, args);
    if (heard) safely(() => hear(heard));
    return result;
  }
  object[name] = tapped;
  return () => {
    on = false;
    if (object[name] !== tapped) return;
    if (inherited) delete object[name];
    else object[name] = original;
  };
}

/**
 * Keeps functions tapped that come some time after the page has loaded, and again when the page replaces them or their owners,
 * as after a lost connection.
 *
 * @param {() => Tap[]} wanted
 * @returns {() => void} takes all taps away
 */
export function keepTapped(wanted) {
  /** @type {Map<string, { owner: unknown, tapped: unknown, untap: () => void }>} */
  const taps = new Map();
  const search = () => {
    for (const tap of safely(wanted) ?? []) {
      const { owner, name } = tap;
      const found = owner ? objectOf(owner)[name] : undefined;
      const key = tap.as ?? name;
      const known = taps.get(key);
      if (typeof found !== 'function' || (known?.owner === owner && known?.tapped === found)) continue;
      known?.untap();
      const untap = tapFunction(tap);
      taps.set(key, { owner, tapped: objectOf(owner)[name], untap });
    }
  };
  search();
  const timer = setInterval(search, SEARCH_MILLISECONDS);
  return () => {
    clearInterval(timer);
    for (const { untap } of taps.values()) untap();
  };
}

/** @param {unknown} owner */
const objectOf = (owner) => /** @type {Record<string, unknown>} */ (owner);
