/** Milliseconds from one report to the next, on a terminal and elsewhere. */
const EVERY = { terminal: 200, elsewhere: 5000 } as const;

/** How far a recording is, on standard error. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #shown: boolean;
  #last = 0;

  /** @param wanted also where nobody looks */
  constructor(stream: NodeJS.WriteStream, wanted: boolean) {
    this.#stream = stream;
    this.#shown = wanted || stream.isTTY === true;
  }

  /** @param part 0…1 */
  tell(part: number): void {
    const now = performance.now();
    if (!this.#shown || (part < 1 && now - this.#last < (this.#stream.isTTY ? EVERY.terminal : EVERY.elsewhere)))
      return;
    this.#last = now;
    const text = `${Math.floor(100 * part)} % read`;
    this.#stream.write(this.#stream.isTTY ? `\r${text}` : `${text}\n`);
  }

  /** Leaves nothing behind on a terminal. */
  end(): void {
    if (this.#shown && this.#stream.isTTY) this.#stream.write('\r\x1b[K');
  }
}
