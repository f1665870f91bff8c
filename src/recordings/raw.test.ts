import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { typed } from '../../test/support/wav-layouts.js';
import { ByteReader } from './byte-reader.js';
import { openRaw, type RawFormat } from './raw.js';

async function read(format: RawFormat, bytes: Uint8Array, piece = 5) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece));
  const raw = openRaw(new ByteReader(pieces), format, 8000);
  const samples: number[] = [];
  for await (const block of raw.blocks()) samples.push(...block);
  return { samples, channels: raw.channels, left: raw.left };
}

describe('samples without a header', () => {
  test('half of full scale is 0.5 in every format, wherever the pipe cuts them', async () => {
    const formats: readonly [RawFormat, Uint8Array][] = [
      ['u8', Uint8Array.of(192, 64)],
      ['s8', Uint8Array.of(0x40, 0xc0)],
      ['s16', typed(Int16Array.of(16_384, -16_384))],
      ['s24', Uint8Array.of(0, 0, 0x40, 0, 0, 0xc0)],
      ['s32', typed(Int32Array.of(2 ** 30, -(2 ** 30)))],
      ['f32', typed(Float32Array.of(0.5, -0.5))],
      ['iq8', Uint8Array.of(192, 64)],
      ['iq16', typed(Int16Array.of(16_384, -16_384))],
      ['iqf32', typed(Float32Array.of(0.5, -0.5))],
    ];
    for (const [format, bytes] of formats) {
      for (const piece of [1, 3, 100]) {
        const { samples, channels, left } = await read(format, bytes, piece);
        assert.deepEqual([samples, left, channels], [[0.5, -0.5], 0, format.startsWith('iq') ? 2 : 1], format);
      }
    }
  });

  test('what is left of a sample at the end is told', async () => {
    const { samples, left } = await read('s16', Uint8Array.of(0, 0x40, 7));
    assert.deepEqual([samples, left], [[0.5], 1]);
  });
});
