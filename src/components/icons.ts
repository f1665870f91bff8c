import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** Line drawings on a grid of 16; they take the colour of the text and are hidden from screen readers. */
const SHAPES = {
  play: svg`<path d="M4.5 3v10l8-5z" fill="currentColor" />`,
  stop: svg`<rect x="3.75" y="3.75" width="8.5" height="8.5" rx="1" fill="currentColor" />`,
  reDecode: svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3" /><path d="M8 5.5V8l1.8 1.2" />`,
  follow: svg`<circle cx="8" cy="8" r="4" /><path d="M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3" />`,
  listen: svg`<path d="M2.5 10.5V8a5.5 5.5 0 0 1 11 0v2.5" /><rect x="2" y="9" width="3" height="4.5" rx="1" /><rect x="11" y="9" width="3" height="4.5" rx="1" />`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M10.5 5.5v-1A1.5 1.5 0 0 0 9 3H4.5A1.5 1.5 0 0 0 3 4.5V9a1.5 1.5 0 0 0 1.5 1.5h1" />`,
  done: svg`<path d="m3.5 8.5 3 3 6-7" />`,
  save: svg`<path d="M8 2.5v7M5 7l3 3 3-3M3 11v1.5A1.5 1.5 0 0 0 4.5 14h7a1.5 1.5 0 0 0 1.5-1.5V11" />`,
  clear: svg`<path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8A1.5 1.5 0 0 0 6.6 14h2.8a1.5 1.5 0 0 0 1.5-1.5l.6-8" />`,
  pin: svg`<path d="M6 2.5h4M6.5 2.5v4L4.5 9h7l-2-2.5v-4M8 9v4.5" />`,
  makeMain: svg`<path d="M8 13V3.5M4 7l4-4 4 4" />`,
  newest: svg`<path d="M8 3v9.5M4 9l4 4 4-4" />`,
  previous: svg`<path d="M4 6.5 8 10.5l4-4" />`,
  next: svg`<path d="M4 9.5 8 5.5l4 4" />`,
  zoomIn: svg`<path d="M8 3.5v9M3.5 8h9" />`,
  zoomOut: svg`<path d="M3.5 8h9" />`,
  wholeBand: svg`<path d="M3.5 4h9M3.5 12h9M8 6v4" />`,
  warning: svg`<path d="M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.7v.1" />`,
} as const satisfies Readonly<Record<string, SVGTemplateResult>>;

export type IconName = keyof typeof SHAPES;

export const icon = (name: IconName): TemplateResult => html`<svg
  width="16"
  height="16"
  viewBox="0 0 16 16"
  fill="none"
  stroke="currentColor"
  stroke-width="1.4"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>${SHAPES[name]}</svg>`;
