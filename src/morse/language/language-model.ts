/** What a file says of a run: sixteenths of a nat, and what stands for none. */
const STEPS = 16;
const ZERO = 192;
const MAGIC = 'MCLM';
const VERSION = 1;
/** Nats by which a symbol that the texts do not have is less likely than one of many alike. */
const UNKNOWN = 3;
/** Of a context: no symbol of the model. */
const FOREIGN = -1;

/**
 * What operators send, as the odds of the next Morse code after the last five: an n-gram model with back-off (S. M. Katz,
 * Estimation of probabilities from sparse data, 1987) that `models/language` makes; the file's form stands in its `table.py`.
 */
export class LanguageModel {
  /** Codes, the next one included, that it looks at. */
  readonly order: number;
  /** Symbols: the word space and the codes that it knows. */
  readonly size: number;
  /** Logarithm of the odds of a code where all are alike. */
  readonly logUniform: number;
  readonly #symbols: ReadonlyMap<string, number>;
  readonly #symbol: Uint8Array;
  readonly #odds: Uint8Array;
  readonly #backoff: Uint8Array;
  /** Of each run: the first of those that are one symbol longer; they stand together. */
  readonly #first: Uint32Array;

  /** @throws RangeError for what is no such file */
  constructor(file: ArrayBuffer) {
    const view = new DataView(file);
    const magic = String.fromCharCode(...new Uint8Array(file, 0, Math.min(4, file.byteLength)));
    if (magic !== MAGIC || view.getUint8(4) !== VERSION) throw new RangeError('No language model');
    this.order = view.getUint8(5);
    let at = 8 + view.getUint16(6, true);
    const names = new TextDecoder().decode(new Uint8Array(file, 8, at - 8)).split('\n');
    this.#symbols = new Map(names.map((name, i) => [name, i]));
    this.size = names.length;
    this.logUniform = -Math.log(this.size);
    const levels = Array.from({ length: this.order }, (_, i) => view.getUint32(at + 4 * i, true));
    at += 4 * this.order;
    const total = levels.reduce((sum, runs) => sum + runs, 0);
    const inner = total - (levels.at(-1) ?? 0);
    if (file.byteLength !== at + 2 * total + 2 * inner) throw new RangeError('A language model that was cut');
    const bytes = (length: number) => {
      at += length;
      return new Uint8Array(file, at - length, length);
    };
    this.#symbol = bytes(total);
    this.#odds = bytes(total);
    this.#backoff = bytes(inner);
    const children = bytes(inner);
    this.#first = new Uint32Array(inner + 1);
    this.#first[0] = levels[0] ?? 0;
    for (let i = 0; i < inner; i++) this.#first[i + 1] = (this.#first[i] as number) + (children[i] as number);
  }

  /** The number of a code; empty: the word space. Negative for one that the model does not know. */
  symbol(code: string): number {
    return this.#symbols.get(code) ?? FOREIGN;
  }

  /**
   * Natural logarithm of the odds of a symbol.
   *
   * @param context symbols before it, oldest first; only the last `order` − 1 count
   */
  logProbability(context: readonly number[], symbol: number): number {
    let missed = 0;
    for (let start = Math.max(0, context.length - this.order + 1); start <= context.length; start++) {
      const run = this.#find(context, start);
      if (run === null) continue;
      const found = this.#child(run, symbol);
      if (found !== null) return missed - (this.#odds[found] as number) / STEPS;
      if (run >= 0) missed += ((this.#backoff[run] as number) - ZERO) / STEPS;
    }
    return missed + this.logUniform - UNKNOWN;
  }

  /** The run of the context's symbols from `start` on; −1 of none. */
  #find(context: readonly number[], start: number): number | null {
    let run: number | null = -1;
    for (let i = start; i < context.length && run !== null; i++) run = this.#child(run, context[i] as number);
    return run;
  }

  #child(run: number, symbol: number): number | null {
    if (run >= this.#backoff.length || symbol < 0) return null;
    let low = run < 0 ? 0 : (this.#first[run] as number);
    let high = this.#first[run + 1] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#symbol[middle] as number) < symbol) low = middle + 1;
      else high = middle;
    }
    const end = this.#first[run + 1] as number;
    return low < end && this.#symbol[low] === symbol ? low : null;
  }
}
