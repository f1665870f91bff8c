import { SAMPLE_RATE } from '../dsp/frame.js';
import { type AudioBlock, channelsOf, type PairOrder, secondsOf } from '../engine/audio-block.js';
import { leadInOf, leadInSeconds } from '../engine/lead-in.js';
import { type DecodedChannel, offlineOptions, TranscriptCollector } from '../engine/offline.js';
import { QuietGain } from '../engine/quiet-gain.js';
import type { ReceiverEvent, ReceiverOptions } from '../engine/types.js';
import { MorseDecoderError, toDecoderError } from '../errors.js';
import type { Character } from '../morse/character.js';
import { mixed } from '../recordings/mixed.js';
import { Scope } from '../scope.js';
import { fileName, isAudioBuffer, isBlob } from '../sources/kinds.js';
import { checkedBlock, isSamples, type Samples } from '../sources/samples.js';
import { startsLikeWav } from '../sources/wav-blob.js';
import { LOWEST_SOUND, NUMBER_ATTRIBUTES } from './attributes.js';
import { type OpenReceiver, ReceiverSlot } from './receiver.js';
import { readWavFile } from './wav-file.js';

/** A recording: a file, a decoded buffer, or mono samples with `sampleRate` in the options. */
export type DecodeInput = Blob | AudioBuffer | Samples;

export interface DecodeOptions {
  /** Hz: decode this frequency only; absent: every signal that is found. */
  readonly frequency?: number;
  /** Hz, of samples; other inputs know theirs. */
  readonly sampleRate?: number;
  /** Samples are pairs of I and Q, or both channels of a file are: all of their span is searched. */
  readonly iq?: PairOrder | null;
  /** All that a recording of a high rate holds is searched, not only 200 to 3600 Hz. */
  readonly wide?: boolean;
  /** `accurate` (default), or `live`: several times faster, with the text that the live model reads. */
  readonly model?: 'accurate' | 'live';
  readonly signal?: AbortSignal;
  /** Called with the part that is done, 0…1. */
  readonly onProgress?: (part: number) => void;
}

export interface Transcript {
  /** Text of the frequency that was asked for, or of the strongest signal. */
  readonly text: string;
  readonly characters: readonly Character[];
  /** Every frequency on which something was read, the strongest first. */
  readonly channels: readonly DecodedChannel[];
  /** Length of the recording, seconds. */
  readonly seconds: number;
}

const LIVE_ONLY = { settle: 'none' } as const;
/** Seconds of a block. */
const BLOCK_SECONDS = 0.5;

/**
 * Decodes a whole recording, as fast as the machine can, with a receiver of its own.
 *
 * @throws MorseDecoderError by rejection: `bad-option`, `not-audio`, `bad-samples`, `bad-sample-rate`, and what a receiver's
 *   start throws; the signal's reason, an `AbortError` as a rule, when it aborts
 */
export async function decodeRecording(
  input: DecodeInput,
  { frequency, sampleRate, iq = null, wide, model = 'accurate', signal, onProgress = () => {} }: DecodeOptions,
  alphabet: string,
  openReceiver: OpenReceiver,
): Promise<Transcript> {
  const scope = new Scope();
  try {
    checkOptions(frequency, model, iq);
    const cancelled = rejectedBy(signal, scope);
    const band = { iq: iq !== null, ...(wide && { wide }) };
    const options = { ...offlineOptions(frequency ?? null, alphabet, band), ...(model === 'live' && LIVE_ONLY) };
    const setting: Setting = { scope, options, pairs: iq, openReceiver, onProgress };
    const { channels, seconds } = await Promise.race([cancelled, readInput(input, sampleRate, setting)]);
    onProgress(1);
    return { text: channels[0]?.text ?? '', characters: channels[0]?.characters ?? [], channels, seconds };
  } finally {
    scope.dispose();
  }
}

const MODELS = ['accurate', 'live'];
const ORDERS: readonly PairOrder[] = ['iq', 'qi'];

/** From JavaScript anything may come. @throws MorseDecoderError `bad-option` */
function checkOptions(frequency: unknown, model: unknown, iq: unknown): void {
  const { min: lowest, max } = NUMBER_ATTRIBUTES.frequency;
  const min = iq === null ? LOWEST_SOUND : lowest;
  if (typeof frequency === 'number' ? !(frequency >= min && frequency <= max) : (frequency ?? null) !== null) {
    const action = `Give a frequency from ${min} to ${max} Hz, or none.`;
    throw new MorseDecoderError('bad-option', `frequency is ${shown(frequency)}`, { action });
  }
  checkName('model', model, MODELS);
  if (iq !== null) checkName('iq', iq, ORDERS);
}

function checkName(option: string, given: unknown, names: readonly string[]): void {
  if (names.some((known) => known === given)) return;
  const action = `There are: ${names.join(', ')}.`;
  throw new MorseDecoderError('bad-option', `${option} is ${shown(given)}`, { action });
}

/** @throws MorseDecoderError `bad-option` for a frequency above what the recording holds */
function checkHeard(frequency: number | null, sampleRate: number): void {
  const highest = sampleRate / 2;
  if (Math.abs(frequency ?? 0) < highest) return;
  const action = `Give a frequency below ${highest} Hz, which is all that the recording holds, or none.`;
  throw new MorseDecoderError('bad-option', `frequency is ${frequency}`, { action });
}

const shown = (value: unknown): string => (typeof value === 'string' ? `“${value}”` : String(value));

/** Never settles but by the signal. */
function rejectedBy(signal: AbortSignal | undefined, scope: Scope): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = (): void => reject(signal?.reason);
    if (signal?.aborted) cancel();
    else if (signal) scope.listen(signal, 'abort', cancel);
  });
}

interface Setting {
  readonly scope: Scope;
  readonly options: ReceiverOptions;
  readonly pairs: PairOrder | null;
  readonly openReceiver: OpenReceiver;
  readonly onProgress: (part: number) => void;
}

/** What was given to a receiver: seconds, and samples a second. */
interface Given {
  readonly seconds: number;
  readonly sampleRate: number;
}

type Heard = Pick<Transcript, 'channels' | 'seconds'>;

/** WAV files are read by the receiver itself, which knows more kinds than browsers do, a stretch at a time. */
async function readInput(input: DecodeInput, sampleRate: number | undefined, setting: Setting): Promise<Heard> {
  let refusal: unknown = null;
  if (isBlob(input) && (await startsLikeWav(input))) {
    try {
      return await readAll(setting, (slot) => feedFile(slot, input, setting));
    } catch (error) {
      if (toDecoderError(error).code !== 'not-audio') throw error;
      refusal = error;
    }
  }
  const block = await samplesOf(input, sampleRate, setting.pairs).catch((error: unknown) => {
    throw refusal ?? error;
  });
  checkHeard(setting.options.frequency, block.sampleRate);
  return readAll(setting, (slot) => feed(slot, block, setting));
}

/** @param give gives all sound to the receiver, a lead-in ahead of it, and settles with its length and its rate */
function readAll({ scope, openReceiver }: Setting, give: (slot: ReceiverSlot) => Promise<Given>): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const collector = new TranscriptCollector();
    let given: Given = { seconds: 0, sampleRate: SAMPLE_RATE };
    const take = (event: ReceiverEvent): void => {
      if (event.type === 'drained') {
        const channels = collector.channels(leadInSeconds(given.sampleRate));
        resolve({ channels, seconds: given.seconds });
      }
      if (event.type === 'error') reject(toDecoderError(event, 'worker-lost'));
    };
    const slot = new ReceiverSlot(openReceiver, {
      onEvents: (events) => {
        collector.take(events);
        for (const event of events) take(event);
      },
      onError: reject,
      onDownload: () => {},
      onWarning: (error) => console.warn(`decode(): ${error.message}`),
    });
    scope.add(() => slot.drop());
    give(slot).then((sound) => {
      given = sound;
      slot.post({ type: 'end' });
    }, reject);
  });
}

async function feedFile(slot: ReceiverSlot, file: Blob, { options, pairs, onProgress }: Setting): Promise<Given> {
  const receiver = await slot.ensure({ options, patient: true }, () => {});
  const news = await readWavFile(receiver, file, 'hear', { onPart: onProgress, pairs });
  if (news.type !== 'heard') return { seconds: 0, sampleRate: SAMPLE_RATE };
  checkHeard(options.frequency, news.sampleRate);
  return news;
}

async function feed(
  slot: ReceiverSlot,
  { samples, ...kind }: AudioBlock,
  { options, onProgress, scope: { signal } }: Setting,
): Promise<Given> {
  await slot.ensure({ options, patient: true }, () => {});
  const gain = new QuietGain();
  const length = Math.max(1, Math.round(kind.sampleRate * BLOCK_SECONDS)) * channelsOf(kind);
  slot.push(leadInOf({ samples: gain.of(samples.slice(0, 2 * length)), ...kind }));
  for (let at = 0; at < samples.length; at += length) {
    await slot.drained(signal);
    if (signal.aborted) break;
    slot.push({ samples: gain.of(samples.slice(at, at + length)), ...kind });
    onProgress(at / samples.length);
  }
  return { seconds: secondsOf({ samples, ...kind }), sampleRate: kind.sampleRate };
}

async function samplesOf(
  input: DecodeInput,
  sampleRate: number | undefined,
  pairs: PairOrder | null,
): Promise<AudioBlock> {
  if (isSamples(input)) return checkedBlock(input, sampleRate, undefined, pairs);
  if (!isBlob(input) && !isAudioBuffer(input))
    throw new MorseDecoderError('not-audio', 'decode() takes a Blob, an AudioBuffer or samples');
  if (pairs && isBlob(input)) throw new MorseDecoderError('not-audio', 'of files only WAV files have I and Q');
  const buffer = isBlob(input) ? await decodeFile(input) : input;
  return checkedBlock(pairs ? pairsOf(buffer) : monoOf(buffer), buffer.sampleRate, undefined, pairs);
}

/** Left and right, interleaved. @throws MorseDecoderError `iq-not-pairs` */
function pairsOf(buffer: AudioBuffer): Float32Array {
  if (buffer.numberOfChannels !== 2)
    throw new MorseDecoderError('iq-not-pairs', `the AudioBuffer has ${buffer.numberOfChannels} channels`);
  return interleaved(buffer);
}

/** One channel of all: `mixed` has the rule. */
const monoOf = (buffer: AudioBuffer): Float32Array => mixed(interleaved(buffer), buffer.numberOfChannels);

function interleaved(buffer: AudioBuffer): Float32Array {
  const count = buffer.numberOfChannels;
  const all = new Float32Array(buffer.length * count);
  for (let channel = 0; channel < count; channel++) {
    buffer.getChannelData(channel).forEach((value, i) => {
      all[i * count + channel] = value;
    });
  }
  return all;
}

/** Decoded straight to the rate of the history: an hour then takes a sixth of the memory that 48 kHz would. */
async function decodeFile(file: Blob): Promise<AudioBuffer> {
  try {
    return await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(await file.arrayBuffer());
  } catch (cause) {
    throw new MorseDecoderError('not-audio', fileName(file), { cause });
  }
}
