import { createReadStream, fstatSync } from 'node:fs';
import type { PairOrder } from '../engine/audio-block.js';
import { Listener, type ListenSettings, loadModels } from '../node.js';
import { ByteReader } from '../recordings/byte-reader.js';
import { looksLikeWav } from '../recordings/looks-like-wav.js';
import { mixed } from '../recordings/mixed.js';
import { openRaw, pairedFormat, type RawFormat } from '../recordings/raw.js';
import { openWav } from '../recordings/wav.js';
import { WavError } from '../recordings/wav-error.js';
import { noWav, TELLING, whatElse } from '../recordings/what-else.js';
import { BadInput, type Request } from './arguments.js';
import { LineWriter } from './lines.js';
import { printedSpot } from './print.js';

/** A stream that has brought nothing for long. */
export class Stalled extends Error {}

/** Seconds without a sample after which that is told, and what has been heard is printed. */
const NOTICE = 10;
/** No sample of sound is that large; of other bytes taken for floats many are. */
const ABSURD = 1e4;

interface Input {
  readonly sampleRate: number;
  readonly iq: PairOrder | false;
  /** Of samples without a header. */
  readonly format: RawFormat | null;
  readonly blocks: AsyncIterator<Float32Array>;
  /** Bytes at the end that are no whole sample. */
  readonly left: () => number;
}

/** What a WAV file says of itself holds, whatever else is said. */
export const HEADER_COUNTS =
  'This is a WAV file: what its header says holds; --rate and --format are for samples without one, and are left out.';

export interface StreamHooks {
  readonly print: (line: string) => void;
  readonly warn: (sentence: string) => void;
  /** Aborts when the user wants no more: what has been heard is still printed. */
  readonly stop: AbortSignal;
}

/** Prints text while it comes. @throws BadInput, Stalled, WavError, RangeError */
export async function decodeStream(request: Request, { print, warn, stop }: StreamHooks): Promise<void> {
  const source = request.file === '-' ? process.stdin : createReadStream(request.file);
  const reader = new ByteReader(source);
  const watch = new Watch(request.stall, stop, warn);
  const input = await watch.wait(openInput(reader, request, warn));
  if (!input) return;
  const { sampleRate, iq } = input;
  const { frequency, dial, wide, alphabet, follow, sideband, live } = request;
  const writer = new LineWriter(request, print);
  const settings: ListenSettings = {
    ...{ sampleRate, iq, wide, alphabet, follow, sideband },
    ...(await loadModels({ live })),
    ...(frequency !== null && { frequency }),
    ...(dial !== null && { dial }),
    onText: (heard) => {
      if (!request.spots) writer.take(heard, listener.time);
    },
    onSpot: (spot, change) => {
      if (request.spots && change === 'new') print(printedSpot(spot, request));
    },
  };
  const listener = await Listener.open(settings);
  const settle = async (): Promise<void> => {
    await listener.settle();
    writer.flush(listener.time, true);
  };
  try {
    for (;;) {
      const next = await watch.wait(input.blocks.next(), settle);
      if (!next || next.done) break;
      checkFloats(next.value, input.format);
      await listener.push(next.value);
      writer.flush(listener.time);
    }
  } finally {
    await settle();
    await listener.close();
  }
  const left = input.left();
  if (left > 0)
    warn(
      `The stream ends in the middle of a sample, ${left} ${left === 1 ? 'byte' : 'bytes'} behind the last whole one; is --format ${input.format} right?`,
    );
}

async function openInput(reader: ByteReader, request: Request, warn: (sentence: string) => void): Promise<Input> {
  const start = await reader.peek(TELLING);
  if (looksLikeWav(start) || (request.rate === null && request.file !== '-')) return wavInput(reader, request, warn);
  if (start.length === 0 && request.file === '-' && fstatSync(0).isDirectory())
    throw new BadInput('Standard input cannot be read: it is a folder.');
  if (start.length === 0) throw new BadInput('Nothing came on standard input.');
  refuseOthers(start, request);
  if (request.rate === null)
    throw new BadInput('Samples without a header need --rate: how many there are in a second, such as --rate 48000.');
  const given = request.format ?? 's16';
  const format = request.iq ? pairedFormat(given) : given;
  const raw = openRaw(reader, format, request.rate);
  const { channels, blocks } = raw;
  return { sampleRate: request.rate, iq: channels === 2 && request.iq, format, blocks: blocks(), left: () => raw.left };
}

/** @throws WavError for a file of another kind that is taken for samples */
export function refuseOthers(start: Uint8Array, { rate }: Request): void {
  if (whatElse(start, rate === null ? 'all' : 'unmistakable')) throw new WavError(noWav(start));
}

async function wavInput(reader: ByteReader, { iq, rate }: Request, warn: (sentence: string) => void): Promise<Input> {
  const { format, blocks } = await openWav(reader);
  const { channels, sampleRate } = format;
  if (rate !== null && rate !== sampleRate) warn(HEADER_COUNTS);
  if (iq && channels !== 2) throw new BadInput(`I and Q are two channels; the recording has ${channels}.`);
  async function* frames(): AsyncGenerator<Float32Array> {
    for await (const samples of blocks()) yield iq ? samples : mixed(samples, channels);
  }
  return { sampleRate, iq, format: null, blocks: frames(), left: () => 0 };
}

function checkFloats(samples: Float32Array, format: RawFormat | null): void {
  if (!format?.endsWith('f32')) return;
  const absurd = samples.reduce((count, value) => (Math.abs(value) < ABSURD ? count : count + 1), 0);
  if (absurd > samples.length / 20)
    throw new BadInput(
      `These are no samples of ${format}: many are larger than ${ABSURD}, or no numbers. Is --format right?`,
    );
}

/** Waits for what comes, and not for ever. */
class Watch {
  readonly #limit: number;
  readonly #stop: AbortSignal;
  readonly #warn: (sentence: string) => void;

  /** @param limit seconds; 0: none */
  constructor(limit: number, stop: AbortSignal, warn: (sentence: string) => void) {
    this.#limit = limit;
    this.#stop = stop;
    this.#warn = warn;
  }

  /** @param quiet called once when nothing comes @returns null: stopped @throws Stalled */
  async wait<Value>(coming: Promise<Value>, quiet: () => Promise<void> = async () => {}): Promise<Value | null> {
    const { promise: stopped, done } = whenAborted(this.#stop);
    try {
      const notice = this.#limit > 0 ? Math.min(NOTICE, this.#limit) : NOTICE;
      const early = await Promise.race([coming.then((value) => ({ value })), stopped, after(notice)]);
      if (early !== 'late') return early?.value ?? null;
      await quiet();
      if (this.#limit > notice || this.#limit === 0)
        this.#warn(`No samples have come for ${notice} s; is the receiver running? Waiting.`);
      const rest = this.#limit > 0 ? after(this.#limit - notice) : stopped;
      const late = await Promise.race([coming.then((value) => ({ value })), stopped, rest]);
      if (late === 'late') throw new Stalled(`No samples have come for ${this.#limit} s; given up.`);
      return late?.value ?? null;
    } finally {
      done();
    }
  }
}

function after(seconds: number): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('late'), seconds * 1000).unref();
  });
}

function whenAborted(signal: AbortSignal): { readonly promise: Promise<null>; readonly done: () => void } {
  let done = (): void => {};
  const promise = new Promise<null>((resolve) => {
    const stop = (): void => resolve(null);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    done = () => signal.removeEventListener('abort', stop);
  });
  return { promise, done };
}
