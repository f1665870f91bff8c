import { MorseDecoderError } from '../errors.js';
import { type AssetBase, assetAddress } from '../workers/asset-addresses.js';
import { checkLoaded, loadScript } from '../workers/assets.js';
import { blockedBy, PolicyWatch, type Refusal } from '../workers/page-policy.js';

const WORKLET = 'morse-capture-worklet.js';
const LOADED = Symbol.for('morse-decoder.capture-module.1');

/** Where the worklet may be. */
export interface WorkletFolders {
  /** Folder of all files; null: beside the script. */
  readonly assetBase: AssetBase;
  /** The page's own folder with a copy of it; null: none. */
  readonly workerBase: AssetBase;
}

/**
 * Adds the processor to the context, once for all decoders and copies of the script; does nothing where there are no worklets.
 *
 * @throws MorseDecoderError `assets-not-found`, `network`, `worker-corrupt`, `worklet-missing`, `worklet-blocked`
 */
export function loadCaptureModule(context: BaseAudioContext, folders: WorkletFolders): Promise<void> {
  if (!context.audioWorklet) return Promise.resolve();
  const marked = context as BaseAudioContext & { [LOADED]?: Promise<void> };
  marked[LOADED] ??= addModule(context, folders).catch((error: unknown) => {
    delete marked[LOADED];
    throw error;
  });
  return marked[LOADED];
}

async function addModule({ audioWorklet }: BaseAudioContext, { assetBase, workerBase }: WorkletFolders): Promise<void> {
  const url = assetAddress(workerBase ?? assetBase, WORKLET);
  try {
    try {
      await audioWorklet.addModule(url.href);
    } catch {
      // No connection, a server that sends scripts with a wrong type, or a policy that allows blob: but not the other origin.
      const { blob } = await loadScript(workerBase ?? assetBase, WORKLET, null);
      if (blob !== null) await audioWorklet.addModule(blob);
      return;
    }
    // A policy that lets the page's own copy be run need not let it be read.
    if (!workerBase) await checkLoaded(assetBase, WORKLET);
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
