import { css } from 'lit';
import { buttonStyles, theme } from './theme.js';

export const spotsStyles = css`
  ${theme}
  ${buttonStyles}

  :host {
    display: flex;
    flex-direction: column;
    container-type: inline-size;
    contain-intrinsic-inline-size: var(--_width);
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
  }

  :host([hidden]) {
    display: none;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.6rem;
    padding: 0.5rem 0.75rem;
    border-bottom: 1px solid var(--_border);
  }

  input {
    flex: 1 1 9rem;
    min-width: 0;
    min-height: 1.875rem;
    padding: 0.2rem 0.6rem;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .count,
  .save > span {
    color: var(--_muted);
    font-size: 0.8125rem;
    white-space: nowrap;
  }

  .save {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem;
  }

  .scroller {
    position: relative;
    flex: 1;
    min-height: 6rem;
    max-height: var(--morse-spots-height, 24rem);
    overflow: auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
  }

  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 0.15rem 0.5rem;
    text-align: left;
    font-weight: inherit;
    white-space: nowrap;
  }

  tr > :first-child {
    padding-inline-start: 0.75rem;
  }

  tr > :last-child {
    padding-inline-end: 0.75rem;
  }

  .frequency,
  .wpm,
  .snr,
  .confidence,
  .heard {
    text-align: right;
  }

  td.country {
    max-width: 14rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  thead th {
    position: sticky;
    z-index: 1;
    top: 0;
    padding-block: 0.25rem;
    border-bottom: 1px solid var(--_border);
    background: var(--_background);
  }

  thead button {
    min-width: 0;
    min-height: 1.5rem;
    padding: 0 0.2rem;
    margin-inline: -0.2rem;
    border-color: transparent;
    background: none;
    color: var(--_muted);
    font-size: 0.75rem;
  }

  thead button::after {
    content: '';
    width: 0.6em;
  }

  [aria-sort] button {
    color: var(--_text);
    font-weight: 600;
  }

  [aria-sort='ascending'] button::after {
    content: '▴';
  }

  [aria-sort='descending'] button::after {
    content: '▾';
  }

  tbody tr {
    cursor: pointer;
  }

  tbody tr:hover,
  tbody tr:focus-within {
    background: var(--_surface);
  }

  tbody tr > * {
    border-bottom: 1px solid color-mix(in oklab, var(--_border) 50%, transparent);
  }

  tbody button {
    min-width: 0;
    min-height: 1.5rem;
    padding: 0 0.3rem;
    margin-inline-start: -0.3rem;
    border-color: transparent;
    background: none;
    color: var(--_accent);
    font-family: var(--_mono);
    font-size: 0.875rem;
    font-weight: 600;
  }

  tbody button:focus-visible {
    outline-offset: -2px;
  }

  td {
    color: color-mix(in oklab, var(--_text) 80%, var(--_muted));
  }

  small {
    display: none;
    color: var(--_muted);
    font-size: 0.6875rem;
  }

  .empty {
    margin: 0;
    padding: 1.5rem 1rem;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }

  @container (width < 36rem) {
    .country,
    .wpm,
    .confidence {
      display: none;
    }

    th,
    td {
      padding-inline: 0.35rem;
    }

    small {
      display: block;
      max-width: 8rem;
      overflow: hidden;
      line-height: 1.2;
      text-overflow: ellipsis;
    }

    input {
      flex-basis: 100%;
    }

    .save {
      margin-inline-start: auto;
    }
  }

  @media (pointer: coarse) {
    input {
      min-height: 2.5rem;
    }

    tbody button {
      min-height: 2rem;
    }
  }

  @media (forced-colors: active) {
    tbody button {
      color: LinkText;
    }

    tbody tr:hover,
    tbody tr:focus-within {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }
  }
`;
