import { sha256 } from './sha256.js';

/**
 * What was fetched once, in the browser's Cache API, under an address that no server has: by name and checksum, so that
 * copies of the library at several addresses share it, and what lies there is known to be right only after its checksum
 * has been compared. Where there is no Cache API (insecure pages, opaque origins, some private modes), or no room in it,
 * nothing is kept and nothing is found: neither is an error.
 */
const STORE = 'morse-decoder';
const KEYS = 'https://morse-decoder.invalid';

/** A file whose content is known. */
export interface KnownFile {
  readonly name: string;
  /** SHA-256, lower-case hex. */
  readonly sum: string;
}

const keyOf = ({ name, sum }: KnownFile): string => `${KEYS}/${encodeURIComponent(name)}/${sum}`;
const contractKey = (address: URL): string => `${KEYS}/?contract=${encodeURIComponent(address.href)}`;

/** What is kept of a file; null when nothing is. A damaged copy is thrown away. */
export async function recallFile(file: KnownFile): Promise<ArrayBuffer | null> {
  return inStore(async (store) => {
    const answer = await store.match(keyOf(file));
    if (!answer) return null;
    const bytes = await answer.arrayBuffer();
    if ((await sha256(bytes)) === file.sum) return bytes;
    await store.delete(keyOf(file));
    return null;
  });
}

/** Keeps a file, whose checksum was found right, in the place of its other versions. */
export async function keepFile(file: KnownFile, bytes: ArrayBuffer): Promise<void> {
  await inStore(async (store) => {
    const others = `${new URL('.', keyOf(file))}`;
    for (const { url } of await store.keys())
      if (url.startsWith(others) && url !== keyOf(file)) await store.delete(url);
    await store.put(keyOf(file), new Response(bytes));
    return null;
  });
}

/** The contract that was last read at an address, for when there is no connection; null: none. */
export const recallContract = (address: URL): Promise<ArrayBuffer | null> =>
  inStore(async (store) => (await store.match(contractKey(address)))?.arrayBuffer() ?? null);

/** Keeps a contract that was found right. */
export async function keepContract(address: URL, bytes: ArrayBuffer): Promise<void> {
  await inStore(async (store) => {
    await store.put(contractKey(address), new Response(bytes));
    return null;
  });
}

async function inStore(use: (store: Cache) => Promise<ArrayBuffer | null>): Promise<ArrayBuffer | null> {
  try {
    // Not there on insecure pages; in an opaque origin even the look at it throws.
    const storage = globalThis.caches as CacheStorage | undefined;
    return storage ? await use(await storage.open(STORE)) : null;
  } catch {
    return null;
  }
}
