import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { radioFrequency } from '../../engine/radio.js';
import type { Range } from '../../page/zoom.js';
import type { LabelPlace } from './label-layout.js';
import { type FrequencyScale, ticks, toY } from './scale.js';

/** Where the spectrum lies in the plot, CSS pixels. */
export interface Area {
  readonly left: number;
  readonly width: number;
  /** Left edge of the text lane. */
  readonly lane: number;
  readonly height: number;
}

export interface Marks {
  readonly scale: FrequencyScale;
  readonly area: Area;
  readonly places: readonly LabelPlace[];
  /** Hz; null: no main channel. */
  readonly main: number | null;
  readonly mainId: number | null;
  /** Hz; null: not shown. */
  readonly cursor: number | null;
  /** Of which the scale may be a part. */
  readonly band: Range;
}

/** Hz to either side of the main channel: what the decoder looks at. */
const PASSBAND = 31;
/** Pixels between the lane's edge and the end of a leader line. */
const LEADER_GAP = 3;

/** Axis, passband of the main channel, leader lines and cursor: one drawing over the plot. */
export function marksTemplate(marks: Marks): TemplateResult {
  return html`<svg class="marks" aria-hidden="true">${axis(marks)} ${unit(marks)} ${passband(marks)} ${part(marks)}
  ${marks.places.map((place) => leader(marks, place))} ${cursor(marks)}</svg>`;
}

const axis = ({ scale, area }: Marks): readonly SVGTemplateResult[] =>
  ticks(scale).flatMap(({ hertz, label }) => {
    const y = crisp(toY(scale, hertz));
    // A number that would be cut off by the edge is left out.
    if (y < 8 || y > scale.height - 8) return [];
    return svg`<g class="tick"><line x1=${area.left - 5} x2=${area.left} y1=${y} y2=${y} /><text
      x=${area.left - 8} y=${y}>${label}</text></g>`;
  });

/** The unit above the numbers, where the topmost leaves room. */
function unit({ scale, area }: Marks): SVGTemplateResult | typeof nothing {
  const top = Math.min(...ticks(scale).map(({ hertz }) => toY(scale, hertz)));
  if (top < 24) return nothing;
  return svg`<text class="unit" x=${area.left - 8} y="11">${scale.dial === null ? 'Hz' : 'kHz'}</text>`;
}

function passband({ scale, area, main }: Marks): SVGTemplateResult | typeof nothing {
  if (main === null) return nothing;
  const [top = 0, bottom = 0] = [-PASSBAND, PASSBAND].map((by) => crisp(toY(scale, main + by))).sort((a, b) => a - b);
  const right = area.left + area.width;
  return svg`<rect class="passband" x=${area.left} width=${area.width} y=${top} height=${Math.max(1, bottom - top)} />
    <line class="passband-edge" x1=${area.left} x2=${right} y1=${top} y2=${top} />
    <line class="passband-edge" x1=${area.left} x2=${right} y1=${bottom} y2=${bottom} />`;
}

/** Which part of the band is seen, as a bar along the newest sound. */
function part({ scale, area, band }: Marks): SVGTemplateResult | typeof nothing {
  if (scale.min <= band.min && scale.max >= band.max) return nothing;
  const whole = { ...scale, ...band };
  const [top = 0, bottom = 0] = [scale.min, scale.max].map((hertz) => toY(whole, hertz)).sort((a, b) => a - b);
  return svg`<rect class="part" x=${area.left + area.width} width="3" y=${top} height=${Math.max(6, bottom - top)} />`;
}

function leader({ area, mainId }: Marks, { id, wish, y }: LabelPlace): SVGTemplateResult {
  const from = area.left + area.width;
  const to = area.lane - LEADER_GAP;
  const middle = (from + to) / 2;
  const path = `M${from - 6} ${wish.toFixed(1)}H${from + 2}C${middle} ${wish.toFixed(1)} ${middle} ${y.toFixed(1)} ${to} ${y.toFixed(1)}`;
  return svg`<path class=${id === mainId ? 'leader main' : 'leader'} d=${path} />`;
}

function cursor({ scale, area, cursor }: Marks): SVGTemplateResult | typeof nothing {
  if (cursor === null) return nothing;
  const y = crisp(toY(scale, cursor));
  const chip = Math.min(scale.height - 9, Math.max(9, y));
  return svg`<g class="cursor"><line x1=${area.left} x2=${area.left + area.width} y1=${y} y2=${y} />
    <rect x="1" y=${chip - 9} width=${area.left - 3} height="18" rx="4" />
    <text x=${(area.left - 1) / 2} y=${chip + 0.5}>${radioFrequency(scale, cursor)?.toFixed(2) ?? Math.round(cursor)}</text></g>`;
}

/** On the middle of a pixel, so that lines of one pixel stay one pixel. */
const crisp = (y: number): number => Math.round(y) + 0.5;
