import type { DecodedToken } from '../ctc.js';

/** Outputs before and after the end of a code's last mark in which the network may say it: 0.45 s at most. */
const BEFORE = 1;
const AFTER = 28;
/** Probability under which the network is not believed to know anything. */
const LEAST = 3e-3;
/** Log probability that changes nothing beside {@link LEAST}, and what is said of a code that was never thought of. */
const NEGLIGIBLE = Math.log(1e-4);
const NOTHING = Math.log(LEAST);
/** Outputs beyond the last one for which there are values. */
const BEYOND = 40;
/** Where nothing was said of a word space. */
const NO_SPACE = 0.03;
const SOFTENED = 0.02;
/** Dits by which the end of a pause may be elsewhere. */
const NEAR = 2;

/** What the network gave of a stretch of signal. */
export interface NetworkOutputs {
  /** `[outputs, V]`. */
  readonly logProbs: Float32Array;
  readonly outputs: number;
  /** Seconds, of the audio that the first output is about, and from one to the next. */
  readonly start: number;
  readonly period: number;
  /** What the V columns stand for. */
  readonly tokens: readonly string[];
}

/** How far a network's reading speaks for a code that ends, or a pause that ends, at some time. */
export class Evidence {
  readonly #of = new Map<string, Float64Array>();
  readonly #source: NetworkOutputs;
  readonly #spaces: readonly DecodedToken[];
  /** Middles of the codes that were read, and logarithms of the probability that they are none. */
  readonly doubts: readonly { readonly time: number; readonly log: number }[];

  /** @param reading what was read from the outputs; seconds on the same time line */
  constructor(source: NetworkOutputs, reading: readonly DecodedToken[]) {
    this.#source = source;
    this.#spaces = reading.filter(({ space }) => space);
    this.doubts = reading
      .filter(({ space }) => !space)
      .map(({ start, end, confidence }) => ({ time: (start + end) / 2, log: Math.log(1 - confidence + LEAST) }));
    source.tokens.forEach((code, token) => {
      if (token > 1) this.#of.set(code, highest(source, token));
    });
  }

  /** Index for {@link code} of a code whose last mark ends at `time`, s. */
  index(time: number): number {
    const { start, period, outputs } = this.#source;
    return Math.max(0, Math.min(outputs + BEYOND - 1, Math.round((time - start) / period)));
  }

  /** Logarithm of the probability of a code, by index. */
  code(code: string): Float64Array {
    const values = this.#of.get(code);
    if (!values) throw new RangeError(`The network has no token ${code}.`);
    return values;
  }

  /** Logarithm of the odds that a pause is one between words, of the pause that ends at `time`, s. */
  wordGap(time: number, dit: number): number {
    let confidence = NO_SPACE;
    for (const space of this.#spaces) {
      if (Math.abs(space.end - time) < NEAR * dit) confidence = Math.max(confidence, space.confidence);
    }
    return Math.log((confidence + SOFTENED) / (1 - confidence + SOFTENED));
  }
}

/** The highest log probability of a token within the window after each output. */
function highest({ logProbs, outputs, tokens }: NetworkOutputs, token: number): Float64Array {
  const values = new Float64Array(outputs + BEYOND).fill(NOTHING);
  const size = tokens.length;
  for (let k = 0; k < outputs; k++) {
    const value = logProbs[k * size + token] as number;
    if (value < NEGLIGIBLE) continue;
    const log = Math.log(Math.exp(value) + LEAST);
    const last = Math.min(values.length - 1, k + BEFORE);
    for (let j = Math.max(0, k - AFTER); j <= last; j++) if (log > (values[j] as number)) values[j] = log;
  }
  return values;
}
