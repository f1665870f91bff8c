import { MorseDecoderError } from '../errors.js';
import { type AssetBase, assetAddress } from '../workers/asset-addresses.js';
import { askFor, checkAnswer, unreachable } from '../workers/asset-answer.js';
import { blockedBy, PolicyWatch, type Refusal } from '../workers/page-policy.js';

const LOADED = Symbol.for('morse-decoder.capture-module.1');

/**
 * Adds the processor to the context, once for all decoders and copies of the script; does nothing where there are no worklets.
 *
 * @param base folder of the worklet; null: beside the script
 * @throws MorseDecoderError `assets-not-found`, `worklet-missing`, `worklet-blocked`
 */
export function loadCaptureModule(context: BaseAudioContext, base: AssetBase): Promise<void> {
  if (!context.audioWorklet) return Promise.resolve();
  const marked = context as BaseAudioContext & { [LOADED]?: Promise<void> };
  marked[LOADED] ??= addModule(context, assetAddress(base, 'morse-capture-worklet.js')).catch((error: unknown) => {
    delete marked[LOADED];
    throw error;
  });
  return marked[LOADED];
}

async function addModule(context: BaseAudioContext, url: URL): Promise<void> {
  try {
    await context.audioWorklet.addModule(url.href).catch(() => addAsBlob(context, url));
  } catch (cause) {
    const refusal = await refusalOf(url);
    if (refusal) throw blockedBy('worklet-blocked', refusal, url, cause);
    if (cause instanceof MorseDecoderError) throw cause;
    throw new MorseDecoderError('worklet-missing', cause instanceof Error ? cause.message : undefined, { cause });
  }
}

/**
 * Whether script-src refuses the module. Of a worklet the page is not told, but of a script that is only to be loaded it is,
 * and what is said of one holds for the other.
 */
async function refusalOf(url: URL): Promise<Refusal | null> {
  const watch = new PolicyWatch();
  const link = document.createElement('link');
  try {
    const settled = new Promise((resolve) => {
      link.onload = resolve;
      link.onerror = resolve;
    });
    link.rel = 'modulepreload';
    link.href = url.href;
    document.documentElement.append(link);
    if (link.relList.supports('modulepreload')) await settled;
    return await watch.find(url);
  } finally {
    link.remove();
    watch.close();
  }
}

/** For servers that send scripts with a wrong type, and policies that allow blob: but not the other origin. */
async function addAsBlob(context: BaseAudioContext, url: URL): Promise<void> {
  const response = await fetchModule(url);
  const blobUrl = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
  try {
    await context.audioWorklet.addModule(blobUrl);
  } finally {
    URL.revokeObjectURL(blobUrl);
  }
}

async function fetchModule(url: URL): Promise<Response> {
  const response = await askFor(url).catch(async (cause: unknown) => {
    throw cause instanceof MorseDecoderError ? cause : await unreachable(url, 'assets-not-found', cause);
  });
  checkAnswer(response, url, 'assets-not-found');
  return response;
}
