import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ascii, chunk, join, number, rf64, typed, wav, wave64 } from '../../test/support/wav-layouts.js';
import { ByteReader } from './byte-reader.js';
import { openWav, parseWav } from './wav.js';
import { WavError } from './wav-error.js';

const near = (actual: Float32Array, expected: readonly number[]) => {
  assert.equal(actual.length, expected.length);
  const close = expected.every((value, i) => Math.abs((actual[i] as number) - value) < 1e-6);
  assert.ok(close, `${actual} ≠ ${expected}`);
};
const samplesOf = async (bytes: Uint8Array) => (await parseWav(bytes)).samples;

const HALVES = typed(Int16Array.of(16_384, -16_384));
const PCM16 = { codec: 1, bits: 16, data: HALVES };

describe('WAV files that recorders write', () => {
  test('half of full scale is 0.5 in every format of whole samples', async () => {
    const formats = [
      { codec: 1, bits: 8, data: Uint8Array.of(192, 64) },
      // Four bits stand in the upper half of a byte, twelve in the upper ones of two bytes.
      { codec: 1, bits: 4, data: Uint8Array.of(192, 64) },
      { codec: 1, bits: 12, data: HALVES },
      PCM16,
      { codec: 1, bits: 24, data: Uint8Array.of(0, 0, 0x40, 0, 0, 0xc0) },
      { codec: 1, bits: 24, block: 4, data: Uint8Array.of(0, 0, 0, 0x40, 0, 0, 0, 0xc0) },
      { codec: 1, bits: 32, data: typed(Int32Array.of(2 ** 30, -(2 ** 30))) },
      { codec: 1, bits: 64, data: typed(BigInt64Array.of(2n ** 62n, -(2n ** 62n))) },
      { codec: 3, bits: 32, data: typed(Float32Array.of(0.5, -0.5)) },
      { codec: 3, bits: 64, data: typed(Float64Array.of(0.5, -0.5)) },
    ];
    for (const layout of formats) {
      near(await samplesOf(wav(layout)), [0.5, -0.5]);
      near(await samplesOf(wav({ ...layout, extensible: true })), [0.5, -0.5]);
    }
  });

  test('stereo is mixed, and the sample rate is told', async () => {
    const data = typed(Int16Array.of(16_384, 0, -8192, -8192));
    const { samples, sampleRate } = await parseWav(wav({ ...PCM16, channels: 2, sampleRate: 192_000, data }));
    near(samples, [0.25, -0.25]);
    assert.equal(sampleRate, 192_000);
  });

  test('of stereo one side of which is upside down nothing is lost', async () => {
    const data = typed(Int16Array.of(16_384, -16_384, -8192, 8192, 0, 0));
    near((await parseWav(wav({ ...PCM16, channels: 2, data }))).samples, [0.5, -0.25, 0]);
  });

  test('RF64, BW64 and Sony Wave64, whose sizes have 64 bits', async () => {
    for (const file of [rf64(PCM16), rf64(PCM16, 'BW64'), wave64(PCM16)]) near(await samplesOf(file), [0.5, -0.5]);
    // What follows the samples is none of them.
    near(await samplesOf(join(rf64(PCM16), chunk('LIST', ascii('abcd')))), [0.5, -0.5]);
    for (const size of [0, 2 ** 63]) near(await samplesOf(rf64(PCM16, 'RF64', size)), [0.5, -0.5]);
  });

  test('chunks that say other things are passed over, also odd ones with or without their padding', async () => {
    const odd = chunk('LIST', ascii('odd'));
    for (const before of [
      [odd],
      [odd.subarray(0, -1)],
      [chunk('bext', new Uint8Array(602)), chunk('auxi', ascii('x')), odd],
    ])
      near(await samplesOf(wav({ ...PCM16, before })), [0.5, -0.5]);
    // A count of frames that is wrong, as many writers leave it.
    near(await samplesOf(wav({ ...PCM16, before: [chunk('fact', number(1, 4))] })), [0.5, -0.5]);
  });

  test('a stream’s header, which does not know its length, and a file that was cut off give what is there', async () => {
    for (const claims of [0, 0xffffffff, 0x7fffffff, 1000])
      near(await samplesOf(wav({ ...PCM16, claims })), [0.5, -0.5]);
    for (const cut of [wav(PCM16), rf64(PCM16), wave64(PCM16).subarray(0, -4)])
      near(await samplesOf(cut.subarray(0, -1)), [0.5]);
  });

  test('a length that a recorder wrote before it went on hides nothing, and a chunk behind the samples is none of them', async () => {
    const more = wav({ ...PCM16, data: join(HALVES, HALVES, Uint8Array.of(1, 0, 2, 0)), claims: 4 });
    near(await samplesOf(more), [0.5, -0.5, 0.5, -0.5, 1 / 32768, 2 / 32768]);
    for (const pad of [[], [0]])
      near(await samplesOf(join(wav(PCM16), Uint8Array.from(pad), chunk('LIST', ascii('INFO')))), [0.5, -0.5]);
  });

  test('a plain file of more than 4 GiB, whose size has overflowed, is read beyond it', async () => {
    const header = wav({ ...PCM16, claims: 4 });
    const total = header.length + 2 ** 32;
    assert.equal((await openWav(new ByteReader([header]), total)).frames, 2 + 2 ** 31);
  });

  test('it may come in pieces of any size', async () => {
    const pieces = Array.from(wav(PCM16), (byte) => Uint8Array.of(byte));
    const { blocks } = await openWav(new ByteReader(pieces));
    const samples: number[] = [];
    for await (const block of blocks()) samples.push(...block);
    near(Float32Array.from(samples), [0.5, -0.5]);
  });
});

describe('what is no WAV file, or of another kind, is told in a sentence', () => {
  const cases: readonly [string, Uint8Array, RegExp][] = [
    ['nothing', new Uint8Array(), /not a WAV file: it is empty/],
    ['text', ascii('This is some text and no sound at all.'), /not a WAV file\.$/],
    ['MP3', join(ascii('ID3'), new Uint8Array(60)), /but an MP3 file/],
    ['FLAC', join(ascii('fLaC'), new Uint8Array(60)), /but a FLAC file/],
    ['a web page', ascii('<!doctype html><title>Please log in</title>'), /but a web page/],
    ['no samples', wav({ ...PCM16, data: new Uint8Array() }), /empty/],
    ['GSM', wav({ codec: 49, bits: 0, block: 65, data: new Uint8Array(65) }), /0x0031, GSM 6\.10.*A-law.* are\.$/],
    ['16-bit float', wav({ codec: 3, bits: 16, data: new Uint8Array(8) }), /16-bit/],
    ['no channels', wav({ ...PCM16, channels: 0 }), /no channels/],
    ['sample rate 0', wav({ ...PCM16, sampleRate: 0 }), /0 Hz/],
    ['a header alone', wav(PCM16).subarray(0, 36), /ends before its samples/],
    ['a cut header', wav(PCM16).subarray(0, 30), /damaged/],
    ['samples without a format', join(ascii('RIFF    WAVE'), chunk('data', HALVES)), /how its samples are stored/],
  ];
  for (const [name, bytes, sentence] of cases) {
    test(name, async () => {
      await assert.rejects(parseWav(bytes), (error) => error instanceof WavError && sentence.test(error.message));
    });
  }
});
