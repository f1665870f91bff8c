import { sha256Blocks } from './sha256-blocks.js';

/** SHA-256 in lower-case hex. Insecure pages have no `crypto.subtle`; there it is computed here, piece by piece. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return toHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : await sha256Blocks(bytes));
}

const toHex = (digest: Uint8Array): string => Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
