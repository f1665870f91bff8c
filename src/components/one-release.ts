import { RELEASE } from '../page/decoder-registry.js';
import { VERSION } from '../workers/started.js';

/**
 * The first copy of the script has the tags. Tells the page's author, by name, of two releases on one page.
 *
 * @param decoder the class that `<morse-decoder>` has
 */
export function compareRelease(decoder: CustomElementConstructor): void {
  const release: unknown = Reflect.get(decoder, RELEASE);
  if (release !== VERSION)
    console.warn(`<morse-decoder> ${release} is used, not ${VERSION}: load all scripts of one release.`);
}
