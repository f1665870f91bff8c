import { css } from 'lit';

/**
 * The tokens that all elements share. Pages theme by the `--morse-*` properties (documented at each element); dark and
 * light follow the page's `color-scheme`.
 */
export const theme = css`
  :host {
    --_background: var(--morse-background, light-dark(#fbfaf6, #0e131a));
    --_surface: var(--morse-surface, light-dark(#ffffff, #151c25));
    --_text: var(--morse-text, light-dark(#1b2230, #e3e8ef));
    --_muted: var(--morse-muted, light-dark(#5a6374, #97a3b5));
    --_border: var(--morse-border, light-dark(#dedbd2, #27313f));
    --_accent: var(--morse-accent, light-dark(#a3450a, #ffb454));
    --_good: light-dark(#19734a, #62d39b);
    --_bad: light-dark(#b3261e, #ff9086);
    --_font: var(--morse-font, system-ui, 'Segoe UI', 'Helvetica Neue', sans-serif);
    --_mono: var(--morse-mono, ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace);
    --_radius: var(--morse-radius, 10px);
    /* Where a layout is as wide as what is in it: in a dialog, or in a row of a flexible box, which may be narrower. */
    --_width: min(40rem, 90vw);
    min-width: 0;
    color: var(--_text);
    font-family: var(--_font);
    font-size: 0.875rem;
    line-height: 1.45;
    -webkit-text-size-adjust: 100%;
  }

  /* What elements show is English, and laid out by itself: a page's direction and the manner of its text end here. */
  .panel,
  .plot,
  .row,
  header,
  .paper,
  .bar,
  .scroller {
    direction: ltr;
    font-style: normal;
    font-weight: 400;
    letter-spacing: normal;
    line-height: 1.45;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    word-spacing: normal;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      transition: none !important;
      animation: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

/** Buttons: quiet until they are pointed at, pressed or focused. */
export const buttonStyles = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-height: 1.875rem;
    padding: 0.2rem 0.65rem;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 0.8125rem;
    cursor: pointer;
    touch-action: manipulation;
    transition: border-color 120ms;
  }

  button:hover {
    border-color: var(--_muted);
  }

  button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  button.icon {
    width: 1.875rem;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }

  button.icon:hover {
    border-color: var(--_border);
    color: var(--_text);
  }

  button[aria-pressed='true'] {
    border-color: color-mix(in oklab, var(--_accent) 55%, transparent);
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
    color: var(--_accent);
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_background);
    font-weight: 600;
  }

  button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  button svg {
    flex: none;
  }

  @media (pointer: coarse) {
    button,
    button.icon {
      min-width: 2.5rem;
      min-height: 2.5rem;
    }
  }

  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      border-color: Highlight;
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }

    button.icon {
      color: ButtonText;
    }
  }
`;

/** How sure the decoder is of a character: shown by colour and underline, so that neither alone carries it. */
export const confidenceStyles = css`
  .fair {
    color: color-mix(in oklab, var(--_text) 55%, var(--_muted));
  }

  .doubtful {
    color: var(--_muted);
    text-decoration: underline dotted 1px;
    text-underline-offset: 0.22em;
  }

  .provisional {
    font-style: italic;
  }
`;
