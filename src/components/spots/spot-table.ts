import { arrange, type SpotColumn, type SpotOrder } from '../../spots/arrange.js';
import type { ListedSpot } from '../../spots/spot-log.js';
import { make } from './make.js';
import { SpotRow } from './spot-row.js';

interface Column {
  readonly name: SpotColumn;
  readonly label: string;
  readonly title?: string;
}

const COLUMNS: readonly Column[] = [
  { name: 'callsign', label: 'Call' },
  { name: 'frequency', label: 'kHz' },
  { name: 'country', label: 'Country' },
  { name: 'type', label: 'Type', title: 'CQ: calls anybody; DX: heard otherwise' },
  { name: 'wpm', label: 'WPM' },
  { name: 'snr', label: 'dB', title: 'Signal over noise in 2500 Hz' },
  { name: 'confidence', label: 'Sure', title: 'How sure the callsign is' },
  { name: 'heard', label: 'Heard' },
];
/** Of these the largest comes first. */
const LARGEST_FIRST: readonly SpotColumn[] = ['snr', 'confidence', 'heard'];
/** Rows that a page is. */
const PAGE = 10;

/** The table: its rows stay while they are looked at, whatever comes or is sorted around them. */
export class SpotTable {
  readonly element: HTMLTableElement;
  readonly #scroller: HTMLElement;
  readonly #body = make('tbody');
  readonly #heads = new Map<SpotColumn, HTMLTableCellElement>();
  readonly #rows = new Map<number, SpotRow>();
  #shown: readonly SpotRow[] = [];
  /** The row that the Tab key goes to. */
  #current: SpotRow | null = null;
  #order: SpotOrder = { column: 'heard', descending: true };

  /**
   * @param scroller what scrolls the table
   * @param onOrder the user wants another order
   * @param onChoose the user wants to hear this one
   */
  constructor(scroller: HTMLElement, onOrder: () => void, onChoose: (spot: ListedSpot) => void) {
    this.#scroller = scroller;
    const heads = COLUMNS.map(({ name, label, title = '' }) => {
      const button = make('button', { type: 'button', title }, label);
      const head = make('th', { scope: 'col', className: name }, button);
      button.addEventListener('click', () => {
        const { column, descending } = this.#order;
        this.#order = { column: name, descending: column === name ? !descending : LARGEST_FIRST.includes(name) };
        onOrder();
      });
      this.#heads.set(name, head);
      return head;
    });
    const caption = make('caption', { className: 'visually-hidden' }, 'Stations heard');
    this.element = make('table', {}, caption, make('thead', {}, make('tr', {}, ...heads)), this.#body);
    this.element.part.add('table');
    this.#body.addEventListener('keydown', (event) => this.#onKey(event));
    this.#body.addEventListener('focusin', (event) => this.#become(this.#rowOf(event.target)));
    this.#body.addEventListener('click', (event) => {
      const row = this.#rowOf(event.target);
      if (row) onChoose(row.spot);
    });
  }

  /** Rows that are shown, in order. */
  get spots(): readonly ListedSpot[] {
    return this.#shown.map(({ spot }) => spot);
  }

  show(spots: readonly ListedSpot[], filter: string): void {
    for (const [name, head] of this.#heads) {
      const { column, descending } = this.#order;
      head.ariaSort = name !== column ? null : descending ? 'descending' : 'ascending';
    }
    const held = this.#held;
    const place = held?.element.offsetTop ?? 0;
    const keys = new Set(spots.map(({ key }) => key));
    for (const [key, row] of this.#rows) if (!keys.has(key)) this.#drop(key, row);
    this.#shown = arrange(spots, filter, this.#order).map((spot) => this.#row(spot));
    this.#place(held);
    if (held?.element.isConnected) this.#scroller.scrollTop += held.element.offsetTop - place;
    if (!this.#current || !this.#shown.includes(this.#current)) this.#become(this.#shown[0] ?? null);
  }

  /** Time goes on. */
  age(): void {
    for (const row of this.#shown) row.age();
  }

  /** The row that must not move: the one with the focus, else the first that is seen when the list was scrolled. */
  get #held(): SpotRow | null {
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    const focused = this.#rowOf(activeElement);
    if (focused) return focused;
    const { scrollTop } = this.#scroller;
    return scrollTop > 0 ? (this.#shown.find(({ element }) => element.offsetTop >= scrollTop) ?? null) : null;
  }

  #row(spot: ListedSpot): SpotRow {
    const known = this.#rows.get(spot.key);
    if (known && known.spot !== spot) known.show(spot);
    const row = known ?? new SpotRow(spot);
    this.#rows.set(spot.key, row);
    return row;
  }

  #drop(key: number, row: SpotRow): void {
    this.#rows.delete(key);
    if (row !== this.#rowOf((this.element.getRootNode() as ShadowRoot).activeElement)) return;
    const at = this.#shown.indexOf(row);
    (this.#shown[at + 1] ?? this.#shown[at - 1])?.button.focus();
  }

  /** Puts the rows in order. The held one is not touched: an element that is moved loses the focus. */
  #place(held: SpotRow | null): void {
    const body = this.#body;
    const wanted = new Set<Element>(this.#shown.map(({ element }) => element));
    for (const element of [...body.children]) if (!wanted.has(element)) element.remove();
    const at = held ? this.#shown.indexOf(held) : -1;
    let next: Element | null = body.firstElementChild;
    for (const [i, { element }] of this.#shown.entries()) {
      if (element === next) {
        next = next.nextElementSibling;
      } else if (i === at) {
        // What stands between here and the held row belongs behind it.
        for (let stray = next; stray && stray !== element; ) {
          const following: Element | null = stray.nextElementSibling;
          body.append(stray);
          stray = following;
        }
        next = element.nextElementSibling;
      } else body.insertBefore(element, next);
    }
  }

  #rowOf(target: EventTarget | null): SpotRow | null {
    return this.#shown.find(({ element }) => element.contains(target as Node | null)) ?? null;
  }

  #become(row: SpotRow | null): void {
    if (this.#current) this.#current.button.tabIndex = -1;
    this.#current = row;
    if (row) row.button.tabIndex = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const row = this.#rowOf(event.target);
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const last = this.#shown.length - 1;
    const at = this.#shown.indexOf(row);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const { button, element } = this.#shown[Math.min(last, Math.max(0, to))] ?? row;
    button.focus();
    element.scrollIntoView({ block: 'nearest' });
  }
}
