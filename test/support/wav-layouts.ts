/** WAV files put together byte by byte, as the formats define them. */

export interface Layout {
  readonly codec: number;
  readonly bits: number;
  readonly channels?: number;
  readonly sampleRate?: number;
  /** Bytes of a block; those of a frame when it is left out. */
  readonly block?: number;
  /** What follows the 16 bytes of the format. */
  readonly more?: Uint8Array;
  readonly data: Uint8Array;
  readonly extensible?: boolean;
  readonly before?: readonly Uint8Array[];
  /** What the data chunk says of its size. */
  readonly claims?: number;
}

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Little-endian. */
export const number = (value: number, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);

export const chunk = (name: string, body: Uint8Array, claims = body.length): Uint8Array =>
  join(ascii(name), number(claims, 4), body, new Uint8Array(body.length % 2));

export const typed = (array: Float32Array | Float64Array | Int32Array | Int16Array | BigInt64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The body of a `fmt ` chunk. */
export function format({
  codec,
  bits,
  channels = 1,
  sampleRate = 8000,
  block,
  more,
  extensible = false,
}: Layout): Uint8Array {
  const size = block ?? channels * Math.ceil(bits / 8);
  const plain = join(
    number(extensible ? 0xfffe : codec, 2),
    number(channels, 2),
    number(sampleRate, 4),
    number(sampleRate * size, 4),
    number(size, 2),
    number(bits, 2),
  );
  const guid = join(number(codec, 2), ascii('\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71'));
  if (extensible) return join(plain, number(22, 2), number(bits, 2), number(4, 4), guid);
  return more ? join(plain, number(more.length, 2), more) : plain;
}

export function wav(layout: Layout): Uint8Array<ArrayBuffer> {
  const { before = [], data, claims } = layout;
  const body = join(ascii('WAVE'), ...before, chunk('fmt ', format(layout)), chunk('data', data, claims));
  return join(ascii('RIFF'), number(body.length, 4), body);
}

/** EBU Tech 3306; BW64 of ITU-R BS.2088 begins alike. */
export function rf64(layout: Layout, kind = 'RF64', size = layout.data.length): Uint8Array<ArrayBuffer> {
  const ds64 = join(number(0, 8), number(size, 8), number(0, 8), number(0, 4));
  const data = chunk('data', layout.data, 0xffffffff);
  return join(
    ascii(kind),
    number(0xffffffff, 4),
    ascii('WAVE'),
    chunk('ds64', ds64),
    chunk('fmt ', format(layout)),
    data,
  );
}

const W64_TAIL = Uint8Array.of(0xf3, 0xac, 0xd3, 0x11, 0x8c, 0xd1, 0x00, 0xc0, 0x4f, 0x8e, 0xdb, 0x8a);
const W64_RIFF = Uint8Array.of(0x2e, 0x91, 0xcf, 0x11, 0xa5, 0xd6, 0x28, 0xdb, 0x04, 0xc1, 0x00, 0x00);

/** Sony Wave64: sizes have the 24 bytes of the header in them, chunks begin at multiples of 8. */
export function wave64(layout: Layout): Uint8Array<ArrayBuffer> {
  const w64Chunk = (name: string, body: Uint8Array) =>
    join(ascii(name), W64_TAIL, number(body.length + 24, 8), body, new Uint8Array((8 - (body.length % 8)) % 8));
  const body = join(w64Chunk('junk', ascii('abc')), w64Chunk('fmt ', format(layout)), w64Chunk('data', layout.data));
  return join(ascii('riff'), W64_RIFF, number(body.length + 40, 8), ascii('wave'), W64_TAIL, body);
}
