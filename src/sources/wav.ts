/** A recording, mixed to one channel. */
export interface WavAudio {
  /** Mono, nominally −1…1; the mean of the file's channels. */
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}

/** What is wrong with a WAV file, in one sentence. */
export class WavError extends Error {
  override readonly name = 'WavError';
}

interface Format {
  readonly codec: number;
  readonly channels: number;
  readonly sampleRate: number;
  /** Bytes of one sample of one channel. */
  readonly bytes: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** Sizes that recorders write when they do not know how long it will be. */
const UNKNOWN_SIZE = 0xffffffff;

/**
 * Reads a RIFF/WAVE file: PCM of 8, 16, 24 or 32 bits, or float of 32 or 64 bits, any number of channels, also as
 * WAVE_FORMAT_EXTENSIBLE. Chunks that it does not know are passed over; a data chunk that claims to be longer than the file, or
 * 0 or 2³²−1 bytes long, goes to the file's end. Source: Multimedia Programming Interface and Data Specifications 1.0 (IBM,
 * Microsoft, 1991) and Multiple Channel Audio Data and WAVE Files (Microsoft, 2001).
 *
 * @throws WavError when it is no WAV file, of another kind, or empty.
 */
export function parseWav(bytes: Uint8Array): WavAudio {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE')
    throw new WavError('It is not a WAV file.');
  let format: Format | null = null;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const name = tag(view, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ') format = readFormat(view, body, size);
    if (name === 'data') {
      if (!format) throw new WavError('The WAV file does not say how its samples are stored.');
      const rest = view.byteLength - body;
      return readSamples(view, body, size === 0 || size === UNKNOWN_SIZE ? rest : Math.min(size, rest), format);
    }
    at = body + size + (size % 2);
  }
  throw new WavError('The WAV file holds no samples.');
}

const tag = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16 || at + size > view.byteLength) throw new WavError('The header of the WAV file is damaged.');
  const written = view.getUint16(at, true);
  const codec = written === EXTENSIBLE && size >= 40 ? view.getUint16(at + 24, true) : written;
  const channels = view.getUint16(at + 2, true);
  const sampleRate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const known = (codec === PCM && [8, 16, 24, 32].includes(bits)) || (codec === FLOAT && [32, 64].includes(bits));
  if (!known)
    throw new WavError(`The WAV file holds ${bits}-bit samples of codec ${codec}; only PCM and float are read.`);
  if (channels === 0) throw new WavError('The WAV file has no channels.');
  if (sampleRate < 3000 || sampleRate > 768_000)
    throw new WavError(`A sample rate of ${sampleRate} Hz is not possible.`);
  return { codec, channels, sampleRate, bytes: bits / 8 };
}

function readSamples(view: DataView, at: number, size: number, format: Format): WavAudio {
  const { channels, bytes, sampleRate } = format;
  const count = Math.floor(size / (bytes * channels));
  if (count === 0) throw new WavError('The WAV file is empty.');
  const read = reader(view, format);
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += read(at + (i * channels + c) * bytes);
    samples[i] = sum / channels;
  }
  return { samples, sampleRate };
}

/** Reads one sample at a byte offset, as −1…1. PCM of 8 bits is unsigned. */
function reader(view: DataView, { codec, bytes }: Format): (at: number) => number {
  if (codec === FLOAT) return bytes === 4 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
  if (bytes === 1) return (at) => (view.getUint8(at) - 128) / 128;
  if (bytes === 2) return (at) => view.getInt16(at, true) / 32_768;
  if (bytes === 3) return (at) => ((view.getInt16(at + 1, true) << 8) | view.getUint8(at)) / 8_388_608;
  return (at) => view.getInt32(at, true) / 2_147_483_648;
}
