import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { chunk, join, number, typed, wav } from '../../test/support/wav-layouts.js';
import { parseWav } from './wav.js';

const CASES = new URL('../../../shared/cases/', import.meta.url);

/** A tone that grows, in 16 bits. */
const tone = Int16Array.from({ length: 505 }, (_, n) => Math.round(60 * n * Math.sin((2 * Math.PI * 700 * n) / 8000)));

describe('A-law and µ-law', () => {
  // Decision and reconstruction values of ITU-T G.711, tables 1a and 2a, in 13 and 14 bits.
  const read = async (codec: number, ...bytes: number[]) =>
    (await parseWav(wav({ codec, bits: 8, data: Uint8Array.from(bytes) }))).samples.map((value) => value * 32_768 || 0);

  test('the values of the recommendation, at the ends, at zero and at the seams of the segments', async () => {
    assert.deepEqual([...(await read(6, 0xd5, 0x55, 0xaa, 0x2a, 0xc5, 0xf5))], [8, -8, 32_256, -32_256, 264, 528]);
    assert.deepEqual([...(await read(7, 0xff, 0x7f, 0x80, 0x00, 0xef, 0xdf))], [0, 0, 32_124, -32_124, 132, 396]);
  });

  test('every code is its own: a negative one mirrors the positive one, and they rise in order', async () => {
    for (const [codec, flip] of [
      [6, 0x55],
      [7, 0x7f],
    ] as const) {
      const codes = Array.from({ length: 128 }, (_, size) => size);
      const up = await read(codec, ...codes.map((size) => 0x80 | (size ^ (flip & 0x7f))));
      const down = await read(codec, ...codes.map((size) => size ^ (flip & 0x7f)));
      assert.ok(up.every((value, i) => i === 0 || value > (up[i - 1] as number)));
      assert.ok(up.every((value, i) => Math.abs(value + (down[i] as number)) === 0));
    }
  });
});

/** The encoder that the IMA describes: it knows what a decoder will make of each nibble. */
function imaEncode(samples: Int16Array): { block: Uint8Array; decoded: number[] } {
  const table =
    '7 8 9 10 11 12 13 14 16 17 19 21 23 25 28 31 34 37 41 45 50 55 60 66 73 80 88 97 107 118 130 143 157 173 190 209 230 253 279 307 337 371 408 449 494 544 598 658 724 796 876 963 1060 1166 1282 1411 1552 1707 1878 2066 2272 2499 2749 3024 3327 3660 4026 4428 4871 5358 5894 6484 7132 7845 8630 9493 10442 11487 12635 13899 15289 16818 18500 20350 22385 24623 27086 29794 32767';
  const steps = table.split(' ').map(Number);
  let value = samples[0] as number;
  let index = 0;
  const decoded = [value];
  const nibbles: number[] = [];
  for (const sample of samples.subarray(1)) {
    const step = steps[index] as number;
    const sign = sample < value ? 8 : 0;
    let rest = Math.abs(sample - value);
    let size = 0;
    let change = step >> 3;
    for (const [bit, part] of [
      [4, step],
      [2, step >> 1],
      [1, step >> 2],
    ] as const) {
      if (rest < part) continue;
      size |= bit;
      rest -= part;
      change += part;
    }
    value = Math.max(-32_768, Math.min(32_767, value + (sign ? -change : change)));
    index = Math.max(0, Math.min(88, index + (size < 4 ? -1 : 2 * (size - 3))));
    nibbles.push(sign | size);
    decoded.push(value);
  }
  const bytes = Uint8Array.from(
    { length: nibbles.length / 2 },
    (_, i) => (nibbles[2 * i] as number) | ((nibbles[2 * i + 1] as number) << 4),
  );
  return { block: join(typed(Int16Array.of(samples[0] as number)), number(0, 2), bytes), decoded };
}

/** Every second four bytes behind the headers are the other channel's. */
const interleave = (left: Uint8Array, right: Uint8Array) =>
  join(
    ...Array.from({ length: left.length / 4 }, (_, i) => [
      left.subarray(4 * i, 4 * i + 4),
      right.subarray(4 * i, 4 * i + 4),
    ]).flat(),
  );

describe('ADPCM of 4 bits', () => {
  const { block, decoded } = imaEncode(tone);
  const ima = { codec: 17, bits: 4, block: block.length, more: number(tone.length, 2) };

  test('IMA: what the encoder knows that a decoder will hear, in one channel and in two', async () => {
    const expected = decoded.map((value) => value / 32_768);
    assert.deepEqual([...(await parseWav(wav({ ...ima, data: block }))).samples], expected);
    const silence = imaEncode(new Int16Array(tone.length));
    const two = { ...ima, channels: 2, block: 2 * block.length, data: interleave(block, silence.block) };
    const mixed = expected.map((value, i) => Math.fround(value + (silence.decoded[i] as number) / 32_768) / 2);
    assert.deepEqual([...(await parseWav(wav(two))).samples], mixed);
    const error = tone.reduce((sum, value, i) => sum + (value - (decoded[i] as number)) ** 2, 0);
    assert.ok(error < tone.reduce((sum, value) => sum + value ** 2, 0) / 300, 'the encoder is no encoder');
  });

  test('IMA: the last block may be filled up, which the count of frames tells, or cut off', async () => {
    const data = join(block, block);
    const read = async (before: Uint8Array[], bytes: Uint8Array) =>
      (await parseWav(wav({ ...ima, before, data: bytes }))).samples.length;
    assert.equal(await read([], data), 1010);
    assert.equal(await read([chunk('fact', number(600, 4))], data), 600);
    assert.equal(await read([], data.subarray(0, block.length + 4 + 8)), 505 + 1 + 16);
  });

  // From the definition: with the second pair of coefficients (512, −256) the next sample is 2a − b and delta times the nibble;
  // delta is then multiplied by the table's value for that nibble, in 256ths.
  test('Microsoft’s: predictor, delta and sign as they are defined', async () => {
    const head = join(Uint8Array.of(1), typed(Int16Array.of(100, 2000, 1000)));
    const { samples } = await parseWav(wav({ codec: 2, bits: 4, block: 8, data: join(head, Uint8Array.of(0x3e)) }));
    const third = 2 * 2000 - 1000 + 3 * 100;
    const delta = Math.floor((100 * 230) / 256);
    const fourth = 2 * third - 2000 - 2 * delta;
    assert.deepEqual(
      [...samples],
      [1000, 2000, third, fourth].map((value) => value / 32_768),
    );
  });

  test('a real recording in IMA ADPCM is the sound of the one in 16 bits', {
    skip: !existsSync(CASES) && 'no ../shared',
  }, async () => {
    /** Level of each second. */
    const levels = async (name: string) => {
      const { samples, sampleRate } = await parseWav(readFileSync(new URL(name, CASES)));
      const level = (second: number) =>
        Math.hypot(...samples.subarray(second * sampleRate, (second + 1) * sampleRate).filter((_, i) => i % 7 === 0));
      return Array.from({ length: 54 }, (_, second) => level(second) / Math.sqrt(sampleRate));
    };
    const [packed, plain] = await Promise.all([levels('ima-adpcm.wav'), levels('satellite-fm-noise-jumps.wav')]);
    for (const [i, level] of packed.entries())
      assert.ok(Math.abs(level / (plain[i] as number) - 1) < 0.1, `second ${i}`);
  });
});
