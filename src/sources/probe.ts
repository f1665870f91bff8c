import { type ErrorCode, MorseDecoderError } from '../errors.js';
import { blockedBy, type PolicyWatch } from '../workers/page-policy.js';

/**
 * Tells apart why an `<audio>` could not load an address: the element itself says no more than "error". Never rejects.
 *
 * @param watch open since before the loading began
 */
export async function whyUnplayable(url: string, watch: PolicyWatch, signal: AbortSignal): Promise<MorseDecoderError> {
  const address = new URL(url);
  const refusal = await watch.find(address);
  if (refusal?.directive === 'media-src') return blockedBy('media-blocked', refusal, address);
  return new MorseDecoderError(await probe(url, signal), url.startsWith('data:') ? undefined : url);
}

async function probe(url: string, signal: AbortSignal): Promise<ErrorCode> {
  const readable = await answer(url, { mode: 'cors', signal });
  if (readable) return readable.ok ? 'not-audio' : readable.status < 500 ? 'url-not-found' : 'network';
  const opaque = await answer(url, { mode: 'no-cors', signal });
  return opaque ? 'cors' : 'network';
}

/** The head of the answer; the body, perhaps an endless stream, is not read. Null when the fetch fails. */
async function answer(url: string, options: RequestInit): Promise<Response | null> {
  try {
    const response = await fetch(url, { ...options, credentials: 'same-origin', cache: 'no-store' });
    await response.body?.cancel();
    return response;
  } catch {
    return null;
  }
}
