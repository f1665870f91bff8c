import { css } from 'lit';

export const waterfallStyles = css`
  :host {
    display: block;
    position: relative;
    container-type: inline-size;
    contain-intrinsic-inline-size: var(--_width);
    height: 22rem;
    min-height: 10rem;
    background: var(--_background);
    transition: color 1ms;
  }

  .plot {
    position: relative;
    display: grid;
    --_figures: 4;
    /* Where a browser rounds, a figure is 7 px wide; behind the last one are 8 px. */
    --_axis: calc(0.4375rem * var(--_figures) + 0.75rem);
    --_digits: calc(1ch * var(--_figures));
    grid-template-columns: var(--_axis) minmax(0, 1fr) 1.5rem minmax(11rem, 36%);
    /* A definite row: a canvas in one that suits its content grows with its own shape. */
    grid-template-rows: minmax(0, 1fr);
    height: 100%;
    overflow: hidden;
    border-radius: inherit;
    cursor: crosshair;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    user-select: none;
    -webkit-user-select: none;
  }

  /* A pinch is ours; of a part of the band a drag is, too. */
  .wide {
    touch-action: pan-x pan-y;
  }

  .zoomed {
    touch-action: none;
  }

  .zoom {
    position: absolute;
    top: 0.375rem;
    display: grid;
    border-radius: calc(var(--_radius) * 0.6);
    background: color-mix(in oklab, var(--_background) 90%, transparent);
  }

  .plot:focus-visible {
    outline-offset: -2px;
  }

  .spectrum {
    grid-column: 2;
    width: 100%;
    height: 100%;
    min-width: 0;
  }

  .lane {
    position: relative;
    grid-column: 4;
    overflow: hidden;
    min-width: 0;
  }

  .marks {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: hidden;
    pointer-events: none;
    font: 0.6875rem var(--_mono);
    font-variant-numeric: tabular-nums;
  }

  .tick text,
  .unit {
    fill: var(--_muted);
    text-anchor: end;
    dominant-baseline: central;
  }

  .tick line {
    stroke: var(--_border);
  }

  .leader {
    fill: none;
    stroke: var(--_muted);
    stroke-opacity: 0.55;
    vector-effect: non-scaling-stroke;
  }

  .leader.main {
    stroke: var(--_accent);
    stroke-opacity: 1;
    stroke-width: 1.5;
  }

  .passband {
    fill: var(--_accent);
    fill-opacity: 0.13;
  }

  .passband-edge {
    stroke: var(--_accent);
    stroke-opacity: 0.65;
  }

  .part {
    fill: var(--_muted);
  }

  .cursor line {
    stroke: var(--_text);
    stroke-dasharray: 3 3;
    stroke-opacity: 0.8;
  }

  .cursor rect {
    fill: var(--_text);
  }

  .cursor text {
    fill: var(--_background);
    text-anchor: middle;
    dominant-baseline: central;
    font-weight: 600;
  }

  .label {
    position: absolute;
    inset: 0 0 auto;
    display: flex;
    height: 18px;
    padding-right: 0.6rem;
    line-height: 18px;
    font-family: var(--_mono);
    font-size: 0.8125rem;
    white-space: pre;
    cursor: pointer;
    transition: translate 180ms ease-out;
  }

  .hz {
    flex: none;
    width: var(--_digits);
    color: var(--_muted);
    font-size: 0.6875rem;
    font-variant-numeric: tabular-nums;
    text-align: right;
  }

  /* Right-to-left only as a box: what does not fit is cut off at the old end, and short text still begins at the left. */
  .tail {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    overflow: clip;
    direction: rtl;
    padding-left: 1em;
    text-align: left;
  }

  /* Fades the old end of all texts at once: a mask would cost a layer for each label. */
  .lane::after {
    content: '';
    position: absolute;
    inset: 0 auto 0 var(--_digits);
    width: 1.1em;
    background: linear-gradient(to right, var(--_background) 35%, transparent);
    font: 0.6875rem var(--_mono);
    pointer-events: none;
  }

  /* Hebrew and Arabic grow to the left: their old end is at the right. */
  .tail.rtl {
    direction: ltr;
  }

  .tail > bdo {
    unicode-bidi: isolate;
  }

  .label b {
    padding-left: 0.6em;
    font-size: 0.6875rem;
  }

  .quiet .tail {
    color: var(--_muted);
  }

  .label.main .hz,
  .label.main .tail {
    color: var(--_accent);
    font-weight: 600;
  }

  .label.main .fair {
    color: color-mix(in oklab, var(--_accent) 75%, var(--_muted));
  }

  .label.suspended .tail {
    opacity: 0.6;
  }

  .hint {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 1rem 1rem 1rem 3rem;
    color: var(--_muted);
    font-size: 1rem;
    text-align: center;
    text-wrap: balance;
    pointer-events: none;
  }

  @container (width < 30rem) {
    .plot {
      grid-template-columns: var(--_axis) minmax(0, 1fr) 1rem minmax(9rem, 50%);
    }

    .label {
      padding-right: 0.35rem;
      font-size: 0.75rem;
    }
  }

  @media (forced-colors: active) {
    .spectrum {
      forced-color-adjust: none;
    }

    .leader,
    .tick line,
    .cursor line {
      stroke: CanvasText;
    }

    .tick text {
      fill: CanvasText;
    }

    .leader.main,
    .passband-edge {
      stroke: Highlight;
    }

    .passband {
      fill: none;
    }

    .cursor rect {
      fill: CanvasText;
    }

    .cursor text {
      fill: Canvas;
    }
  }
`;
