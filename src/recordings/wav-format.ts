import { WavError } from './wav-error.js';

/** How samples are stored. */
export type Codec = 'integer' | 'float' | 'a-law' | 'mu-law' | 'ima-adpcm' | 'ms-adpcm';

export interface WavFormat {
  readonly codec: Codec;
  readonly channels: number;
  /** Hz. */
  readonly sampleRate: number;
  /** Of a sample, as the file says; the rest of its bytes is below them. */
  readonly bits: number;
  /** Bytes that belong together, and how many frames (a sample of each channel) they hold. */
  readonly blockBytes: number;
  readonly blockFrames: number;
  /** Of Microsoft's ADPCM: pairs of predictor coefficients, in 256ths; the standard ones when the file has none. */
  readonly coefficients?: readonly (readonly [number, number])[];
}

/** What is read, as told to users. */
export const WHAT_IS_READ =
  'PCM of 8 to 64 bits, float of 32 and 64, A-law, µ-law, and IMA and Microsoft ADPCM of 4 bits';

/** Rates that a receiver takes, Hz. */
const RATES = { lowest: 3000, highest: 768_000 } as const;
const EXTENSIBLE = 0xfffe;
const CODECS: Readonly<Record<number, Codec>> = {
  1: 'integer',
  2: 'ms-adpcm',
  3: 'float',
  6: 'a-law',
  7: 'mu-law',
  17: 'ima-adpcm',
};

/** Names of codecs that occur, by number (RFC 2361 and Microsoft's mmreg.h). */
const OTHERS: Readonly<Record<number, string>> = {
  16: 'OKI ADPCM',
  32: 'Yamaha ADPCM',
  34: 'DSP Group TrueSpeech',
  49: 'GSM 6.10',
  64: 'G.721 ADPCM',
  69: 'G.726 ADPCM',
  80: 'MPEG',
  85: 'MP3',
  255: 'AAC',
  353: 'Windows Media Audio',
  354: 'Windows Media Audio',
  26447: 'Vorbis',
  28751: 'Opus',
  61868: 'FLAC',
};

/** Reads a `fmt ` chunk. @throws WavError for what is not read, or makes no sense */
export function readFormat(bytes: Uint8Array): WavFormat {
  if (bytes.length < 14) throw new WavError('The header of the WAV file is damaged: its format chunk is cut off.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const written = view.getUint16(0, true);
  const number = written === EXTENSIBLE && bytes.length >= 26 ? view.getUint16(24, true) : written;
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const block = view.getUint16(12, true);
  if (channels === 0) throw new WavError('The WAV file has no channels.');
  const bits = (bytes.length >= 16 ? view.getUint16(14, true) : 0) || Math.floor((8 * block) / channels);
  const codec = CODECS[number];
  if (!codec || !isRead(codec, bits)) throw new WavError(notRead(number, bits));
  if (sampleRate < RATES.lowest || sampleRate > RATES.highest)
    throw new WavError(
      `The WAV file says that its sample rate is ${sampleRate} Hz; it must lie between ${RATES.lowest} and ${RATES.highest}.`,
    );
  const common = { codec, channels, sampleRate, bits };
  if (codec === 'ima-adpcm' || codec === 'ms-adpcm') return { ...common, ...adpcmBlock(codec, channels, block, view) };
  return { ...common, blockBytes: bytesOf(codec, bits, block / channels) * channels, blockFrames: 1 };
}

function isRead(codec: Codec, bits: number): boolean {
  if (codec === 'integer') return bits >= 1 && bits <= 64;
  if (codec === 'float') return bits === 32 || bits === 64;
  return bits === (codec === 'a-law' || codec === 'mu-law' ? 8 : 4);
}

function notRead(number: number, bits: number): string {
  const name = CODECS[number] ?? OTHERS[number];
  const code = `format code ${number} (0x${number.toString(16).padStart(4, '0')}${name ? `, ${name}` : ''})`;
  return `The WAV file holds ${bits}-bit samples of ${code}, which are not read; ${WHAT_IS_READ} are.`;
}

/** Of one sample. A sample may have more bytes than its bits need; it then stands in the upper ones. */
function bytesOf(codec: Codec, bits: number, told: number): number {
  const needed = Math.ceil(bits / 8);
  return codec === 'integer' && Number.isInteger(told) && told > needed && told <= 8 ? told : needed;
}

type AdpcmBlock = Pick<WavFormat, 'blockBytes' | 'blockFrames' | 'coefficients'>;

/** A block has, for each channel, a header with its first sample or two, then two samples in a byte. */
function adpcmBlock(codec: Codec, channels: number, blockBytes: number, view: DataView): AdpcmBlock {
  const header = (codec === 'ima-adpcm' ? 4 : 7) * channels;
  if (blockBytes <= header || (codec === 'ms-adpcm' && channels > 2))
    throw new WavError('The header of the WAV file is damaged: its blocks have no room for samples.');
  const given = codec === 'ima-adpcm' ? 1 : 2;
  const blockFrames = Math.floor(((blockBytes - header) * 2) / channels) + given;
  return codec === 'ima-adpcm'
    ? { blockBytes, blockFrames }
    : { blockBytes, blockFrames, coefficients: coefficientsIn(view) };
}

/** Those that every encoder uses (Microsoft, New Multimedia Data Types and Data Techniques, 1994). */
const STANDARD: readonly (readonly [number, number])[] = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
];

function coefficientsIn(view: DataView): readonly (readonly [number, number])[] {
  const count = view.byteLength >= 22 ? view.getUint16(20, true) : 0;
  if (count === 0 || view.byteLength < 22 + 4 * count) return STANDARD;
  return Array.from({ length: count }, (_, i) => [view.getInt16(22 + 4 * i, true), view.getInt16(24 + 4 * i, true)]);
}
