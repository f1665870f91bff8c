import { RELEASE } from '../page/decoder-registry.js';
import { VERSION } from '../workers/started.js';

/**
 * The first copy of the script has the tags. Tells the page's author, by name, of two releases on one page.
 *
 * @param decoder the class that `<morse-decoder>` has
 */
export function compareRelease(decoder: CustomElementConstructor): void {
  const release: unknown = Reflect.get(decoder, RELEASE) ?? 'unknown';
  if (VERSION && release !== VERSION)
    console.warn(
      `<morse-decoder> of release ${release} is used: load every script from that one, not from ${VERSION}.`,
    );
}
