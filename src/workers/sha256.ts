import { _SHA256 as Sha256 } from '@noble/hashes/sha2.js';

/** Bytes that are summed without letting others have the thread: some ten milliseconds. */
const PIECE = 1 << 20;

/** SHA-256 in lower-case hex. Insecure pages have no `crypto.subtle`; there it is computed here, piece by piece. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return toHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : await computed(bytes));
}

async function computed(bytes: ArrayBuffer): Promise<Uint8Array> {
  const hash = new Sha256();
  for (let at = 0; at < bytes.byteLength; at += PIECE) {
    hash.update(new Uint8Array(bytes, at, Math.min(PIECE, bytes.byteLength - at)));
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
  return hash.digest();
}

const toHex = (digest: Uint8Array): string => Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
