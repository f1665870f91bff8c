/**
 * Where the panel is: pure arithmetic in CSS pixels, and a memory that may be refused.
 *
 * @typedef {object} Size
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{ left: number, top: number }} Point
 *
 * @typedef {Size & Point} Place
 *
 * @typedef {object} Memory
 * @property {Place | null} place where the user has put it; null: nowhere yet
 * @property {number | null} sheet height as a sheet, part of the window's
 * @property {boolean} folded
 */

/** A window narrower than this has a sheet at its lower edge instead of a panel. */
export const NARROW = 600;
export const SMALLEST = { width: 300, height: 200 };
const LARGEST_AT_FIRST = { width: 640, height: 580 };
/** Between the panel and the edges of the window. */
const EDGE = 8;
const SHEET = { least: 0.25, most: 0.92, first: 0.6 };
const PANEL = 'morse-decoder-receiver';
const BUTTON = 'morse-decoder-launcher';

/**
 * Where a panel stands that nobody has moved: at the lower left, because receivers have their controls at the right.
 *
 * @param {Size} window
 * @returns {Place}
 */
export function firstPlace(window) {
  const width = Math.min(LARGEST_AT_FIRST.width, window.width - 2 * EDGE);
  const height = Math.min(LARGEST_AT_FIRST.height, Math.round(0.75 * window.height));
  return { left: EDGE, top: window.height - height - EDGE, width, height };
}

/**
 * The place nearest to the one that is wanted at which all of the panel is in the window.
 *
 * @param {Place} wanted
 * @param {Size} window
 * @returns {Place}
 */
export function inside(wanted, window) {
  const width = between(wanted.width, Math.min(SMALLEST.width, window.width), window.width);
  const height = between(wanted.height, Math.min(SMALLEST.height, window.height), window.height);
  return { ...inWindow(wanted, { width, height }, window), width, height };
}

/**
 * @param {Point} wanted
 * @param {Size} size of what stands there
 * @param {Size} window
 * @returns {Point}
 */
export function inWindow({ left, top }, { width, height }, window) {
  return { left: between(left, 0, window.width - width), top: between(top, 0, window.height - height) };
}

/**
 * @param {number | null} part of the window's height
 * @returns {number} a height that leaves something of the page, and of the sheet
 */
export const sheetPart = (part) => between(part ?? SHEET.first, SHEET.least, SHEET.most);

/** @returns {Memory} what is remembered; nothing, where the browser refuses or somebody has written something else there */
export function recall() {
  const { place, sheet, folded } = recalled(PANEL);
  const numbers = [place?.left, place?.top, place?.width, place?.height];
  return {
    place: numbers.every(Number.isFinite) ? place : null,
    sheet: Number.isFinite(sheet) ? sheet : null,
    folded: folded === true,
  };
}

/** @param {Memory} memory */
export const remember = (memory) => write(PANEL, memory);

/** @returns {Point | null} where the user has put the button */
export function recallButton() {
  const { left, top } = recalled(BUTTON);
  return Number.isFinite(left) && Number.isFinite(top) ? { left, top } : null;
}

/** @param {Point | null} point */
export const rememberButton = (point) => write(BUTTON, point);

/** @param {string} key */
function recalled(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/**
 * @param {string} key
 * @param {unknown} what
 */
function write(key, what) {
  try {
    localStorage.setItem(key, JSON.stringify(what));
  } catch {
    // Sandboxed, full or switched off: it is where it was at first the next time.
  }
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
const between = (value, least, most) => Math.max(least, Math.min(most, value));
