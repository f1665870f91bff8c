import type { Character } from '../../morse/character.js';
import { type RunStyle, styleAfter, styleOf } from './runs.js';

/** Seconds of silence after which an over counts as ended: the text goes on in a new paragraph. */
const PAUSE = 5;
/** Characters after which a paragraph ends at the next word space, so that a paragraph stays cheap to lay out. */
const LONGEST = 600;

interface Paragraph {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  /** Index of its first character. */
  readonly first: number;
}

interface TextRun {
  readonly node: Text;
  readonly style: RunStyle;
  readonly paragraph: Paragraph;
  readonly first: number;
}

/**
 * A channel's whole text in a container: paragraphs of runs, a run for each stretch of one confidence. An update touches
 * only what changed, mostly the end; a selection in older text stays.
 */
export class TextLog {
  readonly #container: HTMLElement;
  #characters: readonly Character[] = [];
  #paragraphs: Paragraph[] = [];
  #runs: TextRun[] = [];

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** Shows these characters. True when that changed anything. */
  show(characters: readonly Character[]): boolean {
    const old = this.#characters;
    if (old === characters) return false;
    let same = 0;
    while (same < old.length && same < characters.length && old[same] === characters[same]) same++;
    this.#cut(same);
    this.#characters = characters;
    this.#append(same);
    return true;
  }

  /** Keeps the first `count` characters. */
  #cut(count: number): void {
    for (let run = this.#runs.at(-1); run && run.first >= count; run = this.#runs.at(-1)) {
      (run.node.parentElement ?? run.node).remove();
      this.#runs.pop();
    }
    for (let last = this.#paragraphs.at(-1); last && last.first >= count; last = this.#paragraphs.at(-1)) {
      last.element.remove();
      this.#paragraphs.pop();
    }
    const run = this.#runs.at(-1);
    if (!run) return;
    const kept = join(this.#characters, run.first, count).length;
    // Not set anew: what is selected in the text before would not be selected any more.
    if (kept < run.node.length) run.node.deleteData(kept, run.node.length - kept);
  }

  #append(from: number): void {
    let at = from;
    while (at < this.#characters.length) {
      const paragraph = this.#paragraphFor(at);
      const style = this.#styleAt(at);
      let end = at + 1;
      while (end < this.#characters.length && !this.#breaksBefore(end, paragraph) && this.#styleAt(end) === style)
        end++;
      const text = join(this.#characters, at, end);
      const last = this.#runs.at(-1);
      if (last?.style === style && last.paragraph === paragraph) last.node.appendData(text);
      else this.#runs.push({ node: addRun(paragraph.body, style, text), style, paragraph, first: at });
      at = end;
    }
  }

  #paragraphFor(index: number): Paragraph {
    const last = this.#paragraphs.at(-1);
    if (last && !this.#breaksBefore(index, last)) return last;
    const paragraph = addParagraph(this.#container, this.#characters[index]?.start ?? 0, index);
    this.#paragraphs.push(paragraph);
    return paragraph;
  }

  #breaksBefore(index: number, { first }: Paragraph): boolean {
    const character = this.#characters[index];
    const before = this.#characters[index - 1];
    if (!character || !before || index <= first || character.text === ' ') return false;
    return character.start - before.end > PAUSE || (index - first > LONGEST && before.text === ' ');
  }

  #styleAt(index: number): RunStyle {
    const character = this.#characters[index];
    const before = this.#characters[index - 1];
    if (!character) return '';
    return styleAfter(before ? styleOf(before) : '', character);
  }
}

function join(characters: readonly Character[], from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += characters[i]?.text ?? '';
  return text;
}

function addRun(body: HTMLElement, style: RunStyle, text: string): Text {
  const node = document.createTextNode(text);
  const span = document.createElement('span');
  span.className = style;
  span.append(node);
  body.append(span);
  return node;
}

function addParagraph(container: HTMLElement, start: number, first: number): Paragraph {
  const element = document.createElement('p');
  const time = document.createElement('span');
  time.className = 'time';
  // As generated content it is neither selected nor copied with the text.
  time.dataset.time = clockTime(start);
  const body = document.createElement('span');
  body.className = 'said';
  body.dir = 'auto';
  // Of no known language, whatever that of the words around it is.
  body.lang = '';
  element.append(time, body);
  container.append(element);
  return { element, body, first };
}

/** Stream time as `m:ss`, or `h:mm:ss`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
