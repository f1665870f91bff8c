import { css } from 'lit';

export const channelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    container-type: inline-size;
    contain-intrinsic-inline-size: var(--_width);
    background: var(--_surface);
    transition: color 1ms;
  }

  :host([compact]) {
    display: block;
    background: var(--_background);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.1rem;
    padding: 0.5rem 0.75rem;
  }

  .values {
    display: flex;
    align-items: baseline;
    gap: 1.1rem;
    margin: 0;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .values > div {
    display: flex;
    align-items: baseline;
    gap: 0.28em;
  }

  dt {
    order: 1;
    color: var(--_muted);
    font-size: 0.75rem;
  }

  dd {
    margin: 0;
    min-width: 2ch;
    text-align: right;
  }

  .frequency dd {
    min-width: 0;
    color: var(--_accent);
    font-size: 1.375rem;
    font-weight: 600;
    letter-spacing: -0.01em;
  }

  :host(:not([main])) .frequency dd {
    color: inherit;
  }

  .doing {
    flex: 1;
    min-width: 0;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .busy::before {
    content: '';
    display: inline-block;
    width: 0.5em;
    height: 0.5em;
    margin-right: 0.5em;
    border-radius: 50%;
    background: var(--_accent);
    animation: breathe 1.6s ease-in-out infinite;
  }

  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem;
    margin-inline-end: -0.25rem;
  }

  canvas {
    display: block;
    width: 100%;
    height: 46px;
    padding: 0;
    border-block: 1px solid var(--_border);
    color: var(--_text);
    fill: var(--_accent);
    stroke: var(--_muted);
    font-family: var(--_mono);
    box-sizing: content-box;
  }

  .paper {
    position: relative;
    display: flex;
    flex: 1;
    min-height: 0;
  }

  .text {
    flex: 1;
    min-width: 0;
    height: 100%;
    min-height: 8rem;
    max-height: var(--morse-text-height, 15rem);
    padding: 0.65rem 0.75rem 0.8rem;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    font-family: var(--_mono);
    font-size: 1.0625rem;
    line-height: 1.6;
    overflow-wrap: break-word;
  }

  .text:focus-visible {
    outline-offset: -2px;
  }

  .text p {
    display: grid;
    grid-template-columns: 3.2rem minmax(0, 1fr);
    margin: 0;
    contain: layout style;
  }

  .time {
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: calc(1.0625rem * 1.6);
    font-variant-numeric: tabular-nums;
  }

  .time::before {
    content: attr(data-time);
  }

  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    margin: 0;
    padding: 1rem;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
    pointer-events: none;
  }

  .newest {
    position: absolute;
    right: 1rem;
    bottom: 0.6rem;
    border-radius: 999px;
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.22);
  }

  .row {
    --_row: 2rem;
    display: flex;
    align-items: baseline;
    gap: 0.75rem;
    min-height: var(--_row);
    padding-inline: 0.75rem 0.35rem;
    font-variant-numeric: tabular-nums;
    line-height: var(--_row);
    white-space: nowrap;
  }

  .row .hz {
    width: 4ch;
    font-weight: 600;
    text-align: right;
  }

  .row .hz.radio {
    width: auto;
    min-width: 9ch;
  }

  .row .measure {
    width: 4.6em;
    color: var(--_muted);
    font-size: 0.75rem;
    text-align: right;
  }

  .row b {
    min-width: 6ch;
    font-size: 0.8125rem;
  }

  .row .tail {
    position: relative;
    flex: 1;
    margin-left: -0.35rem;
    min-width: 0;
    overflow: hidden;
    overflow: clip;
    direction: rtl;
    text-align: left;
    font-family: var(--_mono);
    white-space: pre;
    padding-left: 1em;
  }

  /* Drawn over the old end: a mask would cost a layer for each channel. */
  .row .tail::before {
    content: '';
    position: absolute;
    inset: 0 auto 0 0;
    width: 1em;
    background: linear-gradient(to right, var(--_background) 35%, transparent);
  }

  /* Hebrew and Arabic grow to the left: their old end is at the right. */
  .row .tail.rtl {
    direction: ltr;
  }

  .row .tail > bdo {
    unicode-bidi: isolate;
  }

  .row .actions {
    align-self: center;
    margin-inline-end: 0;
  }

  .row.suspended,
  .row.away {
    opacity: 0.65;
  }

  @container (width < 30rem) {
    header {
      gap: 0.25rem 0.75rem;
      padding-inline: 0.6rem;
    }

    .values {
      gap: 0.8rem;
    }

    /* What the channel is doing stands beside the buttons, or above them where there is no room. */
    .values {
      flex-wrap: wrap;
      flex-basis: 100%;
    }

    .doing {
      flex-basis: 8rem;
    }

    .doing:empty {
      display: none;
    }

    .actions {
      margin-inline-start: auto;
    }

    .text {
      padding-inline: 0.6rem;
      font-size: 1rem;
    }

    .text p {
      grid-template-columns: minmax(0, 1fr);
    }

    .time {
      line-height: 1.2;
      margin-top: 0.35rem;
    }

    .row {
      gap: 0.5rem;
      padding-inline-start: 0.5rem;
    }

    .row .snr,
    .row .optional,
    b:empty {
      display: none;
    }

    .row .measure {
      width: auto;
      min-width: 3.6em;
    }
  }

  /* In a narrow column, or with large text, a signal's newest text has a line of its own. */
  @container (width < 22rem) {
    .row {
      flex-wrap: wrap;
      padding-block-end: 0.25rem;
    }

    .row .tail {
      order: 1;
      flex-basis: 100%;
      margin-left: 0;
      line-height: 1.5;
    }

    .row .actions {
      margin-inline-start: auto;
    }
  }

  @media (pointer: coarse) {
    .row {
      --_row: 2.5rem;
    }
  }

  @media (forced-colors: active) {
    canvas {
      color: CanvasText;
      fill: Highlight;
      stroke: GrayText;
    }

    .busy::before {
      background: CanvasText;
    }
  }
`;
