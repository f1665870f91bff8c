import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseWav, WavError } from './wav.js';

interface Layout {
  readonly codec: number;
  readonly bits: number;
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly data: Uint8Array;
  readonly extensible?: boolean;
  readonly before?: readonly Uint8Array[];
  /** What the data chunk says of its size. */
  readonly claims?: number;
}

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const number = (value: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
const chunk = (name: string, body: Uint8Array, claims = body.length) =>
  join(ascii(name), number(claims, 4), body, new Uint8Array(body.length % 2));

function wav({
  codec,
  bits,
  channels = 1,
  sampleRate = 8000,
  data,
  extensible = false,
  before = [],
  claims,
}: Layout): Uint8Array {
  const block = (channels * bits) / 8;
  const plain = join(
    number(extensible ? 0xfffe : codec, 2),
    number(channels, 2),
    number(sampleRate, 4),
    number(sampleRate * block, 4),
    number(block, 2),
    number(bits, 2),
  );
  const guid = join(number(codec, 2), ascii('\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71'));
  const format = extensible ? join(plain, number(22, 2), number(bits, 2), number(4, 4), guid) : plain;
  const body = join(ascii('WAVE'), ...before, chunk('fmt ', format), chunk('data', data, claims));
  return join(ascii('RIFF'), number(body.length, 4), body);
}

const typed = (array: Float32Array | Float64Array | Int32Array | Int16Array) => new Uint8Array(array.buffer);
const near = (actual: Float32Array, expected: readonly number[]) => {
  assert.equal(actual.length, expected.length);
  const close = expected.every((value, i) => Math.abs((actual[i] as number) - value) < 1e-6);
  assert.ok(close, `${actual} ≠ ${expected}`);
};

describe('WAV files that recorders write', () => {
  test('half of full scale is 0.5 in every sample format', () => {
    near(parseWav(wav({ codec: 1, bits: 8, data: Uint8Array.of(192, 128, 64) })).samples, [0.5, 0, -0.5]);
    near(parseWav(wav({ codec: 1, bits: 16, data: typed(Int16Array.of(16_384, 0, -16_384)) })).samples, [0.5, 0, -0.5]);
    near(parseWav(wav({ codec: 1, bits: 24, data: Uint8Array.of(0, 0, 0x40, 0, 0, 0xc0) })).samples, [0.5, -0.5]);
    near(parseWav(wav({ codec: 1, bits: 32, data: typed(Int32Array.of(2 ** 30, -(2 ** 30))) })).samples, [0.5, -0.5]);
    near(parseWav(wav({ codec: 3, bits: 32, data: typed(Float32Array.of(0.5, -0.5)) })).samples, [0.5, -0.5]);
    near(parseWav(wav({ codec: 3, bits: 64, data: typed(Float64Array.of(0.5, -0.5)) })).samples, [0.5, -0.5]);
  });

  test('stereo is mixed, and the sample rate is told', () => {
    const { samples, sampleRate } = parseWav(
      wav({
        codec: 1,
        bits: 16,
        channels: 2,
        sampleRate: 192_000,
        data: typed(Int16Array.of(16_384, 0, -8192, -8192)),
      }),
    );
    near(samples, [0.25, -0.25]);
    assert.equal(sampleRate, 192_000);
  });

  test('the extensible header, unknown chunks and odd chunks with their padding are read', () => {
    const before = [chunk('LIST', ascii('odd')), chunk('bext', ascii('even'))];
    const data = typed(Float32Array.of(0.25));
    near(parseWav(wav({ codec: 3, bits: 32, extensible: true, before, data })).samples, [0.25]);
  });

  test('a stream’s header, which does not know its length, and a file that was cut off give what is there', () => {
    const data = typed(Int16Array.of(16_384, 16_384));
    for (const claims of [0, 0xffffffff, 1000])
      near(parseWav(wav({ codec: 1, bits: 16, data, claims })).samples, [0.5, 0.5]);
  });

  test('a view into a larger buffer is read at its own place', () => {
    const bytes = wav({ codec: 1, bits: 16, data: typed(Int16Array.of(16_384)) });
    const larger = join(new Uint8Array(7), bytes);
    near(parseWav(larger.subarray(7)).samples, [0.5]);
  });
});

describe('what is no WAV file is told in a sentence', () => {
  const cases: readonly [string, Uint8Array, RegExp][] = [
    ['nothing', new Uint8Array(), /not a WAV/],
    ['text', ascii('This is some text and no sound at all.'), /not a WAV/],
    ['no samples', wav({ codec: 1, bits: 16, data: new Uint8Array() }), /empty/],
    ['µ-law', wav({ codec: 7, bits: 8, data: new Uint8Array(8) }), /codec 7/],
    ['12 bits', wav({ codec: 1, bits: 12, data: new Uint8Array(8) }), /12-bit/],
    ['no channels', wav({ codec: 1, bits: 16, channels: 0, data: new Uint8Array(8) }), /no channels/],
    ['sample rate 0', wav({ codec: 1, bits: 16, sampleRate: 0, data: new Uint8Array(8) }), /0 Hz/],
    ['a header alone', wav({ codec: 1, bits: 16, data: new Uint8Array(8) }).subarray(0, 36), /no samples/],
    ['a cut header', wav({ codec: 1, bits: 16, data: new Uint8Array(8) }).subarray(0, 30), /damaged/],
  ];
  for (const [name, bytes, sentence] of cases) {
    test(name, () => {
      assert.throws(
        () => parseWav(bytes),
        (error) => error instanceof WavError && sentence.test(error.message),
      );
    });
  }
});
