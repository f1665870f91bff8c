import type { ByteReader } from './byte-reader.js';
import { WavError } from './wav-error.js';
import { readFormat, type WavFormat } from './wav-format.js';
import { noWav, TELLING } from './what-else.js';

export interface WavHeader {
  readonly format: WavFormat;
  /** Bytes of samples that follow; Infinity: up to the end. */
  readonly bytes: number;
  /** Frames that count of them; Infinity where only the bytes tell. */
  readonly frames: number;
}

/** What recorders write when they do not know how long it will be. */
const UNKNOWN = 0xffffffff;
const FOUR_GIB = 2 ** 32;
/** The rest of the GUID of a Wave64 file and of each of its chunks (Sony Pictures Digital, 2006). */
const W64_RIFF = '2e91cf11a5d628db04c10000';
const W64_CHUNK = 'f3acd3118cd100c04f8edb8a';

interface Chunk {
  readonly name: string;
  /** Of its body; Infinity: not known. */
  readonly size: number;
  /** Bytes behind it that belong to nothing. */
  readonly padding: number;
}

/**
 * Reads up to the first sample: RIFF, RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088), which have sizes of 64 bits, and Sony
 * Wave64. Chunks that nothing is known of are passed over. What is behind the end of the source, or is said to be 0 or 2³²−1
 * bytes long, goes to the end; a plain file of more than 4 GiB, whose sizes have overflowed, as well.
 *
 * @param total bytes of the source; null: not known
 * @throws WavError
 */
export async function readHeader(reader: ByteReader, total: number | null): Promise<WavHeader> {
  const next = await containerOf(reader);
  let format: WavFormat | null = null;
  let frames = Number.POSITIVE_INFINITY;
  let long = Number.POSITIVE_INFINITY;
  for (;;) {
    const chunk = await next();
    if (!chunk) throw new WavError(`The WAV file ends before its ${format ? 'samples' : 'format'}.`);
    const { name, size, padding } = chunk;
    if (name === 'data') {
      if (!format) throw new WavError('The WAV file does not say how its samples are stored.');
      const bytes = size === 0 || size === Number.POSITIVE_INFINITY ? long : size;
      return { format, bytes: overflown(bytes, total, reader.position), frames: counted(format, frames) };
    }
    const known = name === 'fmt ' || name === 'fact' || name === 'ds64' ? Math.min(size, 4096) : 0;
    const body = await reader.take(known);
    if (name === 'fmt ') format = readFormat(body);
    if (name === 'fact' && body.length >= 4) frames = viewOf(body).getUint32(0, true);
    if (name === 'ds64' && body.length >= 16) long = size64(viewOf(body), 8) || Number.POSITIVE_INFINITY;
    await reader.skip(size - known);
    await skipPadding(reader, padding);
  }
}

/** Only of ADPCM, whose last block is filled up: elsewhere writers have often forgotten the count. */
const counted = ({ blockFrames }: WavFormat, frames: number): number =>
  blockFrames > 1 && frames > 0 && frames < UNKNOWN ? frames : Number.POSITIVE_INFINITY;

function overflown(bytes: number, total: number | null, position: number): number {
  if (total === null || bytes === Number.POSITIVE_INFINITY) return bytes;
  const beyond = total - position - bytes;
  return beyond >= FOUR_GIB ? bytes + FOUR_GIB * Math.floor(beyond / FOUR_GIB) : bytes;
}

/** @returns what gives the header of the next chunk, whose body then follows; null at the end */
async function containerOf(reader: ByteReader): Promise<() => Promise<Chunk | null>> {
  const start = await reader.peek(TELLING);
  const kind = tagOf(start, 0);
  if ((kind === 'RIFF' || kind === 'RF64' || kind === 'BW64') && tagOf(start, 8) === 'WAVE') {
    await reader.take(12);
    return () => riffChunk(reader);
  }
  if (kind === 'riff' && hexOf(start, 4, 16) === W64_RIFF && tagOf(start, 24) === 'wave') {
    await reader.take(40);
    return () => w64Chunk(reader);
  }
  throw new WavError(noWav(start));
}

async function riffChunk(reader: ByteReader): Promise<Chunk | null> {
  const head = await reader.take(8);
  if (head.length < 8) return null;
  const size = viewOf(head).getUint32(4, true);
  return { name: tagOf(head, 0), size: size === UNKNOWN ? Number.POSITIVE_INFINITY : size, padding: size % 2 };
}

async function w64Chunk(reader: ByteReader): Promise<Chunk | null> {
  const head = await reader.take(24);
  if (head.length < 24) return null;
  const size = size64(viewOf(head), 16) - 24;
  const name = hexOf(head, 4, 16) === W64_CHUNK ? tagOf(head, 0) : '';
  // Its size has the header in it; a size below that was never filled in.
  return { name, size: size < 0 ? Number.POSITIVE_INFINITY : size, padding: size > 0 ? (8 - (size % 8)) % 8 : 0 };
}

/** Some writers leave the byte behind an odd chunk out: the name of the next one then begins at once. */
async function skipPadding(reader: ByteReader, padding: number): Promise<void> {
  if (padding === 1 && /^[ -~]{4}$/.test(tagOf(await reader.peek(4), 0))) return;
  await reader.skip(padding);
}

/** Little-endian; Infinity beyond what a number holds exactly. */
function size64(view: DataView, at: number): number {
  const size = view.getUint32(at, true) + FOUR_GIB * view.getUint32(at + 4, true);
  return Number.isSafeInteger(size) ? size : Number.POSITIVE_INFINITY;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const tagOf = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

const hexOf = (bytes: Uint8Array, from: number, to: number): string =>
  Array.from(bytes.subarray(from, to), (byte) => byte.toString(16).padStart(2, '0')).join('');
