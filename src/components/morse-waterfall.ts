import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { WaterfallRows } from '../engine/types.js';
import type { Character } from '../morse/character.js';
import { channelOf, type DecoderSnapshot } from '../page/snapshot.js';
import { canZoom, movedTo, type Range, shownOf, zoomedByStep } from '../page/zoom.js';
import { Scope } from '../scope.js';
import { isElement } from '../sources/tree.js';
import { DecoderController } from './decoder-controller.js';
import { waterfallStyles } from './morse-waterfall-styles.js';
import { MovableElement } from './movable-element.js';
import { buttonStyles, confidenceStyles, theme } from './theme.js';
import { bandViews } from './waterfall/band-views.js';
import { hint } from './waterfall/hint.js';
import type { LabelPlace } from './waterfall/label-layout.js';
import { isHere, labelPlaces, labelsTemplate } from './waterfall/labels.js';
import { type Area, marksTemplate } from './waterfall/marks.js';
import { PALETTE_NAMES, type PaletteName } from './waterfall/palette.js';
import { type FrequencyScale, nearest, toHertz } from './waterfall/scale.js';
import { isDarkOn } from './waterfall/scheme.js';
import { describeFrequency, sliderOf } from './waterfall/slider.js';
import { SpectrumView } from './waterfall/spectrum-view.js';
import { movedCursor } from './waterfall/tuning.js';
import { zoomButtons } from './waterfall/zoom-buttons.js';
import { ZoomGestures } from './waterfall/zoom-gestures.js';

/** Milliseconds within which a second click makes the first one a part of a double click. */
const SECOND_CLICK = 250;
/** CSS pixels within which the pointer goes to a trace. */
const SNAP = 9;
/** Hz by which the main channel is moved by somebody, and does not drift. */
const JUMP = 5;
/**
 * The spectrum over time, newest at the right, with each channel's newest text beside its trace. A click tunes the main
 * channel there and decodes that frequency's past. It is a slider for keyboard and screen readers: arrows move the cursor
 * by 10 Hz, page keys by 100 Hz, Shift with an arrow to the next trace, Enter tunes, Escape returns.
 *
 * A wide band, of I and Q or of a high rate, zooms and pans: by the wheel (with Shift it pans), drag, pinch and double click, by
 * buttons, and by the keys + and -, about the cursor, and 0, which shows the whole of it. The picture follows the cursor and the
 * main channel.
 *
 * @element morse-waterfall
 * @csspart plot - all of it: axis, spectrum and text
 * @csspart spectrum - the canvas
 * @csspart zoom - the buttons of a wide band
 * @csspart button - each of these
 * @csspart lane - the text beside the traces
 * @csspart label - one channel's frequency and text
 * @csspart hint - the sentence before there is anything to see
 * @cssproperty [--morse-background] - behind the text lane and the axis
 * @cssproperty [--morse-text] - text
 * @cssproperty [--morse-muted] - axis, frequencies, doubtful characters
 * @cssproperty [--morse-accent] - the main channel
 * @cssproperty [--morse-mono] - font of decoded text
 */
export class MorseWaterfallElement extends MovableElement {
  static override readonly styles = [theme, buttonStyles, confidenceStyles, waterfallStyles];

  /** Id of the decoder, when this is not inside it. */
  @property({ reflect: true }) for: string | null = null;

  /** `night`, `paper` or `grey`; left out: the one that suits the page's colour scheme. */
  @property() palette: PaletteName | null = null;

  /** dBFS that is shown as the darkest (on paper: the brightest) colour; left out: by the noise itself. */
  @property({ type: Number }) floor: number | null = null;

  /** dB from the first colour to the last; left out: by the signals themselves. */
  @property({ type: Number }) range: number | null = null;

  readonly #link = new DecoderController(this, {
    onRows: (rows) => this.#addRows(rows),
    onSnapshot: (snapshot) => {
      // What the user zooms is shown at once.
      if (snapshot.zoom !== this.#zoom) this.requestUpdate();
      this.#zoom = snapshot.zoom;
      const { info, characters: text = null } = channelOf(snapshot, null) ?? {};
      this.#followMain(snapshot, info?.frequency ?? Number.NaN);
      const kind = text === this.#mainText ? 'list' : 'motion';
      this.#mainText = text;
      return kind;
    },
    onDecoder: () => {
      this.#waiting = [];
      this.#view?.clear();
      this.seen = false;
    },
  });

  @state() private seen = false;
  /** Hz; null: at the main channel. */
  @state() private cursor: number | null = null;
  @state() private area: Area = { left: 0, width: 0, lane: 0, height: 0 };
  @state() private dark = true;
  @query('.plot', true) private readonly plot!: HTMLElement;
  @query('.lane', true) private readonly lane!: HTMLElement;
  @query('canvas', true) private readonly canvas!: HTMLCanvasElement;

  #scope: Scope | null = null;
  /** Of the main channel: it is shown without delay. */
  #mainText: readonly Character[] | null = null;
  /** Hz of the main channel; NaN while there is none. */
  #mainHertz = Number.NaN;
  #zoom: Range | null = null;
  /** Labels that are shown. */
  #places: readonly LabelPlace[] = [];
  #view: SpectrumView | null = null;
  #gestures: ZoomGestures | null = null;
  /** Rows that came before the first rendering. */
  #waiting: WaterfallRows[] = [];
  /** Of a click that a second one may follow. */
  #click: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
    this.#readScheme();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#click);
    this.#scope?.dispose();
    this.#scope = null;
    this.#view = null;
    this.#waiting = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('for')) this.#link.resolve();
  }

  protected override firstUpdated(): void {
    this.#open();
  }

  protected override updated(): void {
    this.#view?.configure(this.#options);
  }

  #open(): void {
    const scope = this.#scope;
    if (!scope) return;
    const sizes = new ResizeObserver(() => this.#measure());
    sizes.observe(this.plot);
    // A dial makes the axis wider, and the canvas narrower, while the whole stays as it is.
    sizes.observe(this.canvas);
    scope.add(() => sizes.disconnect());
    // The transition of 1 ms on the host's colour is how a change of the page's colour scheme is heard of.
    scope.listen<TransitionEvent>(this, 'transitionend', (event) => {
      if (event.target === this) this.#readScheme();
    });
    this.#gestures = new ZoomGestures(scope, {
      plot: this.plot,
      snapshot: () => this.#link.snapshot,
      scale: () => this.#scale,
      zoomTo: (range) => this.#link.decoder?.zoomTo(range),
    });
    this.#view = new SpectrumView(scope, this.canvas, this.#options);
    for (const rows of this.#waiting) this.#view.add(rows);
    this.#waiting = [];
  }

  get #options() {
    const { snapshot } = this.#link;
    const { min, max } = shownOf(snapshot);
    const views = bandViews(snapshot.dials, snapshot, min, max);
    const wanted = PALETTE_NAMES.find((name) => name === this.palette);
    const number = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);
    const palette = wanted ?? (this.dark ? 'night' : 'paper');
    return { min, max, views, palette, floor: number(this.floor), range: number(this.range) };
  }

  #addRows(rows: WaterfallRows): void {
    if (!this.seen) this.seen = true;
    if (this.#view) this.#view.add(rows);
    else this.#waiting.push(rows);
  }

  #readScheme(): void {
    this.dark = isDarkOn(this);
  }

  #measure(): void {
    const { offsetLeft: left, clientWidth: width } = this.canvas;
    const { offsetLeft: lane } = this.lane;
    const { clientHeight: height } = this.plot;
    const old = this.area;
    if (old.left === left && old.width === width && old.height === height) return;
    this.area = { left, width, lane, height };
  }

  get #scale(): FrequencyScale {
    const { snapshot } = this.#link;
    const { dial, sideband } = snapshot;
    return { ...shownOf(snapshot), dial, sideband, height: Math.max(1, this.area.height) };
  }

  get #mainFrequency(): number {
    const { min, max } = this.#scale;
    return channelOf(this.#link.snapshot, null)?.info.frequency ?? (min + max) / 2;
  }

  protected override render(): TemplateResult {
    const { snapshot, decoder } = this.#link;
    const { channels, mainId, newest, band } = snapshot;
    const scale = this.#scale;
    const places = labelPlaces(channels, scale, this.#places);
    this.#places = places;
    const byId = new Map(channels.map((channel) => [channel.info.id, channel]));
    const value = Math.round(this.cursor ?? this.#mainFrequency);
    const main = byId.get(mainId ?? -1)?.info.frequency ?? null;
    const slider = sliderOf({ ...scale, ...band }, value);
    const wide = canZoom(snapshot) ? (snapshot.zoom ? 'zoomed' : 'wide') : '';
    return html`<div
      class=${`plot ${wide}`}
      .style=${`--_figures: ${slider.figures}`}
      part="plot"
      role="slider"
      tabindex="0"
      aria-label="Tuning"
      aria-orientation="vertical"
      aria-valuemin=${slider.min}
      aria-valuemax=${slider.max}
      aria-valuenow=${slider.now}
      aria-valuetext=${describeFrequency(value, channels, scale)}
      @keydown=${this.#onKey}
      @pointermove=${this.#onPointer}
      @pointerleave=${this.#onLeave}
      @blur=${this.#onLeave}
      @click=${this.#onClick}
    >
      <canvas class="spectrum" part="spectrum"></canvas>
      <div class="lane" part="lane">
        ${labelsTemplate(places, byId, newest)}
      </div>
      ${marksTemplate({ scale, area: this.area, places, main, mainId, cursor: this.cursor, band })} ${this.seen ? nothing : hint(snapshot.state)}
    </div>
    ${zoomButtons(decoder, snapshot, this.area.left)}`;
  }

  get #traces(): readonly number[] {
    return this.#link.snapshot.channels.filter(isHere).map(({ info }) => info.frequency);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { snapshot, decoder } = this.#link;
    const [scale, { band }] = [this.#scale, snapshot];
    const seen = scale.max - scale.min;
    const moved = movedCursor(event, this.cursor ?? this.#mainFrequency, { ...scale, ...band, seen }, this.#traces);
    if (moved !== null) {
      this.cursor = moved;
      decoder?.zoomTo(movedTo(snapshot, moved));
    } else if ('+-'.includes(event.key) && canZoom(snapshot)) {
      decoder?.zoomTo(zoomedByStep(snapshot, event.key === '+' ? 1 : -1, this.cursor));
    } else if (event.key === '0' && snapshot.zoom) decoder?.zoomTo(null);
    else if (event.key === 'Enter' && this.cursor !== null) this.#tune(this.cursor);
    else if (event.key === 'Escape' && this.cursor !== null) this.cursor = null;
    else return;
    event.preventDefault();
  }

  /** The frequency that the pointer means: its label's, the trace's nearby, or that at its height. Hz. */
  #hertzAt(event: MouseEvent): number {
    const label = isElement(event.target) ? event.target.closest<HTMLElement>('.label') : null;
    const labelled = this.#link.snapshot.channels.find(({ info }) => String(info.id) === label?.dataset.id);
    if (labelled) return labelled.info.frequency;
    const scale = this.#scale;
    const hertz = toHertz(scale, event.clientY - this.plot.getBoundingClientRect().top);
    const within = (SNAP * (scale.max - scale.min)) / scale.height;
    return nearest(this.#traces, hertz, within) ?? Math.round(hertz);
  }

  #onPointer(event: PointerEvent): void {
    if (event.pointerType !== 'touch') this.cursor = this.#hertzAt(event);
  }

  #onLeave(): void {
    this.cursor = null;
  }

  #onClick(event: MouseEvent): void {
    clearTimeout(this.#click);
    if (this.#gestures?.dragged || event.detail > 1) return;
    const hertz = this.#hertzAt(event);
    // On a wide band a second click may follow, which means to look closer and not to tune.
    if (event.detail === 1 && canZoom(this.#link.snapshot))
      this.#click = setTimeout(() => this.#tune(hertz), SECOND_CLICK);
    else this.#tune(hertz);
  }

  /** The part of a wide band that is shown goes along with the main channel when that is tuned; drift may be looked away from. */
  #followMain(snapshot: DecoderSnapshot, hertz: number): void {
    const jumped = Math.abs(hertz - this.#mainHertz) >= JUMP;
    this.#mainHertz = hertz;
    if (jumped && snapshot.zoom) this.#link.decoder?.zoomTo(movedTo(snapshot, hertz));
  }

  #tune(hertz: number): void {
    this.cursor = null;
    this.#link.decoder?.tune(hertz, { past: true, asked: true });
  }
}
