/** What is being fetched: bytes that have come, and that come in all. Files that are at hand already do not count. */
export interface Download {
  readonly loaded: number;
  readonly total: number;
}

/** Milliseconds from one report to the next. */
const REPORT_EVERY = 100;

/** Bytes for which room is made before they come: more than any file of ours has, whatever a page's own model claims. */
const MOST_AHEAD = 1 << 25;

/** Something that is being loaded, for all who wait for it. */
export class Arrival<T> {
  readonly done: Promise<T>;
  #download: Download | null = null;
  /** The next report, when one has just been made. */
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #watchers = new Set<() => void>();
  #settled = false;

  /** @param load gets the function that takes what is known of the download */
  constructor(load: (report: (download: Download) => void) => Promise<T>) {
    this.done = load((download) => this.#report(download));
    const settle = () => {
      this.#settled = true;
      this.#watchers.clear();
    };
    this.done.then(settle, settle);
  }

  /** It is there, or has failed. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Null: not known yet; of what is at hand both numbers are 0. */
  get download(): Download | null {
    return this.#download;
  }

  /** Calls `watcher` when more has come. Ends with the arrival. */
  watch(watcher: () => void): void {
    this.#watchers.add(watcher);
  }

  #report(download: Download): void {
    this.#download = download;
    if (this.#timer !== null && download.loaded < download.total) return;
    this.#tell();
  }

  /** At once, and once more after a while: of pieces that come in between, the last one is told then. */
  #tell(): void {
    const told = this.#download;
    for (const watcher of [...this.#watchers]) watcher();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#download !== told && !this.#settled) this.#tell();
    }, REPORT_EVERY);
  }
}

/** All that is being fetched for several arrivals; null: nothing, or it is not known of all of them yet. */
export function sumOfDownloads(arrivals: readonly Arrival<unknown>[]): Download | null {
  if (arrivals.some(({ download, settled }) => !download && !settled)) return null;
  const downloads = arrivals.flatMap(({ download }) => download ?? []);
  const sum = (value: (download: Download) => number) => downloads.reduce((total, one) => total + value(one), 0);
  const total = sum((one) => one.total);
  return total > 0 ? { loaded: sum(({ loaded }) => loaded), total } : null;
}

/**
 * The body of an answer, with reports of how much has come.
 *
 * @param size bytes, uncompressed; undefined: not known, and nothing is reported
 */
export async function readBody(
  response: Response,
  size: number | undefined,
  report: (download: Download) => void,
): Promise<ArrayBuffer> {
  if (!response.body || size === undefined) return response.arrayBuffer();
  const reader = response.body.getReader();
  let bytes = new Uint8Array(Math.max(0, Math.min(size, MOST_AHEAD)));
  let loaded = 0;
  report({ loaded, total: Math.max(size, loaded) });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (loaded + value.byteLength > bytes.byteLength) bytes = longer(bytes, loaded + value.byteLength);
    bytes.set(value, loaded);
    loaded += value.byteLength;
    report({ loaded, total: Math.max(size, loaded) });
  }
  report({ loaded, total: loaded });
  return loaded === bytes.byteLength ? bytes.buffer : bytes.buffer.slice(0, loaded);
}

/** With room for `least` bytes, and as many again: a body has become longer than expected. */
function longer(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const room = new Uint8Array(2 * least);
  room.set(bytes);
  return room;
}
