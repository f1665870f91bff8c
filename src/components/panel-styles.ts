import { css } from 'lit';
import { buttonStyles, theme } from './theme.js';

/** Of the default layout inside `<morse-decoder>`. */
export const panelStyles = css`
  ${theme}
  ${buttonStyles}

  .panel {
    container-type: inline-size;
    contain-intrinsic-inline-size: var(--_width);
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.5rem 0.75rem;
    border-bottom: 1px solid var(--_border);
  }

  .toolbar .primary {
    min-width: 5.5rem;
  }

  .state {
    flex: none;
    font-weight: 600;
  }

  .panel-decoding .state {
    color: var(--_accent);
  }

  .source {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    color: var(--_muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tuning {
    display: flex;
    margin-inline-start: auto;
    gap: 0.125rem;
  }

  .download {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    padding: 0.5rem 0.75rem;
    border-bottom: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  .download progress {
    flex: 1 1 8rem;
    height: 6px;
    border: 0;
    border-radius: 3px;
    appearance: none;
    background: var(--_border);
    color: var(--_accent);
  }

  .download progress::-webkit-progress-bar {
    border-radius: 3px;
    background: var(--_border);
  }

  .download progress::-webkit-progress-value {
    border-radius: 3px;
    background: var(--_accent);
  }

  .download progress::-moz-progress-bar {
    border-radius: 3px;
    background: var(--_accent);
  }

  .failure {
    display: flex;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.65rem 0.75rem;
    border-bottom: 1px solid var(--_border);
    background: color-mix(in oklab, var(--_bad) 10%, var(--_background));
  }

  .failure > svg {
    flex: none;
    color: var(--_bad);
  }

  .failure p {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  .failure strong {
    display: block;
    font-weight: 600;
  }

  morse-waterfall {
    height: var(--morse-waterfall-height, 22rem);
    border-bottom: 1px solid var(--_border);
  }

  .side {
    border-top: 1px solid var(--_border);
  }

  .side h2,
  .side summary {
    margin: 0;
    padding: 0.55rem 0.75rem 0.25rem;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
  }

  .side summary {
    padding-bottom: 0.55rem;
    cursor: pointer;
  }

  .side summary:focus-visible {
    outline-offset: -2px;
  }

  .side ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    max-height: 19rem;
    margin: 0;
    padding: 0 0 0.35rem;
    overflow: auto;
    scrollbar-width: thin;
    list-style: none;
  }

  .side li {
    min-width: 0;
    border-top: 1px solid color-mix(in oklab, var(--_border) 60%, transparent);
  }

  .side li:first-child {
    border-top-color: transparent;
  }

  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.25rem;
    min-height: 2rem;
    padding: 0.3rem 0.75rem;
    border-top: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
  }

  .level {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }

  .meter {
    width: 5.5rem;
    height: 5px;
    overflow: hidden;
    border-radius: 3px;
    background: var(--_border);
  }

  .meter > i {
    display: block;
    width: 100%;
    height: 100%;
    background: var(--_good);
    transform-origin: left;
  }

  .meter.clipping > i {
    background: var(--_bad);
  }

  .advice {
    color: var(--_text);
  }

  .pool {
    margin-inline-start: auto;
  }

  @container (width >= 52rem) {
    .side ul {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      column-gap: 0.5rem;
    }

    .side li:nth-child(2) {
      border-top-color: transparent;
    }
  }

  @container (width < 30rem) {
    .toolbar {
      padding-inline: 0.5rem;
    }

    .download {
      justify-content: space-between;
      padding-inline: 0.5rem;
    }

    .download progress {
      flex-basis: 100%;
      order: 1;
    }

    .failure {
      flex-wrap: wrap;
    }

    .failure p {
      flex-basis: 70%;
    }

    .pool {
      margin-inline-start: 0;
    }

    .side ul {
      max-height: none;
    }

    morse-waterfall {
      height: var(--morse-waterfall-height, 19rem);
    }
  }

  @media (forced-colors: active) {
    .meter {
      border: 1px solid CanvasText;
    }

    .meter > i {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`;
