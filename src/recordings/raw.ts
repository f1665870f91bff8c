import type { ByteReader } from './byte-reader.js';
import { decoderOf } from './sample-codecs.js';
import type { WavFormat } from './wav-format.js';

/** Samples without a header, little-endian, as programs pipe them to each other. With `iq` in front: pairs of I and Q. */
export const RAW_FORMATS = ['u8', 's8', 's16', 's24', 's32', 'f32', 'iq8', 'iq16', 'iqf32'] as const;
export type RawFormat = (typeof RAW_FORMATS)[number];

const isIq = (format: RawFormat): boolean => format.startsWith('iq');

/** The format of pairs whose halves are in `format`. @throws RangeError where there is none */
export function pairedFormat(format: RawFormat): RawFormat {
  const pairs = isIq(format) ? format : ({ u8: 'iq8', s16: 'iq16', f32: 'iqf32' } as const)[format as string];
  if (pairs) return pairs;
  throw new RangeError(`I and Q are read as iq8, iq16 or iqf32, not as ${format}.`);
}

const BITS: Readonly<Record<RawFormat, number>> = {
  ...{ u8: 8, s8: 8, s16: 16, s24: 24, s32: 32, f32: 32 },
  ...{ iq8: 8, iq16: 16, iqf32: 32 },
};

/** Frames that are decoded at once. */
const STRETCH = 8192;

export interface RawSamples {
  /** Values of a frame: 2 where they are I and Q. */
  readonly channels: 1 | 2;
  /** Interleaved, −1…1. They come as soon as they are there. */
  blocks(): AsyncGenerator<Float32Array>;
  /** Bytes at the end that are no whole frame; 0 until then. */
  readonly left: number;
}

/** @param sampleRate Hz, of frames. @throws RangeError for a format that is none */
export function openRaw(reader: ByteReader, format: RawFormat, sampleRate: number): RawSamples {
  if (!RAW_FORMATS.includes(format))
    throw new RangeError(`No format is called “${format}”; there are: ${RAW_FORMATS.join(', ')}.`);
  const channels = isIq(format) ? 2 : 1;
  const bits = BITS[format];
  const frame = (bits / 8) * channels;
  const codec = format.endsWith('f32') ? 'float' : 'integer';
  const layout: WavFormat = { codec, channels, sampleRate, bits, blockBytes: frame, blockFrames: 1 };
  const read = decoderOf(layout);
  // A signed byte is an unsigned one whose highest bit is turned.
  const decode = format === 's8' ? (bytes: Uint8Array) => read(bytes.map((byte) => byte ^ 0x80)) : read;
  let left = 0;
  async function* blocks(): AsyncGenerator<Float32Array> {
    for (;;) {
      const bytes = await reader.takeSome(STRETCH * frame, frame);
      left = bytes.length % frame;
      if (bytes.length >= frame) yield decode(bytes);
      if (bytes.length === 0 || left > 0) return;
    }
  }
  return {
    channels,
    blocks,
    get left() {
      return left;
    },
  };
}
