import { SAMPLE_RATE } from '../dsp/frame.js';
import type { ChannelInfo, Character, ReceiverEvent, ReceiverOptions } from '../engine/types.js';
import { MorseDecoderError, toDecoderError } from '../errors.js';
import { checkedBlock, checkedRate } from '../sources/samples.js';
import type { AudioBlock } from '../workers/receiver-messages.js';
import { type OpenReceiver, ReceiverSlot } from './receiver.js';
import { reduce } from './reducer.js';
import { type ChannelState, type DecoderSnapshot, INITIAL_SNAPSHOT } from './snapshot.js';
import { transcriptOf } from './transcript.js';

/** A recording: a file, a decoded buffer, or mono samples with `sampleRate` in the options. */
export type DecodeInput = Blob | AudioBuffer | Float32Array;

export interface DecodeOptions {
  /** Hz: decode this frequency only; absent: every signal that is found. */
  readonly frequency?: number;
  /** Hz, of samples; other inputs know theirs. */
  readonly sampleRate?: number;
  readonly signal?: AbortSignal;
  /** Called with the decoded fraction, 0…1. */
  readonly onProgress?: (fraction: number) => void;
}

export interface ChannelTranscript {
  readonly channel: ChannelInfo;
  readonly text: string;
  readonly characters: readonly Character[];
}

export interface Transcript {
  /** Text of the main channel: the frequency that was asked for, or the strongest signal. */
  readonly text: string;
  readonly characters: readonly Character[];
  /** Every channel that printed, the main one first. */
  readonly channels: readonly ChannelTranscript[];
  /** Length of the recording, seconds. */
  readonly seconds: number;
}

/** Seconds of a block. */
const BLOCK_SECONDS = 0.5;

/**
 * Decodes a whole recording, as fast as the machine can, with a receiver of its own.
 *
 * @throws MorseDecoderError by rejection: `not-audio`, `bad-samples`, `bad-sample-rate`, `aborted`, and what a receiver's
 *   start throws
 */
export async function decodeRecording(
  input: DecodeInput,
  { frequency, sampleRate, signal, onProgress }: DecodeOptions,
  options: ReceiverOptions,
  openReceiver: OpenReceiver,
): Promise<Transcript> {
  const { samples, sampleRate: rate } = await samplesOf(input, sampleRate);
  const seconds = samples.length / rate;
  const settings = frequency === undefined ? { ...options, frequency: null } : { ...options, frequency, channels: 0 };
  const log = new RecordingLog();
  const abort = new AbortController();
  const slot = new ReceiverSlot(openReceiver, {
    onEvents: (events) => {
      for (const event of events) {
        log.take(event);
        if (event.type === 'status') onProgress?.(Math.min(1, event.status.time / seconds));
        if (event.type === 'error') log.fail(toDecoderError(event, 'worker-lost'));
      }
    },
    onError: (error) => log.fail(error),
  });
  const stop = (): void => log.fail(new MorseDecoderError('aborted'));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    if (signal?.aborted) throw new MorseDecoderError('aborted');
    const opening = slot.ensure(settings, () => {});
    await Promise.race([opening, log.done]);
    await Promise.race([feed(slot, { samples, sampleRate: rate }, abort.signal), log.failed]);
    slot.post({ type: 'end' });
    await log.done;
    onProgress?.(1);
    return { ...log.transcript(), seconds };
  } finally {
    abort.abort();
    signal?.removeEventListener('abort', stop);
    slot.drop();
  }
}

async function feed(slot: ReceiverSlot, { samples, sampleRate }: AudioBlock, signal: AbortSignal): Promise<void> {
  const length = Math.max(1, Math.round(sampleRate * BLOCK_SECONDS));
  for (let at = 0; at < samples.length && !signal.aborted; at += length) {
    await slot.drained(signal);
    slot.push({ samples: samples.slice(at, at + length), sampleRate });
  }
}

async function samplesOf(input: DecodeInput, sampleRate: number | undefined): Promise<AudioBlock> {
  if (input instanceof Float32Array) return checkedBlock(input, sampleRate);
  const buffer = input instanceof Blob ? await decodeFile(input) : input;
  checkedRate(buffer.sampleRate);
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, i) => buffer.getChannelData(i));
  const samples = new Float32Array(buffer.length);
  for (const channel of channels) for (let i = 0; i < samples.length; i++) samples[i]! += channel[i]! / channels.length;
  return checkedBlock(samples, buffer.sampleRate);
}

/** Decoded straight to the rate of the history: an hour then takes a sixth of the memory that 48 kHz would. */
async function decodeFile(file: Blob): Promise<AudioBuffer> {
  try {
    const bytes = await file.arrayBuffer();
    return await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(bytes);
  } catch (cause) {
    throw new MorseDecoderError('not-audio', file instanceof File ? file.name : undefined, { cause });
  }
}

/** What a recording gave, with the text of channels that have been closed since. */
class RecordingLog {
  /** Settles when everything has been decoded; rejects when that cannot be. */
  readonly done: Promise<void>;
  /** Only rejects. */
  readonly failed: Promise<never>;
  #finish: () => void = () => {};
  fail: (error: MorseDecoderError) => void = () => {};
  #snapshot: DecoderSnapshot = INITIAL_SNAPSHOT;
  readonly #closed: ChannelState[] = [];

  constructor() {
    this.failed = new Promise((_, reject) => {
      this.fail = reject;
    });
    const drained = new Promise<void>((resolve) => {
      this.#finish = resolve;
    });
    this.done = Promise.race([drained, this.failed]);
    this.failed.catch(() => {});
    this.done.catch(() => {});
  }

  take(event: ReceiverEvent): void {
    if (event.type === 'channel-closed') {
      const closing = this.#snapshot.channels.find(({ info }) => info.id === event.id);
      if (closing) this.#closed.push(closing);
    }
    this.#snapshot = reduce(this.#snapshot, event);
    if (event.type === 'drained') this.#finish();
  }

  transcript(): Omit<Transcript, 'seconds'> {
    const isMain = ({ info }: ChannelState): boolean => info.role === 'main';
    const channels = [...this.#closed, ...this.#snapshot.channels]
      .filter(({ characters }) => transcriptOf(characters) !== '')
      .sort((a, b) => Number(isMain(b)) - Number(isMain(a)) || a.info.frequency - b.info.frequency)
      .map(({ info, characters }) => ({ channel: info, text: transcriptOf(characters), characters }));
    const main = channels.find(({ channel }) => channel.role === 'main');
    return { text: main?.text ?? '', characters: main?.characters ?? [], channels };
  }
}
