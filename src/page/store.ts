import type { Dial } from '../engine/radio.js';
import type { ReceiverEvent, WaterfallRows } from '../engine/types.js';
import { reduce, withDial } from './reducer.js';
import { type DecoderSnapshot, type Downloads, INITIAL_SNAPSHOT } from './snapshot.js';

export type SnapshotListener = (snapshot: DecoderSnapshot) => void;
export type RowsListener = (rows: WaterfallRows) => void;

/** Bytes of rows that are kept at most: 40 s of a band of 96 kHz; of a receiver's sound the whole history is less. */
const MOST_BYTES = 30e6;

/**
 * One decoder's state: a frozen snapshot that is replaced as a whole, and the waterfall's rows beside it as a stream. Views
 * read it and subscribe; only the session writes.
 */
export class DecoderStore {
  #snapshot: DecoderSnapshot = INITIAL_SNAPSHOT;
  #rows: WaterfallRows[] = [];
  readonly #listeners = new Set<SnapshotListener>();
  readonly #rowsListeners = new Set<RowsListener>();

  get snapshot(): DecoderSnapshot {
    return this.#snapshot;
  }

  /** Calls `listener` after each change, once for all events of one turn. Returns the way out. */
  subscribe(listener: SnapshotListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls `listener` with the rows that are still in the history, then with each new batch, oldest first. When a row's time is not after
   * that of the row before, the stream has begun anew. Returns the way out.
   */
  onRows(listener: RowsListener): () => void {
    for (const rows of this.#rows) listener(rows);
    this.#rowsListeners.add(listener);
    return () => this.#rowsListeners.delete(listener);
  }

  /** Takes in the receiver's events of one turn. */
  apply(events: readonly ReceiverEvent[]): void {
    this.#replace(events.reduce(reduce, this.#snapshot));
    for (const event of events) if (event.type === 'rows') this.#addRows(event.rows);
  }

  /** Changes what the session knows and the receiver does not. */
  update(change: (snapshot: DecoderSnapshot) => DecoderSnapshot): void {
    this.#replace(change(this.#snapshot));
  }

  /** A new stream: channels, status, times and rows go; state, source and settings stay. @param dial that of its sound */
  resetStream(dial: Dial = this.#snapshot): void {
    this.#rows = [];
    const { channels, mainId, status, oldest, newest, spots, lastPrinted } = INITIAL_SNAPSHOT;
    const fresh = { channels, mainId, status, oldest, newest, spots, lastPrinted };
    this.update((snapshot) => withDial({ ...snapshot, ...fresh }, dial, null));
  }

  /** Shows how much of a model's files has come; null: it is there. */
  showDownload(model: keyof Downloads, download: Downloads['live']): void {
    if (download === this.#snapshot.downloads[model]) return;
    this.update((snapshot) => ({ ...snapshot, downloads: { ...snapshot.downloads, [model]: download } }));
  }

  /** Nobody waits for a download any more. */
  endDownloads(): void {
    this.update((snapshot) => ({ ...snapshot, downloads: INITIAL_SNAPSHOT.downloads }));
  }

  #replace(next: DecoderSnapshot): void {
    if (next === this.#snapshot) return;
    this.#snapshot = Object.freeze(next);
    for (const listener of [...this.#listeners]) listener(this.#snapshot);
  }

  #addRows(rows: WaterfallRows): void {
    const last = this.#rows.at(-1);
    if (last && rows.time <= last.time) this.#rows = [];
    this.#rows.push(rows);
    const { oldest } = this.#snapshot;
    const kept = Math.ceil(MOST_BYTES / Math.max(1, rows.levels.length));
    const stale = this.#rows.findIndex(({ time }, i) => time >= oldest && this.#rows.length - i <= kept);
    if (stale > 0) this.#rows.splice(0, stale);
    for (const listener of [...this.#rowsListeners]) listener(rows);
  }
}
