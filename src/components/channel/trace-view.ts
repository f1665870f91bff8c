import type { Character } from '../../morse/character.js';
import { TRACE_STEP } from '../../page/reducer.js';
import type { Trace } from '../../page/snapshot.js';
import type { Scope } from '../../scope.js';
import { MovingPicture } from '../moving-picture.js';

/** CSS pixels: the strip of the key, and the line of characters under it. */
const STRIP = 26;
const LETTERS = 20;
export const TRACE_HEIGHT = STRIP + LETTERS;
/** CSS pixels a second; a wide strip shows 12 s, a narrow one goes slower only down to this. */
const SLOWEST = 42;
const SECONDS = 12;

/** The keying of a channel as it was sent: the key's probability as a band, each character under its own marks. */
export class TraceView {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #style: CSSStyleDeclaration;
  readonly #picture: MovingPicture;
  #trace: Trace | null = null;
  #characters: readonly Character[] = [];
  #ratio = 1;

  constructor(scope: Scope, canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser gives no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#style = getComputedStyle(canvas);
    this.#picture = new MovingPicture(scope, canvas, {
      fit: (ratio) => {
        this.#ratio = ratio;
      },
      paint: (time) => this.#paint(time),
    });
  }

  show(trace: Trace | null, characters: readonly Character[]): void {
    if (trace === this.#trace && characters === this.#characters) return;
    const { clock } = this.#picture;
    if (!trace || (this.#trace && trace.time + trace.key.length * TRACE_STEP < clock.time - 1)) clock.reset();
    if (trace) clock.know(trace.time + trace.key.length * TRACE_STEP);
    this.#trace = trace;
    this.#characters = characters;
    this.#picture.wake(!clock.moving);
  }

  /** Draws again, in the colours of now. */
  refresh(): void {
    this.#picture.wake(true);
  }

  #paint(end: number): void {
    const context = this.#context;
    const width = this.#canvas.width / this.#ratio;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.clearRect(0, 0, width, this.#canvas.height);
    if (!this.#trace || !Number.isFinite(end)) return;
    context.fillStyle = this.#style.stroke;
    context.globalAlpha = 0.35;
    context.fillRect(0, STRIP / 2 - 0.5, width, 1);
    context.globalAlpha = 1;
    const speed = Math.max(SLOWEST, width / SECONDS);
    this.#paintKey(this.#trace, end, speed, width);
    this.#paintCharacters(end, speed, width);
  }

  /** The band is as high as the key is surely down: noise stays a thin line, a mark is a bar. */
  #paintKey({ time, key }: Trace, end: number, speed: number, width: number): void {
    const context = this.#context;
    const middle = STRIP / 2;
    const reach = STRIP / 2 - 2;
    const first = Math.max(0, Math.floor((end - width / speed - time) / TRACE_STEP));
    const last = Math.min(key.length, Math.ceil((end - time) / TRACE_STEP) + 1);
    if (last <= first) return;
    const x = (i: number) => width + (time + i * TRACE_STEP - end) * speed;
    context.fillStyle = this.#style.fill;
    context.beginPath();
    context.moveTo(x(first), middle);
    for (let i = first; i < last; i++) context.lineTo(x(i), middle - reach * (key[i] ?? 0));
    context.lineTo(x(last - 1), middle);
    for (let i = last - 1; i >= first; i--) context.lineTo(x(i), middle + reach * (key[i] ?? 0));
    context.closePath();
    context.fill();
  }

  #paintCharacters(end: number, speed: number, width: number): void {
    const context = this.#context;
    const { color, stroke, fontFamily } = this.#style;
    context.font = `600 13px ${fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    for (let i = this.#characters.length - 1; i >= 0; i--) {
      const character = this.#characters[i];
      if (!character || character.text === ' ') continue;
      const left = width + (character.start - end) * speed;
      const right = width + (character.end - end) * speed;
      if (right < -20) break;
      context.fillStyle = stroke;
      context.globalAlpha = 0.6;
      context.fillRect(left, STRIP + 1, Math.max(1, right - left), 1);
      context.globalAlpha = 1;
      context.fillStyle = character.confidence >= 0.5 ? color : stroke;
      context.fillText(character.text, (left + right) / 2, STRIP + LETTERS - 4);
    }
  }
}
