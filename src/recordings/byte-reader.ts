/** Reads bytes that come in chunks, forwards only, so that a pipe, a file and a Blob are all read alike and never held whole. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);
  #ended = false;
  #position = 0;

  constructor(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#chunks =
      Symbol.asyncIterator in chunks
        ? chunks[Symbol.asyncIterator]()
        : (chunks[Symbol.iterator]() as Iterator<Uint8Array>);
  }

  /** Bytes that have been taken or skipped. */
  get position(): number {
    return this.#position;
  }

  /** The next `count` bytes, which stay; fewer at the end. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#held.length < count && !this.#ended) {
      const { value, done } = await this.#chunks.next();
      if (done) this.#ended = true;
      else this.#held = this.#held.length === 0 ? value : joined(this.#held, value);
    }
    return this.#held.subarray(0, count);
  }

  /** The next `count` bytes; fewer at the end. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    this.#drop(bytes.length);
    return bytes;
  }

  /** What has come already, at most `count` bytes, in whole multiples of `unit`; waits for one unit. Less at the end. */
  async takeSome(count: number, unit: number): Promise<Uint8Array> {
    const least = await this.peek(unit);
    const ready = Math.min(count, this.#held.length);
    const bytes = least.length < unit ? least : this.#held.subarray(0, ready - (ready % unit));
    this.#drop(bytes.length);
    return bytes;
  }

  /** Passes over the next `count` bytes, or what there is of them. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      const some = (await this.peek(1)).length > 0 ? Math.min(left, this.#held.length) : 0;
      if (some === 0) return;
      this.#drop(some);
      left -= some;
    }
  }

  /** Lets the source go. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#chunks.return?.();
  }

  #drop(count: number): void {
    this.#held = this.#held.subarray(count);
    this.#position += count;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
