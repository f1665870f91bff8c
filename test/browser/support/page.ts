import { type BandSpec, synthesizeBand } from '../../../demo/simulator/band.js';
import '../../../src/index.js';
import type { MorseDecoderElement } from '../../../src/components/morse-decoder.js';
import type { AlphabetName } from '../../../src/morse/alphabet-names.js';
import { alphabet } from '../../../src/morse/codes.js';
import type { DecoderState } from '../../../src/page/snapshot.js';

/** Hz of what tests synthesize. */
export const RATE = 8000;

/** ms: ten times what a quiet machine needs. */
const LIMIT = 40_000;
/** ms for a whole test. */
export const TEST_TIMEOUT = 90_000;

/** A text of any alphabet as the simulator can key it, code by code. */
export const keyed = (name: AlphabetName, text: string): string =>
  alphabet(name)
    .encode(text)
    .map((code) => (code ? `⟨${code}⟩` : ' '))
    .join('');

/** One clean station at 700 Hz, from 0.5 s on. */
export const station = (text: string, seconds: number): Float32Array<ArrayBuffer> =>
  samplesOf({ stations: [{ frequency: 700, wpm: 25, snr: 20, text, start: 0.5 }], seconds, sampleRate: RATE });

export const samplesOf = (band: BandSpec): Float32Array<ArrayBuffer> => new Float32Array(synthesizeBand(band));

/** Samples as a stream of quarter seconds that can be read as fast as the decoder likes. */
export function streamOf(samples: Float32Array<ArrayBuffer>): ReadableStream {
  const length = RATE / 4;
  let at = 0;
  return new ReadableStream(
    {
      pull: (controller) => {
        if (at >= samples.length) return controller.close();
        controller.enqueue({ samples: samples.slice(at, at + length), sampleRate: RATE });
        at += length;
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * A decoder on the page, with the assets of the build. Without other attributes it has no accurate model: a test of something
 * else is then done sooner, and its text is final at once.
 */
export function addDecoder(
  attributes: Readonly<Record<string, string>> = {},
  tag = 'morse-decoder',
): MorseDecoderElement {
  const decoder = document.createElement(tag) as MorseDecoderElement;
  decoder.setAttribute('asset-base', '/dist/');
  decoder.setAttribute('accurate-model', 'none');
  for (const [name, value] of Object.entries(attributes)) decoder.setAttribute(name, value);
  document.body.append(decoder);
  return decoder;
}

/** Settles when the state is one of these; rejects after `limit` ms, saying what it is instead. */
export function reaches(decoder: MorseDecoderElement, states: readonly DecoderState[], limit = LIMIT): Promise<void> {
  return becomes(decoder, () => states.includes(decoder.state), `state ${states.join(' or ')}`, limit);
}

/** Settles when the condition holds; looks after each change of the decoder's snapshot. */
export function becomes(
  decoder: MorseDecoderElement,
  condition: () => boolean,
  what: string,
  limit = LIMIT,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const { state, error } = decoder;
      finish(() => reject(new Error(`no ${what} after ${limit} ms; ${state} ${error?.code ?? ''}: “${decoder.text}”`)));
    }, limit);
    const unsubscribe = decoder.store.subscribe(() => check());
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      unsubscribe();
      settle();
    };
    const check = (): void => {
      if (condition()) finish(resolve);
    };
    check();
  });
}

/** A property of the page's globals, replaced until the test gives it back. */
export function replace<T extends object, K extends keyof T>(owner: T, name: K, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { configurable: true, writable: true, value });
  return () => {
    if (before) Object.defineProperty(owner, name, before);
    else Reflect.deleteProperty(owner, name);
  };
}

/** The code that a promise is rejected with; empty when it is not. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => '',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** Keeps unhandled rejections until the end of the test. */
export function watchRejections(): { readonly reasons: unknown[]; stop(): void } {
  const reasons: unknown[] = [];
  const note = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    reasons.push(event.reason);
  };
  addEventListener('unhandledrejection', note);
  return { reasons, stop: () => removeEventListener('unhandledrejection', note) };
}
