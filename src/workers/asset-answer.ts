import { MorseDecoderError } from '../errors.js';
import { fetchUnderPolicy } from './page-policy.js';

/** What is missing: a file of the decoder itself, or a model that the page has named. */
export type MissingCode = 'assets-not-found' | 'model-missing';

/** Characters of an address that a message shows; a data: URL holds a whole file. */
const SHOWN = 200;

/** Statuses from here on say that it is not for who has asked to do better. */
const SERVER_ERROR = 500;

/** The first byte of an HTML page; no file of the decoder, and no model, begins with it. */
const ANGLE_BRACKET = 0x3c;

/**
 * As `fetch`, telling what the page's policy refuses. Bundlers turn small files into data: URLs, and a policy that allows no connection to those must not keep them away.
 */
export function askFor(address: URL, options?: RequestInit): Promise<Response> {
  return address.protocol === 'data:'
    ? Promise.resolve(dataResponse(address.href))
    : fetchUnderPolicy(address, options);
}

function dataResponse(href: string): Response {
  const comma = href.indexOf(',');
  const type = href.slice('data:'.length, comma);
  const body = decodeURIComponent(href.slice(comma + 1));
  if (!/;\s*base64$/i.test(type)) return new Response(body, { headers: { 'content-type': type || 'text/plain' } });
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new Response(bytes, { headers: { 'content-type': type.slice(0, type.lastIndexOf(';')) || 'text/plain' } });
}

/**
 * Makes sure that a server has answered with the file, and not with its page for addresses that it does not know.
 *
 * @throws MorseDecoderError with the code given, or `network` of a server in trouble; its message has the address, and what came instead
 */
export function checkAnswer(response: Response, address: URL, code: MissingCode): void {
  if (response.status >= SERVER_ERROR) {
    throw failure('network', address, `status ${response.status}`, { action: 'Start again in a few minutes.' });
  }
  if (!response.ok) throw failure(code, address, `status ${response.status}`);
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    throw failure(code, address, 'an HTML page came instead');
  }
}

/**
 * The same by the content, for servers that call everything one type.
 *
 * @throws MorseDecoderError with the code given
 */
export function checkContent(bytes: ArrayBuffer, address: URL, code: MissingCode): void {
  const start = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 64));
  const first = start.find((byte) => byte > 0x20 && byte < 0x80);
  if (first === ANGLE_BRACKET) throw failure(code, address, 'an HTML page came instead');
}

/**
 * The error for a fetch that got no answer which the page may read. The page's own server was there a moment ago: the network is not.
 * Whether another one is there is asked once more; its address may be wrong.
 */
export async function unreachable(address: URL, code: MissingCode, cause: unknown): Promise<MorseDecoderError> {
  const foreign = isForeign(address);
  if (foreign && (await answers(address)))
    return failure(code, address, 'the server does not allow other origins to read it (CORS)', { cause });
  const lost = isOfServer(address) && (!foreign || isOffline());
  return failure(lost ? 'network' : code, address, 'network error', { cause });
}

function failure(
  code: MissingCode | 'network',
  { href }: URL,
  reason: string,
  options: ErrorOptions & { readonly action?: string } = {},
): MorseDecoderError {
  const shown = href.length > SHOWN ? `${href.slice(0, SHOWN)}…` : href;
  return new MorseDecoderError(code, `${shown}: ${reason}`, options);
}

const isForeign = ({ origin }: URL): boolean => typeof location === 'undefined' || origin !== location.origin;

const isOfServer = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:';

const isOffline = (): boolean => typeof navigator !== 'undefined' && navigator.onLine === false;

/** Whether a server answers at all, readable or not. */
async function answers(address: URL): Promise<boolean> {
  try {
    await fetch(address, { mode: 'no-cors', method: 'HEAD', cache: 'no-store', credentials: 'omit' });
    return true;
  } catch {
    return false;
  }
}
