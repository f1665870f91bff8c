/** Bytes that are summed without letting others have the thread: some ten milliseconds. */
const PIECE = 1 << 20;
const BLOCK = 64;
const ROUNDS = 64;

/** The first so many primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits of a fractional part. */
const bits = (root: number): number => ((root % 1) * 2 ** 32) | 0;

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** SHA-256 by its definition (FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.2), other work of the thread between its pieces. */
export async function sha256Blocks(bytes: ArrayBuffer): Promise<Uint8Array> {
  const constants = Int32Array.from(primes(ROUNDS), (prime) => bits(Math.cbrt(prime)));
  const state = Int32Array.from(primes(8), (prime) => bits(Math.sqrt(prime)));
  const words = new Int32Array(ROUNDS);
  const sum = (view: DataView, from: number, to: number): void => {
    for (let at = from; at < to; at += BLOCK) addBlock(state, view, at, constants, words);
  };
  const length = bytes.byteLength;
  const whole = length - (length % BLOCK);
  for (let at = 0; at < whole; at += PIECE) {
    sum(new DataView(bytes), at, Math.min(whole, at + PIECE));
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
  // The rest, a one, zeros, and the length in bits as 64 of them.
  const end = new Uint8Array(length - whole < BLOCK - 8 ? BLOCK : 2 * BLOCK);
  end.set(new Uint8Array(bytes, whole));
  end[length - whole] = 0x80;
  const view = new DataView(end.buffer);
  view.setBigUint64(end.length - 8, BigInt(length) * 8n);
  sum(view, 0, end.length);
  const digest = new DataView(new ArrayBuffer(4 * state.length));
  for (const [i, word] of state.entries()) digest.setInt32(4 * i, word);
  return new Uint8Array(digest.buffer);
}

function addBlock(state: Int32Array, view: DataView, at: number, constants: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < ROUNDS; i++) {
    if (i < 16) words[i] = view.getInt32(at + 4 * i);
    else {
      const x = words[i - 15] as number;
      const y = words[i - 2] as number;
      const sigma = (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
      words[i] = sigma + (words[i - 16] as number) + (words[i - 7] as number);
    }
    const input = h + (constants[i] as number) + (words[i] as number);
    const first = input + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g));
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] as number) + word;
  });
}
