import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256 } from './sha256.js';

const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** As on an insecure page. */
async function withoutSubtle<T>(action: () => Promise<T>): Promise<T> {
  const known = Object.getOwnPropertyDescriptor(globalThis, 'crypto') as PropertyDescriptor;
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
  try {
    return await action();
  } finally {
    Object.defineProperty(globalThis, 'crypto', known);
  }
}

test('a file has the same checksum on secure and on insecure pages, whatever its length', async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 119, 120, 1000, 2 ** 20, 2 ** 20 + 63, 3 * 2 ** 20]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) % 256);
    assert.equal(await sha256(bytes.buffer), hex(bytes), `${length} bytes`);
    assert.equal(await withoutSubtle(() => sha256(bytes.buffer)), hex(bytes), `${length} bytes, insecure`);
  }
});
