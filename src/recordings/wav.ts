import { ByteReader } from './byte-reader.js';
import { mixed } from './mixed.js';
import { concatenated, decoderOf } from './sample-codecs.js';
import { WavError } from './wav-error.js';
import type { WavFormat } from './wav-format.js';
import { readHeader } from './wav-header.js';

/** A recording that is read from its beginning to its end, a stretch at a time. */
export interface WavRecording {
  readonly format: WavFormat;
  /** Frames, as far as the file tells: fewer come when it was cut off. Null: nobody knows before the end. */
  readonly frames: number | null;
  /** Bytes read so far. */
  readonly position: number;
  /** Interleaved samples, nominally −1…1. @throws WavError when there is none at all */
  blocks(): AsyncGenerator<Float32Array>;
}

/** A whole recording, mixed to one channel. */
export interface WavAudio {
  /** Mono, nominally −1…1; the mean of the file's channels. */
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}

/** Bytes that are decoded at once. */
const STRETCH = 65_536;

/**
 * Opens a WAV file of whatever kind (`readHeader`, `readFormat`) that comes in chunks of bytes.
 *
 * @param total bytes of the file; null: not known
 * @throws WavError when it is none, or of a kind that is not read
 */
export async function openWav(reader: ByteReader, total: number | null = null): Promise<WavRecording> {
  const { format, bytes, frames } = await readHeader(reader, total);
  const available = total === null ? bytes : Math.min(bytes, total - reader.position);
  const told = Math.min(frames, Math.floor(available / format.blockBytes) * format.blockFrames);
  return {
    format,
    frames: Number.isFinite(told) ? told : null,
    get position() {
      return reader.position;
    },
    blocks: () => blocksOf(reader, format, bytes, frames),
  };
}

async function* blocksOf(reader: ByteReader, format: WavFormat, bytes: number, frames: number) {
  const { blockBytes, channels } = format;
  const decode = decoderOf(format);
  const stretch = Math.max(1, Math.floor(STRETCH / blockBytes)) * blockBytes;
  let left = bytes;
  let due = frames * channels;
  let any = false;
  while (due > 0) {
    if (left <= 0 && (await anotherChunk(reader))) break;
    if (left <= 0) left = Number.POSITIVE_INFINITY;
    const some = await reader.takeSome(Math.min(stretch, left), Math.min(blockBytes, left));
    if (some.length === 0) break;
    left -= some.length;
    const samples = decode(some);
    if (samples.length === 0) break;
    any = true;
    yield samples.length <= due ? samples : samples.subarray(0, due);
    due -= samples.length;
  }
  if (!any) throw new WavError('The WAV file is empty: there are no samples behind its header.');
}

/**
 * Whether what is behind the samples, at a byte that may be filled up, is a chunk with a name, or nothing. What is neither is more of
 * them: a recorder that was stopped has often left the length that it wrote some time before.
 */
async function anotherChunk(reader: ByteReader): Promise<boolean> {
  const next = String.fromCharCode(...(await reader.peek(5)));
  return next.length < 5 || /^.?[ -~]{4}/s.test(next);
}

/** Reads a whole WAV file that is in memory. @throws WavError by rejection */
export async function parseWav(bytes: Uint8Array): Promise<WavAudio> {
  const { format, blocks } = await openWav(new ByteReader([bytes]), bytes.length);
  const parts: Float32Array[] = [];
  for await (const samples of blocks()) parts.push(mixed(samples, format.channels));
  return { samples: concatenated(parts), sampleRate: format.sampleRate };
}
