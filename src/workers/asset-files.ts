import { type ErrorCode, MorseDecoderError } from '../errors.js';
import { type Download, readBody } from './arrival.js';
import type { AssetName } from './asset-addresses.js';
import { askFor, checkAnswer, checkContent, type MissingCode, unreachable } from './asset-answer.js';
import { keepFile, recallFile } from './asset-store.js';
import { sha256 } from './sha256.js';

export type Report = (download: Download) => void;

/** What is known of a file before it comes. */
export interface Expected {
  readonly name: string;
  /** SHA-256, lower-case hex; undefined: any content will do. */
  readonly sum: string | undefined;
  /** Bytes, uncompressed; undefined: not known. */
  readonly size: number | undefined;
  readonly missing: MissingCode;
  readonly corrupt: ErrorCode;
}

/** What the build has written into this script about a file of its release, where it has. */
export const builtIn = (name: AssetName): Pick<Expected, 'sum' | 'size'> => ({
  sum: typeof __ASSET_CHECKSUMS__ === 'undefined' ? undefined : __ASSET_CHECKSUMS__[name],
  size: typeof __ASSET_SIZES__ === 'undefined' ? undefined : __ASSET_SIZES__[name],
});

/** A file from an earlier visit, or else from its server. */
export async function loadFile(address: URL, expected: Expected, report: Report): Promise<ArrayBuffer> {
  const { name, sum, size = 0 } = expected;
  const kept = sum === undefined ? null : await recallFile({ name, sum });
  // Before the answer: it may never come.
  report({ loaded: 0, total: kept ? 0 : Math.max(0, size) });
  return kept ?? fetchFile(address, expected, report);
}

/** A file from its server, or from the browser's own cache as the options say; it is kept. */
export async function fetchFile(
  address: URL,
  expected: Expected,
  report: Report,
  options?: RequestInit,
): Promise<ArrayBuffer> {
  const { name, sum, size, corrupt } = expected;
  const ask = async (how?: RequestInit): Promise<{ bytes: ArrayBuffer; right: boolean }> => {
    const answer = await fetchBytes(address, expected, report, how);
    if (sum === undefined) return { bytes: answer, right: true };
    const bytes = name.endsWith('.js') ? withoutSourceMap(answer) : answer;
    return { bytes, right: (await sha256(bytes)) === sum };
  };
  let got = await ask(options);
  // The browser's own cache may have the file of an earlier release, which had the same address.
  if (!got.right && !options) got = await ask({ cache: 'reload' });
  const { bytes, right } = got;
  if (!right) {
    const given = `${bytes.byteLength} bytes${size ? `, not ${size}` : ''}`;
    throw new MorseDecoderError(corrupt, `${address.href}: ${given}`);
  }
  // Nobody waits for it, and it never fails. What a worker takes over is a copy.
  if (sum !== undefined) void keepFile({ name, sum }, bytes);
  return bytes;
}

async function fetchBytes(
  address: URL,
  { missing, size }: Expected,
  report: Report,
  options?: RequestInit,
): Promise<ArrayBuffer> {
  try {
    const response = await askFor(address, options);
    checkAnswer(response, address, missing);
    const bytes = await readBody(response, size, report);
    checkContent(bytes, address, missing);
    return bytes;
  } catch (cause) {
    if (cause instanceof MorseDecoderError) throw cause;
    throw await unreachable(address, missing, cause);
  }
}

/** A development server may put a line of its own below a script that it serves. */
function withoutSourceMap(bytes: ArrayBuffer): ArrayBuffer {
  const text = new TextDecoder().decode(bytes);
  const script = text.replace(/\n\/\/# sourceMappingURL=\S*\s*$/, '');
  return script === text ? bytes : new TextEncoder().encode(script).buffer;
}
