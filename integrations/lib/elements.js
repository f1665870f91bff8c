const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a field of 16 × 16. */
const ICONS = {
  grip: 'M5 3h2v2H5zM9 3h2v2H9zM5 7h2v2H5zM9 7h2v2H9zM5 11h2v2H5zM9 11h2v2H9z',
  fold: 'M4 6.5l4 4 4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  morse: 'M1.5 8h1M6 8h4M13.5 8h1',
};

/**
 * Made without markup, which a page's policy may forbid.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const attributes = { viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * An element with a shadow tree of its own: the page's styles do not reach into it.
 *
 * @param {string} name class, for a page that wants to find it
 * @param {string} style
 */
export function shadowHost(name, style) {
  const host = element('div', { class: name });
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  return { host, root };
}
