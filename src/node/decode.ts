import { open } from 'node:fs/promises';
import type { PairOrder } from '../engine/audio-block.js';
import { leadIn, leadInSeconds } from '../engine/lead-in.js';
import { type DecodedChannel, TranscriptCollector } from '../engine/offline.js';
import { QuietGain } from '../engine/quiet-gain.js';
import type { CallsignSpot } from '../engine/types.js';
import type { AlphabetName } from '../morse/alphabet-names.js';
import { alphabet as alphabetOf } from '../morse/codes.js';
import { checkFrequency, checkPairs, checkSettings, checkSound, checkWhole } from '../node-arguments.js';
import { ByteReader } from '../recordings/byte-reader.js';
import { mixed } from '../recordings/mixed.js';
import { openRaw, pairedFormat, type RawFormat } from '../recordings/raw.js';
import { openWav } from '../recordings/wav.js';
import { Desk } from './desk.js';
import { type ModelFiles, modelsOf } from './models.js';
import { SpotCollector } from './spots.js';

export interface DecodeSettings {
  /** The live model, which finds the signals and reads them first; without it both of the package's own are used. */
  readonly model?: ModelFiles;
  /** The accurate model, whose text takes the place of the live one's; without it that stays. */
  readonly accurate?: ModelFiles;
  /** Hz; without it everything that is found is copied. */
  readonly frequency?: number;
  /**
   * Samples are pairs of I and Q, `qi` where Q comes first; frequencies are then −half…half the sample rate, and all of them are
   * searched.
   */
  readonly iq?: boolean | PairOrder;
  /** Searches all that the samples hold, up to half the sample rate, and not only 200…3600 Hz. */
  readonly wide?: boolean;
  /** A name of `ALPHABETS`; `international` when it is left out. */
  readonly alphabet?: AlphabetName;
  /** Goes along when the signal at `frequency` drifts; true when it is left out. */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
  /** When it aborts no more is read, and what has been read by then is the result. */
  readonly enough?: AbortSignal;
  /** Gets the part that is done, 0…1. */
  readonly onProgress?: (part: number) => void;
}

export interface DecodedRecording {
  /** The strongest first; with a frequency given, that one alone. */
  readonly channels: readonly DecodedChannel[];
  /** Stations by name, the one that was heard first comes first. Times are those of the recording, `utc` is null. */
  readonly spots: readonly CallsignSpot[];
  /** Length of the recording. */
  readonly seconds: number;
}

/** Samples that come a block at a time, with the part of them that has come. */
interface Sound {
  readonly sampleRate: number;
  blocks(): AsyncIterable<Float32Array> | Iterable<Float32Array>;
  readonly part: number;
}

/** Seconds of a block of samples. */
const BLOCK = 0.5;

/**
 * Copies a whole recording as fast as the machine can.
 *
 * @param samples mono, nominally −1…1; with `iq` pairs
 * @param sampleRate Hz, 3000…768 000
 * @throws TypeError or RangeError for arguments that cannot be right: a sample rate outside that, half a pair, a frequency that the samples
 *   cannot hold, a name that is no alphabet's; the signal's reason when it aborts; an Error when the model fails.
 */
export async function decodeSamples(
  samples: Float32Array,
  sampleRate: number,
  settings: DecodeSettings = {},
): Promise<DecodedRecording> {
  checkSettings(settings);
  settings.signal?.throwIfAborted();
  checkSound(samples, sampleRate);
  if (settings.iq) checkWhole(samples);
  const length = Math.max(1, Math.round(BLOCK * sampleRate)) * (settings.iq ? 2 : 1);
  let at = 0;
  const sound: Sound = {
    sampleRate,
    *blocks() {
      for (; at < samples.length; at += length) yield samples.subarray(at, at + length);
    },
    get part() {
      return Math.min(1, (at + length) / samples.length);
    },
  };
  return decodeSound(sound, settings);
}

/** How the samples of a file without a header are stored. */
export interface RawLayout {
  readonly format: RawFormat;
  /** Hz. */
  readonly sampleRate: number;
}

/**
 * Copies a recording in a file, of any length: it is never in memory as a whole. Stereo is mixed, with `iq` it is I and Q.
 *
 * @param raw of a file of mere samples; without it a WAV file of any kind
 * @throws WavError for what is no WAV file, or one that is not read; an Error of the file system; what `decodeSamples` throws
 */
export async function decodeFile(
  path: string | URL,
  settings: DecodeSettings & { readonly raw?: RawLayout } = {},
): Promise<DecodedRecording> {
  checkSettings(settings);
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const reader = new ByteReader(file.createReadStream({ autoClose: false, highWaterMark: 262_144 }));
    return settings.raw
      ? await decodeRaw(reader, settings.raw, size, settings)
      : await decodeWav(reader, size, settings);
  } finally {
    await file.close();
  }
}

async function decodeRaw(
  reader: ByteReader,
  { format, sampleRate }: RawLayout,
  size: number,
  settings: DecodeSettings,
) {
  const { channels, blocks } = openRaw(reader, settings.iq ? pairedFormat(format) : format, sampleRate);
  const sound = {
    sampleRate,
    blocks,
    get part() {
      return reader.position / size;
    },
  };
  return decodeSound(sound, { ...settings, iq: channels === 2 && (settings.iq || true) });
}

/** @param size bytes; null: not known */
export async function decodeWav(reader: ByteReader, size: number | null, settings: DecodeSettings) {
  const { format, blocks } = await openWav(reader, size);
  const { channels, sampleRate } = format;
  if (settings.iq && channels !== 2)
    throw new RangeError(`I and Q are two channels; the file has ${channels === 1 ? 'one' : channels}.`);
  const sound: Sound = {
    sampleRate,
    async *blocks() {
      for await (const samples of blocks()) yield settings.iq ? samples : mixed(samples, channels);
    },
    get part() {
      return size ? reader.position / size : 0;
    },
  };
  return decodeSound(sound, settings);
}

async function decodeSound(sound: Sound, settings: DecodeSettings): Promise<DecodedRecording> {
  const { frequency = null, alphabet = 'international', onProgress, signal, enough } = settings;
  const { iq = false, wide = false, follow = true } = settings;
  const { sampleRate } = sound;
  checkPairs(iq);
  checkFrequency(settings.frequency, sampleRate, iq !== false);
  alphabetOf(alphabet);
  const models = await modelsOf(settings);
  const ahead = leadInSeconds(sampleRate);
  const texts = new TranscriptCollector();
  const stations = new SpotCollector(ahead);
  const desk = await Desk.open(
    { models, sampleRate, iq, wide, frequency, alphabet, follow, prompt: false, signal },
    (events) => {
      texts.take(events);
      stations.take(events);
    },
  );
  const gain = new QuietGain();
  let frames = 0;
  try {
    for await (const heard of sound.blocks()) {
      if (enough?.aborted) break;
      if (heard.length === 0) continue;
      const block = gain.of(heard);
      if (frames === 0) await desk.push(leadIn(block, sampleRate, iq ? 2 : 1));
      await desk.push(block);
      frames += block.length / (iq ? 2 : 1);
      onProgress?.(sound.part);
    }
    await desk.drain();
  } finally {
    await desk.close();
  }
  return { channels: texts.channels(ahead), spots: stations.spots, seconds: frames / sampleRate };
}
