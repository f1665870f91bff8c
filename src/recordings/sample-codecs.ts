import { imaBlock, msBlock } from './adpcm.js';
import { A_LAW, MU_LAW } from './companding.js';
import type { WavFormat } from './wav-format.js';

type ReadSample = (view: DataView, at: number) => number;

/** Integers of one byte have no sign, those of more bytes have one (Multimedia Programming Interface and Data Specifications 1.0). */
const UNSIGNED_BYTE: ReadSample = (view, at) => (view.getUint8(at) - 128) / 128;
const INTEGERS: readonly ReadSample[] = [
  UNSIGNED_BYTE,
  (view, at) => view.getInt16(at, true) / 32_768,
  (view, at) => ((view.getInt16(at + 1, true) << 8) | view.getUint8(at)) / 8_388_608,
];

/** Below the upper 32 bits of an integer is less than a float of 32 bits can tell. */
const wideInteger =
  (bytes: number): ReadSample =>
  (view, at) =>
    view.getInt32(at + bytes - 4, true) / 2_147_483_648;

function readerOf({ codec, channels, blockBytes }: WavFormat): ReadSample {
  const bytes = blockBytes / channels;
  if (codec === 'a-law') return (view, at) => A_LAW[view.getUint8(at)] as number;
  if (codec === 'mu-law') return (view, at) => MU_LAW[view.getUint8(at)] as number;
  if (codec === 'float')
    return bytes === 4 ? (view, at) => view.getFloat32(at, true) : (view, at) => view.getFloat64(at, true);
  return INTEGERS[bytes - 1] ?? wideInteger(bytes);
}

/** What turns whole blocks of a format, the last of them perhaps cut off, into interleaved samples of −1…1. */
export function decoderOf(format: WavFormat): (bytes: Uint8Array) => Float32Array {
  const { codec, channels, blockBytes } = format;
  const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (codec === 'ima-adpcm' || codec === 'ms-adpcm') {
    const read = codec === 'ima-adpcm' ? imaBlock : msBlock;
    return (bytes) => {
      const blocks: Float32Array[] = [];
      for (let at = 0; at < bytes.length; at += blockBytes)
        blocks.push(read(viewOf(bytes.subarray(at, at + blockBytes)), format));
      return concatenated(blocks);
    };
  }
  const read = readerOf(format);
  const size = blockBytes / channels;
  return (bytes) => {
    const view = viewOf(bytes);
    const samples = new Float32Array(Math.floor(bytes.length / blockBytes) * channels);
    for (let i = 0; i < samples.length; i++) samples[i] = read(view, i * size);
    return samples;
  };
}

/** One after the other. */
export function concatenated(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
